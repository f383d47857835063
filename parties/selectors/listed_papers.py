"""The lists asked by papers and names, for people who are no customers: persons of a group, beneficiaries (CUS-04)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from parties.models import ListEntry
from parties.rules.identity import IdType
from parties.rules.words import ListSubject
from parties.selectors.duplicates import id_index
from parties.selectors.lists import entries_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPeople:
    """The lists by the index of every identity paper that stands on one, whatever paper a number was listed under, and
    by the names of listed customers. ``entries`` is everything on the lists, None while nobody read it."""

    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    entries: tuple[ListEntry, ...] | None = None


def listed_people(on: date) -> ListedPeople:
    """Everybody who stands on a list by name or paper, in one statement."""
    papers: dict[str, tuple[str, ...]] = {}
    names = set()
    rows = tuple(entries_on(on).select_related("party").order_by("kind", "valid_from", "pk"))
    for entry in rows:
        if entry.party is not None:
            names.add(entry.party.name)
        for index in _indexes(entry):
            papers[index] = tuple(sorted({*papers.get(index, ()), entry.kind}))
    return ListedPeople(papers=papers, names=frozenset(names), entries=rows)


def _indexes(entry: ListEntry) -> Iterable[str]:
    if entry.party is not None:
        return [entry.party.id_index] if entry.party.id_index else []
    if entry.subject != ListSubject.IDENTITY:
        return []
    return [id_index(paper, entry.value) for paper in IdType]


def listed_names(names: Iterable[str], on: date) -> dict[str, tuple[str, ...]]:
    """Those of the names under which a customer stands on a list, with the lists. A name alone proves nothing."""
    wanted = {name.strip() for name in names if name.strip()}
    if not wanted:
        return {}
    rows = entries_on(on).filter(party__name__in=wanted).order_by("party__name", "kind")
    found: dict[str, tuple[str, ...]] = {}
    for name, kind in rows.values_list("party__name", "kind").distinct():
        found[name] = (*found.get(name, ()), kind)
    return found
