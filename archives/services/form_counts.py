"""Counting a store: the books are frozen, the custodian counts, another person checks (domain 8.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.models import FormCount, FormCountLine, FormLot, FormMovement, FormType
from archives.rules import form_count
from archives.rules.form_places import Standing
from archives.rules.serials import Numbers, merged
from archives.services.form_papers import paper_number
from archives.services.form_refusals import WrongCount, WrongPaper
from core.notify import notify
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from organisation.public import holders_in_scope

EVERY_CLASS = " ".join(form_count.GRADES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was counted of one kind, and why it differs."""

    quantity: int
    cause: str = ""
    measure: str = ""


@creation(FormCount, form_count.BEGIN)
def begin_count(command: Command, /, *, kind: str, unit_id: int, grades: str = EVERY_CLASS) -> FormCount:
    """Begin a count of the store of a unit. Nobody surprises the store that he keeps himself."""
    if kind not in FormCount.KINDS:
        raise WrongPaper(_("Choose the kind of count."), field="kind")
    if kind == form_count.SURPRISE and command.actor.refusal_for("archives.count_stock") is None:
        raise WrongPaper(_("Who keeps a store does not begin a surprise count."), field="kind")
    open_ones = FormCount.objects.filter(unit_id=unit_id, state__in=(form_count.COUNTING, form_count.COUNTED))
    if open_ones.exists():
        raise WrongPaper(_("A count of this store is not finished yet."))
    paper = FormCount(number=paper_number("DP", command), kind=kind, on=localdate(command.at), grades=grades)
    paper.set_unit(Unit.objects.get(pk=unit_id))
    return paper


@transition(FormCount, form_count.COUNT)
def enter_count(paper: FormCount, command: Command, /, *, found: Mapping[str, Found]) -> None:
    """What lies in the store, by kind; what the books say at this moment stands beside it."""
    paper.counted_by_id, paper.counted_by = command.actor.staff_id, command.actor.name
    paper.counted_at = command.at
    lines = sheet_of(paper.unit_id, paper.grades)
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


def sheet_of(unit_id: int, grades: str = EVERY_CLASS) -> list[FormCountLine]:
    """The count sheet of a store as the books have it now; kinds that ever lay there stand on it with nothing too."""
    wanted = FormType.objects.filter(grade__in=grades.split())
    ever = FormMovement.objects.filter(to_store_id=unit_id, form_type=OuterRef("pk"))
    kinds = wanted.filter(Exists(ever)).order_by("code")
    sheet = {kind.pk: FormCountLine(form_type=kind, booked=0, ranges="") for kind in kinds}
    lying: dict[int, list[Numbers]] = defaultdict(list)
    rows = FormLot.objects.filter(unit_id=unit_id, standing=Standing.IN_STORE, form_type__in=sheet)
    for row in rows.order_by("form_type__code", "first"):
        line = sheet[row.form_type_id]
        line.booked += row.quantity
        lying[row.form_type_id].append(row.lot.numbers)
    for line in sheet.values():
        line.ranges = " ".join(line.form_type.serials(one) for one in merged(lying[line.form_type_id]))[:400]
    return list(sheet.values())


@transition(FormCount, form_count.CHECK)
def check_count(paper: FormCount, command: Command, /) -> str | None:
    """The checker counted again. A difference opens the matter that must be dealt with."""
    if command.actor.staff_id == paper.counted_by_id:
        raise WrongPaper(_("Another person checks the count."))
    paper.checked_by_id, paper.checked_by = command.actor.staff_id, command.actor.name
    differing = [line.form_type for line in differing_lines(paper)]
    if not differing:
        return None
    paper.severe = any(kind.grade == form_count.FIRST for kind in differing)
    _report(paper, differing, command)
    return form_count.DIFFERENT


def differing_lines(paper: FormCount) -> list[FormCountLine]:
    """What does not agree."""
    lines = paper.lines.select_related("form_type").order_by("form_type__code")
    return [line for line in lines if line.counted.difference]


def _report(paper: FormCount, kinds: list[FormType], command: Command) -> None:
    """A difference is reported on the day: to those who answer for it and those who look at the answer (8.4)."""
    today = localdate(command.at)
    heads = holders_in_scope("archives.witness_forms", paper, today)
    notify(
        heads | holders_in_scope("archives.accept_difference", paper, today),
        key=f"form-difference:{paper.pk}:{command.key}",
        title=_("Forms do not agree: %(number)s") % {"number": paper.number},
        body=", ".join(str(kind) for kind in kinds)[:400],
        url=reverse("archives:count", args=[paper.pk]),
        subject_kind=form_count.COUNT_KIND,
        subject_id=paper.pk,
    )


@transition(FormCount, form_count.RECOUNT)
def recount(paper: FormCount, command: Command, /) -> None:
    """The checker finds other numbers."""
    paper.counted_by_id, paper.counted_by = None, ""
