"""Counting a store: the books are frozen, the custodian counts, another person checks (domain 8.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.models import FormCount, FormCountLine, FormLot
from archives.rules import form_count
from archives.rules.form_places import Standing
from archives.services.form_refusals import WrongCount, WrongPaper
from archives.services.form_supply import paper_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was counted of one kind, and why it differs."""

    quantity: int
    cause: str = ""
    measure: str = ""


@creation(FormCount, form_count.BEGIN)
def begin_count(command: Command, /, *, kind: str, unit_id: int) -> FormCount:
    """Begin a count of the store of a unit."""
    if kind not in FormCount.KINDS:
        raise WrongPaper(_("Choose the kind of count."), field="kind")
    open_ones = FormCount.objects.filter(unit_id=unit_id, state__in=(form_count.COUNTING, form_count.COUNTED))
    if open_ones.exists():
        raise WrongPaper(_("A count of this store is not finished yet."))
    paper = FormCount(number=paper_number("DP", command), kind=kind, on=localdate(command.at))
    paper.set_unit(Unit.objects.get(pk=unit_id))
    return paper


@transition(FormCount, form_count.COUNT)
def enter_count(paper: FormCount, command: Command, /, *, found: Mapping[str, Found]) -> None:
    """What lies in the store, by kind; what the books say at this moment stands beside it."""
    paper.counted_by_id, paper.counted_by = command.actor.staff_id, command.actor.name
    lines = sheet_of(paper.unit_id)
    codes = {line.form_type.code for line in lines}
    if codes - set(found):
        raise WrongCount(_("Count every kind of form."), details={"fields": sorted(codes - set(found))})
    for line in lines:
        given = found[line.form_type.code]
        line.count, line.found = paper, given.quantity
        line.cause, line.measure = given.cause.strip(), given.measure.strip()
        if not line.counted.explained:
            text = _("%(form)s differs by %(difference)s: give the cause and what is done about it.")
            raise WrongCount(text % {"form": line.form_type, "difference": line.counted.difference})
    FormCountLine.objects.filter(count=paper).delete()
    FormCountLine.objects.bulk_create(lines)


def sheet_of(unit_id: int) -> list[FormCountLine]:
    """The count sheet of a store as the books have it now."""
    rows = FormLot.objects.filter(unit_id=unit_id, standing=Standing.IN_STORE).select_related("form_type")
    sheet: dict[int, FormCountLine] = {}
    for row in rows.order_by("form_type__code", "first"):
        line = sheet.setdefault(row.form_type_id, FormCountLine(form_type=row.form_type, booked=0, ranges=""))
        line.booked += row.quantity
        part = f"{row.form_type.serial(row.first)}–{row.form_type.serial(row.last)}"
        line.ranges = f"{line.ranges} {part}".strip()[:400]
    return list(sheet.values())


@transition(FormCount, form_count.CHECK)
def check_count(paper: FormCount, command: Command, /) -> str | None:
    """The checker counted again. A difference opens the matter that must be dealt with."""
    if command.actor.staff_id == paper.counted_by_id:
        raise WrongPaper(_("Another person checks the count."))
    paper.checked_by_id, paper.checked_by = command.actor.staff_id, command.actor.name
    differs = any(line.counted.difference for line in paper.lines.select_related("form_type"))
    return form_count.DIFFERENT if differs else None


@transition(FormCount, form_count.RECOUNT)
def recount(paper: FormCount, command: Command, /) -> None:
    """The checker finds other numbers."""
    paper.counted_by_id, paper.counted_by = None, ""


@transition(FormCount, form_count.MEND)
def mend(paper: FormCount, command: Command, /) -> None:
    """The cause is found: a missing form was reported lost, a booking was made up for."""
