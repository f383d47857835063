"""Checking the rows of a list of persons: each by its cells and its paper, all against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.crypto import mask_id
from organisation.public import parameter
from parties.public import IdentityFault, IdType, PartyKind, check_identity, check_name, id_index
from underwriting.models import ListedPerson, PersonChange
from underwriting.rules.line_facts import whole_years
from underwriting.rules.people_list import group_of, paper_of, plain_faults
from underwriting.rules.roster import Roster

Row = ListedPerson | PersonChange
LONGEST_NAME, LONGEST_MASK = 200, 40
WORKING_AGE = "underwriting.working_age"


class LeastAge(NamedTuple):
    """Who stands on the list has completed so many years on the first day."""

    years: int
    on: date


def least_age(roster: Roster, on: date) -> LeastAge | None:
    """Nobody is employed, and so nobody listed as an employee, below the age of the law (Labour Law, article 15)."""
    return LeastAge(int(parameter(WORKING_AGE, on=on)), on) if roster.employed else None


def person_of(
    list_id: int, place: int, texts: dict[str, str], *, groups: int, today: date, least: LeastAge | None = None
) -> ListedPerson:
    """A new row of a list, checked."""
    row = ListedPerson(
        list_id=list_id, place=place, name="", id_number="", id_index="", id_masked="", born_on=None, group=1,
        texts=texts, faults={},
    )  # fmt: skip
    read_person(row, texts, groups=groups, today=today, least=least)
    return row


def read_person(row: Row, texts: dict[str, str], *, groups: int, today: date, least: LeastAge | None = None) -> None:
    """Put the cells on the row: number sealed, birthday read from it, what is wrong by column."""
    number = texts.pop("number", "")
    faults = {name: _(why) for name, why in plain_faults(texts | {"number": number}, groups).items()}
    row.name, row.texts, row.group = texts.get("name", "")[:LONGEST_NAME], texts, group_of(texts)
    row.id_number, row.id_index, row.id_masked, row.born_on = number, "", mask_id(number)[:LONGEST_MASK], None
    if "name" not in faults:
        _read_name(row, faults)
    if not {"number", "paper"} & set(faults):
        _read_number(row, IdType(paper_of(texts)), number, today, faults)
    if least is not None:
        _refuse_too_young(row, least, faults)
    row.faults = faults


def _refuse_too_young(row: Row, least: LeastAge, faults: dict[str, str]) -> None:
    age = whole_years(row.born_on, least.on) if row.born_on else None
    if age is not None and age < least.years:
        told = {"age": age, "years": least.years}
        faults["number"] = _("Aged %(age)s on the first day: nobody under %(years)s may be employed.") % told
        row.id_index = ""  # it stays refused when the rows are compared with each other


def _read_name(row: Row, faults: dict[str, str]) -> None:
    try:
        row.name = check_name(row.name, kind=PartyKind.PERSON)
    except IdentityFault as fault:
        faults["name"] = _(str(fault))


def _read_number(row: Row, paper: IdType, number: str, today: date, faults: dict[str, str]) -> None:
    try:
        found = check_identity(paper, number, kind=PartyKind.PERSON, today=today)
    except IdentityFault as fault:
        faults["number"] = _(str(fault))
        return
    row.id_number, row.born_on = found.number, found.born_on
    row.id_index, row.id_masked = id_index(paper, found.number), mask_id(found.number)


def note_repeated(rows: Sequence[Row]) -> None:
    """The same person stands in the list once."""
    places: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.id_index:
            places[row.id_index].append(row)
    for same in places.values():
        for row in same if len(same) > 1 else ():
            others = _(", ").join(str(other.place) for other in same if other is not row)
            row.faults = {**row.faults, "number": _("The same stands in row %(rows)s.") % {"rows": others}}


def forget_repeated(rows: Iterable[ListedPerson]) -> None:
    """Before rows are compared again: a sound number is at fault only beside its double."""
    for row in rows:
        if row.id_index and "number" in row.faults:
            row.faults = {name: why for name, why in row.faults.items() if name != "number"}
