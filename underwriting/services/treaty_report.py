"""Treaty business reports: filled by the cession post, confirmed by a second person, sent upward (REI-08)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import SegregationConflict
from organisation.models import Unit
from underwriting.models import Movement, TreatyReport
from underwriting.rules.reinsurance import treaty_report as life
from underwriting.selectors.reinsurance_pages import treaty_lines
from underwriting.services.refusals import InvalidEntry
from underwriting.services.reinsurance_refusals import NothingToReport

NIL = Decimal("0.00")


@transaction.atomic
def fill(command: Command, *, branch_id: int, line: str, since: date, until: date, remark: str = "") -> TreatyReport:
    """The cession post begins a report and fills it in at once."""
    made = open_report(command, branch_id=branch_id, line=line, since=since, until=until, remark=remark)
    return take_up(made.pk, command.then("fill"))


@creation(TreatyReport, life.OPEN)
def open_report(
    command: Command, /, *, branch_id: int, line: str, since: date, until: date, remark: str = ""
) -> TreatyReport:
    """From the cessions of a period that has ended; one report a line and period. The clock begins those of the month
    before (C12)."""
    if until < since:
        raise InvalidEntry(_("The period ends after it begins."), field="until")
    if until > localdate(command.at):
        raise InvalidEntry(_("The period has not ended yet."), field="until")
    branch = Unit.objects.get(pk=branch_id)
    if TreatyReport.objects.filter(branch_id=branch_id, line=line, since=since, until=until).exists():
        raise InvalidEntry(_("There is a report of this line and period already."), field="line")
    made = TreatyReport(line=line, since=since, until=until, remark=remark.strip())
    made.set_unit(branch)
    made.number = f"TR{branch.code}{line}{since:%y%m%d}{until:%y%m%d}"
    _take(made, command)
    return made


@transition(TreatyReport, life.FILL)
def take_up(found: TreatyReport, command: Command, /) -> None:
    """The cession post looked at the figures; they are those of this moment (REI-08)."""
    found.remark = command.reason.strip() or found.remark
    _take(found, command)


@transition(TreatyReport, life.REFILL)
def refill(found: TreatyReport, command: Command, /) -> None:
    """After something moved in the period; a remark replaces the one before."""
    found.remark = command.reason.strip() or found.remark
    _take(found, command)


@transition(TreatyReport, life.CONFIRM)
def confirm(found: TreatyReport, command: Command, /) -> None:
    """A second person compared the figures with the bordereaux; they must still be those of the books."""
    if found.filled_by_id == command.actor.staff_id:
        raise SegregationConflict(_("You filled in this report yourself; somebody else confirms it."))
    if found.rows != _rows(found):
        raise InvalidEntry(_("The bordereaux have changed since. Have the figures taken anew."))
    found.confirmed_by_id, found.confirmed_by = command.actor.staff_id, command.signature
    found.confirmed_at = command.at


@transition(TreatyReport, life.RETURN)
def give_back(found: TreatyReport, command: Command, /) -> None:
    """To be filled in anew."""
    found.confirmed_by_id, found.confirmed_by, found.confirmed_at = None, "", None


@transition(TreatyReport, life.SEND)
def send(found: TreatyReport, command: Command, /, *, sent_to: str, sent_on: date) -> None:
    """Went to the upper department on its day."""
    if not sent_to.strip():
        raise InvalidEntry(_("Say to whom it was sent."), field="sent_to")
    if sent_on > localdate(command.at) or (found.confirmed_at and sent_on < localdate(found.confirmed_at)):
        raise InvalidEntry(_("It is sent after it was confirmed and not later than today."), field="sent_on")
    found.sent_to, found.sent_on = sent_to.strip(), sent_on


def _rows(found: TreatyReport) -> list[dict[str, str | int]]:
    lines = treaty_lines(_moved(found))
    return [
        {
            "under": one.under,
            "policies": one.policies,
            "premium": str(one.premium),
            "commission": str(one.commission),
            "recovery": str(one.recovery),
        }
        for one in lines
    ]


def _moved(found: TreatyReport) -> QuerySet[Movement]:
    period = (found.since, found.until)
    return Movement.objects.filter(branch_id=found.branch_id, line=found.line, booked_on__range=period)


def _take(found: TreatyReport, command: Command) -> None:
    found.rows = _rows(found)
    if not found.rows:
        raise NothingToReport(_("Nothing of this line was ceded in the period."), field="line")
    found.policies = _moved(found).values("policy_id").distinct().count()
    totals = {row["kind"]: row["total"] for row in _moved(found).values("kind").annotate(total=Sum("amount"))}
    for name in ("premium", "commission", "recovery"):
        setattr(found, name, totals.get(name, NIL))
    found.filled_by_id, found.filled_by, found.filled_at = command.actor.staff_id, command.signature, command.at
