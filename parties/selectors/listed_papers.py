"""The lists asked by papers and names, for people who are no customers: persons of a group, beneficiaries (CUS-04)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from parties.models import ListEntry
from parties.rules.identity import IdType
from parties.rules.words import ListSubject
from parties.selectors.duplicates import id_index
from parties.selectors.lists import entries_on


def listed_papers(on: date) -> dict[str, tuple[str, ...]]:
    """The lists by the index of every identity paper that stands on one, whatever paper a number was listed under."""
    found: dict[str, tuple[str, ...]] = {}
    rows = entries_on(on).filter(subject__in=(ListSubject.PARTY, ListSubject.IDENTITY)).select_related("party")
    for entry in rows:
        for index in _indexes(entry):
            found[index] = tuple(sorted({*found.get(index, ()), entry.kind}))
    return found


def _indexes(entry: ListEntry) -> Iterable[str]:
    if entry.party is not None:
        return [entry.party.id_index] if entry.party.id_index else []
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
