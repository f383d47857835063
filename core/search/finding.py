"""Answering the search box: indexed questions per shape, in scope, by kind, the closest first and then the newest."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Left, Reverse

from core.crypto.index import normalise
from core.models.search import EXACT_NAME, Grams, SearchEntry
from core.search import indexing, registry
from core.search.shapes import Kind, shape_of
from core.workflow.command import Actor

GRAM = 2  # characters of one entry of the index


class Hit(NamedTuple):
    """One line of the result."""

    kind: str
    object_id: int
    number: str
    title: str
    detail: str
    state: str
    tone: str


class _QueryGrams(Func):
    function = "core_search_query_grams"
    output_field = ArrayField(TextField())


Rows = QuerySet[SearchEntry]


def _starts(column: str) -> Callable[[Rows, str], Rows]:
    return lambda rows, text: rows.exclude(**{column: ""}).filter(**{f"{column}__startswith": text})


def _ends(column: str) -> Callable[[Rows, str], Rows]:
    """Served by the index over the reversed column."""
    tail = f"{column}_reversed"

    def question(rows: Rows, text: str) -> Rows:
        filled = rows.exclude(**{column: ""}).alias(**{tail: Reverse(F(column))})
        return filled.filter(**{f"{tail}__startswith": text[::-1]})

    return question


def _is_named(rows: Rows, text: str) -> Rows:
    """The name and nothing else: read in the order of the index, however common the name is."""
    if len(text) > EXACT_NAME:
        return rows.none()
    return rows.alias(whole_name=Left("names", EXACT_NAME)).filter(whole_name=text)


def _named(rows: Rows, text: str) -> Rows:
    """Every pair of characters must occur (index), and in this order (re-check, needed from three characters on)."""
    found = rows.alias(grams=Grams(F("names"))).filter(grams__contains=_QueryGrams(Value(text)))
    return found.filter(names__icontains=text) if len(text) > GRAM else found


_QUESTIONS: dict[Kind, tuple[Callable[[Rows, str], Rows], ...]] = {
    Kind.NOTHING: (),
    Kind.IDENTITY: (lambda rows, text: rows.filter(identity=indexing.identity_index(text)),),
    Kind.PHONE: (lambda rows, text: rows.filter(phone=indexing.phone_index(text)),),
    Kind.TAIL: (lambda rows, text: rows.filter(phone_tail=indexing.tail_index(text)),),
    Kind.PLATE: (_starts("plate"), _ends("plate")),
    Kind.VIN: (_ends("vin"),),
    Kind.NUMBER: (_starts("number"), _ends("number")),
    Kind.NAME: (_is_named, _named),
}


def find(text: str, actor: Actor, *, kind: str = "", limit: int = 30) -> list[Hit]:
    """What the actor may see of what ``text`` means; questions are asked until there are answers enough."""
    shape = shape_of(text)
    rows = _within(actor, kind)
    for asked in shape.kinds:
        found = _answers(asked, rows, shape.text, limit)
        if found:
            by_kind = sorted(found, key=lambda row: registry.place_of(row.kind))
            return [Hit(r.kind, r.object_id, r.number, r.title, r.detail, r.state, r.tone) for r in by_kind]
    return []


def numbered(number: str) -> tuple[str, int] | None:
    """Kind and key of the object with exactly this number, whoever may see it: a form asks whether it exists."""
    wanted = normalise(number)
    if not wanted:
        return None
    found = SearchEntry.objects.filter(number=wanted).order_by("pk").values_list("kind", "object_id").first()
    return found or None


def _answers(asked: Kind, rows: Rows, text: str, limit: int) -> list[SearchEntry]:
    """The rows of the first question before those of the next, the newest of each first."""
    found: dict[int, SearchEntry] = {}
    for question in _QUESTIONS[asked]:
        for row in question(rows, text).order_by("-updated_at", "-id")[:limit]:
            found.setdefault(row.pk, row)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _within(actor: Actor, kind: str) -> Rows:
    scoped, common = registry.visible_kinds(actor)
    if kind:
        scoped, common = [k for k in scoped if k == kind], [k for k in common if k == kind]
    return SearchEntry.objects.filter(Q(kind__in=common) | (Q(kind__in=scoped) & registry.scope_of(actor)))
