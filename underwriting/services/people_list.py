"""The list of insured persons of a proposal: typed, from a table, corrected, or sealed on paper (PRO-10 … PRO-12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.copying import copy_in, undisturbed
from core.files import DOCUMENT, SHEET, FileRefused, attach, store
from core.models import StoredFile
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.public import parameter
from underwriting.models import ListedPerson, PeopleList, Proposal
from underwriting.rules import lifecycle
from underwriting.rules import people_list as life
from underwriting.rules.entry.spec import heads_of, rows_of
from underwriting.rules.words import gettext_noop as _noop
from underwriting.selectors.people_list import heads_by_group, roster_of
from underwriting.services.people_check import (
    LeastAge,
    forget_repeated,
    least_age,
    note_repeated,
    person_of,
    read_person,
)
from underwriting.services.people_sheet import Texts, read_people
from underwriting.services.refusals import InvalidEntry

BATCH = 2000
NAMES_UP_TO = "underwriting.names_up_to"
NAMED = (_noop("name"), _noop("number of the paper"), _noop("group"), _noop("other entries"))
CHANGED = ("name", "id_number", "id_index", "id_masked", "born_on", "group", "texts", "faults")


@creation(PeopleList, life.START)
def start_list(command: Command, /, *, proposal: int) -> PeopleList:
    """An empty list beside the proposal of a group."""
    source = Proposal.objects.select_related("unit").get(pk=proposal)
    _refuse_closed(source)
    made = PeopleList(proposal=source)
    made.set_unit(source.unit)
    return made


@transition(PeopleList, life.TAKE)
def take_table(listed: PeopleList, command: Command, /, *, content: bytes, name: str) -> str | None:
    """All rows anew from a table; each is checked, faults are listed by row."""
    _refuse_closed(listed.proposal)
    if content[:2] != b"PK":
        raise FileRefused("type", _("Send an Excel table (.xlsx)."))
    with undisturbed():
        texts = read_people(content)
        listed.rows.all().delete()
        listed.file = _kept(listed, command, content=content, name=name, purpose_sheet=True)
        rows = _read(listed, texts, localdate(command.at))
        return _settle(listed, rows, made=rows)


@transition(PeopleList, life.ADD)
def add_persons(
    listed: PeopleList, command: Command, /, *, persons: tuple[Mapping[str, str], ...], strict: bool = False
) -> str | None:
    """Persons behind those that stand there, counted from one (PRO-10); rows of a table keep its numbers. ``strict``
    refuses what is wrong instead of listing it."""
    _refuse_closed(listed.proposal)
    kept = list(listed.rows.order_by("place"))
    last = kept[-1].place if kept else 0
    texts = [(last + n, dict(person)) for n, person in enumerate(persons, start=1)]
    if len(kept) + len(texts) > life.MOST_PERSONS:
        raise InvalidEntry(_("The list is full."), field="name")
    rows = _read(listed, texts, localdate(command.at))
    result = _settle(listed, [*kept, *rows], made=rows)
    if strict:
        _refuse_faults(rows)
    return result


@transition(PeopleList, life.CHANGE)
def change_person(listed: PeopleList, command: Command, /, *, place: int, person: Mapping[str, str]) -> str | None:
    """One row typed anew, a right one too; what is wrong is refused at its field. A number left empty stays."""
    _refuse_closed(listed.proposal)
    rows = list(listed.rows.order_by("place"))
    row = _row_at(rows, place)
    before = (row.name, row.id_index, row.group, row.texts)
    kept = {name: text for name, text in row.texts.items() if name not in person}
    texts = {**kept, "number": row.id_number, **_typed(person)}
    groups, today = len(heads_by_group(listed.proposal)), localdate(command.at)
    read_person(row, texts, groups=groups, today=today, least=_least(listed))
    changed = [str(_(text)) for text, old, new in zip(NAMED, before, _shown(row), strict=True) if old != new]
    listed.last_change = _("Row %(row)s %(name)s: %(what)s") % {
        "row": place, "name": before[0] or row.name, "what": _(", ").join(changed) or "–",
    }  # fmt: skip
    result = _settle(listed, rows)
    _refuse_faults([row])
    row.save(update_fields=CHANGED)
    return result


@transition(PeopleList, life.TAKE_OUT)
def take_out_person(listed: PeopleList, command: Command, /, *, place: int) -> str | None:
    """One row leaves the list."""
    _refuse_closed(listed.proposal)
    row = _row_at(list(listed.rows.filter(place=place)), place)
    listed.last_change = _("Row %(row)s %(name)s %(number)s: taken out") % {
        "row": place, "name": row.name, "number": row.id_masked,
    }  # fmt: skip
    row.delete()
    return _settle(listed, list(listed.rows.order_by("place")))


def _row_at(rows: Sequence[ListedPerson], place: int) -> ListedPerson:
    found = next((row for row in rows if row.place == place), None)
    if found is None:
        raise InvalidEntry(_("This row is not in the list any more."), field="name")
    return found


def _shown(row: ListedPerson) -> tuple[str, str, int, dict[str, str]]:
    return row.name, row.id_index, row.group, row.texts


def _refuse_faults(rows: Sequence[ListedPerson]) -> None:
    """What is typed singly is right, or stays with the one who types."""
    faults = {name: why for row in rows for name, why in row.faults.items()}
    if faults:
        field = next(iter(faults))
        raise InvalidEntry(faults[field], field=field, details={"fields": faults})


@transition(PeopleList, life.CORRECT)
def correct_persons(
    listed: PeopleList,
    command: Command,
    /,
    *,
    changes: Mapping[int, Mapping[str, str]],
    gone: tuple[int, ...] = (),
) -> str | None:
    """Corrections typed on the page, rows taken out; what is changed is read anew, all are compared again."""
    _refuse_closed(listed.proposal)
    listed.rows.filter(place__in=gone).delete()
    rows = list(listed.rows.order_by("place"))
    groups, today, least = len(heads_by_group(listed.proposal)), localdate(command.at), _least(listed)
    for row in rows:
        if row.place in changes and row.faults:  # what is right is not read again, and its number not shown
            texts = {**row.texts, "number": row.id_number, **_typed(changes[row.place])}
            read_person(row, texts, groups=groups, today=today, least=least)
            row.save(update_fields=CHANGED)  # sealed numbers are kept row by row
    return _settle(listed, rows)


def _typed(cells: Mapping[str, str]) -> dict[str, str]:
    """A number that was left empty stays: the page shows it masked."""
    return {name: value for name, value in cells.items() if value or name != "number"}


@transition(PeopleList, life.SEAL)
def seal_list(
    listed: PeopleList,
    command: Command,
    /,
    *,
    content: bytes,
    name: str,
    pages: int,
    custodian: str,
    shelf: str,
    sealed_across: bool,
) -> None:
    """No names: the paper list, sealed across its pages by both, is kept with the policy copy (PRO-11)."""
    _refuse_closed(listed.proposal)
    most = parameter(NAMES_UP_TO, on=localdate(command.at))
    if life.names_mandatory(heads_of(listed.proposal.content), most):
        message = _("Up to %(most)s persons every name is entered.") % {"most": most}
        raise InvalidEntry(message, field="content")
    if not sealed_across:
        message = _("The paper list must be sealed across its pages by both parties.")
        raise InvalidEntry(message, field="sealed_across")
    if pages < 1 or not custodian.strip() or not shelf.strip():
        raise InvalidEntry(_("Say how many pages the list has, who keeps it and where."), field="custodian")
    listed.scan = _kept(listed, command, content=content, name=name, purpose_sheet=False)
    listed.pages, listed.custodian, listed.shelf = pages, custodian.strip(), shelf.strip()
    listed.sealed_across = True


def _refuse_closed(proposal: Proposal) -> None:
    """The list is part of the entry: it changes only while the entry may be changed."""
    if proposal.state not in lifecycle.EDIT.sources:
        raise InvalidEntry(_("This proposal can no longer be edited."), field="content")
    if not rows_of(proposal.content, "groups"):
        raise InvalidEntry(_("Enter the groups of the proposal first."), field="content")


def _kept(listed: PeopleList, command: Command, *, content: bytes, name: str, purpose_sheet: bool) -> StoredFile:
    file = store(content, purpose=SHEET if purpose_sheet else DOCUMENT, name=name, actor=command.actor)
    return attach(file, subject_kind=life.LIST_KIND, subject_id=listed.pk)


def _read(listed: PeopleList, texts: Sequence[tuple[int, Texts]], today: date) -> list[ListedPerson]:
    groups, least = len(heads_by_group(listed.proposal)), _least(listed)
    return [person_of(listed.pk, place, dict(cells), groups=groups, today=today, least=least) for place, cells in texts]


def _least(listed: PeopleList) -> LeastAge | None:
    return least_age(roster_of(listed.proposal), listed.proposal.start_on)


def _settle(listed: PeopleList, rows: list[ListedPerson], *, made: Sequence[ListedPerson] = ()) -> str | None:
    """Compare all rows, keep them, count; the list is complete when it is right and as long as the entry says."""
    new = {id(row) for row in made}
    before = {id(row): row.faults for row in rows if id(row) not in new}
    forget_repeated(rows)
    note_repeated(rows)
    copy_in(made)
    differing = [row for row in rows if id(row) in before and row.faults != before[id(row)]]
    ListedPerson.objects.bulk_update(differing, ["faults"], batch_size=BATCH)
    listed.persons_total, listed.rows_faulty = len(rows), sum(bool(row.faults) for row in rows)
    lacking = life.missing((row.group for row in rows if not row.faults), heads_by_group(listed.proposal))
    return life.COMPLETE if rows and not listed.rows_faulty and not lacking else None
