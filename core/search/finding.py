"""Answering the search box: one indexed question per shape, in scope, by kind, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Reverse

from core.models.search import Grams, SearchEntry
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
    Kind.NAME: (_named,),
}


def find(text: str, actor: Actor, *, kind: str = "", limit: int = 30) -> list[Hit]:
    """What the actor may see of what ``text`` means; several questions are asked only until there is an answer."""
    shape = shape_of(text)
    rows = _within(actor, kind)
    for asked in shape.kinds:
        found: dict[int, SearchEntry] = {}
        for question in _QUESTIONS[asked]:
            found |= {row.pk: row for row in question(rows, shape.text).order_by("-updated_at", "-id")[:limit]}
        if found:
            newest = sorted(found.values(), key=lambda row: (row.updated_at, row.pk), reverse=True)[:limit]
            by_kind = sorted(newest, key=lambda row: registry.place_of(row.kind))
            return [Hit(r.kind, r.object_id, r.number, r.title, r.detail, r.state, r.tone) for r in by_kind]
    return []


def _within(actor: Actor, kind: str) -> Rows:
    scoped, common = registry.visible_kinds(actor)
    if kind:
        scoped, common = [k for k in scoped if k == kind], [k for k in common if k == kind]
    return SearchEntry.objects.filter(Q(kind__in=common) | (Q(kind__in=scoped) & registry.scope_of(actor)))
