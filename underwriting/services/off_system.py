"""Business outside the system: reported, underwritten on paper or noted, entered when it can be (AUW-02, AUW-03)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from organisation.public import calendar, parameter
from underwriting.models import Proposal
from underwriting.models.off_system import OffSystemBusiness
from underwriting.rules import off_system as life
from underwriting.selectors.off_system import central_grounds
from underwriting.services.refusals import InvalidEntry, IssuedBeforeApproval


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBusiness:
    """What the sub-branch writes into the register."""

    kind: str
    product: str
    holder_name: str
    subject: str
    sum_insured: Decimal
    premium: Decimal
    start_on: date
    text: str
    accepted_on: date | None = None


@creation(OffSystemBusiness, life.REPORT)
def report_business(command: Command, /, *, data: PaperBusiness) -> OffSystemBusiness:
    """High risks before they begin; other business within the working days of the parameter after acceptance."""
    today = localdate(command.at)
    _refuse_wrong(data, today)
    unit = Unit.objects.get(pk=command.actor.unit_id)
    if data.kind == life.LATER:
        _refuse_central(data, unit, today)
    found = OffSystemBusiness(**{name: getattr(data, name) for name in data.__slots__})
    found.reported_by = command.signature
    if data.accepted_on is not None:
        allowed = parameter("underwriting.off_system_report_days", unit, today)
        found.days_late = life.days_late(data.accepted_on, today, allowed, calendar())
    found.set_unit(unit)
    found.number = business_number("N", "OFF", today.year, unit.code, gap_free=False)
    return found


def _refuse_wrong(data: PaperBusiness, today: date) -> None:
    if data.kind not in life.KINDS:
        raise InvalidEntry(_("Choose the kind."), field="kind")
    for name in ("sum_insured", "premium"):
        if getattr(data, name) <= 0:
            raise InvalidEntry(_("Enter an amount above zero."), field=name)
    if data.kind == life.CENTRAL and data.start_on <= today:
        message = _("High risks are underwritten before they begin; agree a later first day.")
        raise InvalidEntry(message, field="start_on")
    if data.kind == life.LATER and (data.accepted_on is None or data.accepted_on > today):
        raise InvalidEntry(_("Say when it was accepted, not later than today."), field="accepted_on")


def _refuse_central(data: PaperBusiness, unit: Unit, today: date) -> None:
    """The sub-branch does not choose: what the centre underwrites beforehand is not reported afterwards."""
    business = {"product": data.product, "subject": data.subject}
    grounds = central_grounds(business, data.sum_insured, unit.branch_id, today)
    if grounds:
        message = _("The centre underwrites this on paper before it begins: %(why)s.")
        raise IssuedBeforeApproval(message % {"why": _(", ").join(grounds)}, field="kind")


def measures(found: OffSystemBusiness) -> Mapping[str, Decimal]:
    """The sum at risk."""
    return {"sum_insured": found.sum_insured}


@transition(OffSystemBusiness, life.APPROVE, measures=measures)
def approve(found: OffSystemBusiness, command: Command, /) -> None:
    """Accepted by the centre on paper, before the cover begins."""
    if found.start_on <= localdate(command.at):
        message = _("The agreed start %(day)s has passed; agree a new period first.")
        raise InvalidEntry(message % {"day": found.start_on})
    _decided(found, command)


@transition(OffSystemBusiness, life.DECLINE)
def decline(found: OffSystemBusiness, command: Command, /) -> None:
    """Not accepted by the centre."""
    _decided(found, command)


@transition(OffSystemBusiness, life.NOTE, measures=measures)
def note(found: OffSystemBusiness, command: Command, /) -> None:
    """The centre knows of it."""
    _decided(found, command)


@transition(OffSystemBusiness, life.ENTER)
def enter(found: OffSystemBusiness, command: Command, /, *, proposal: str) -> None:
    """The system or a code is there: the business was entered as a proposal of the unit (AUW-03)."""
    entered = Proposal.objects.filter(number=proposal.strip().upper(), unit_id=found.unit_id).first()
    if entered is None:
        raise InvalidEntry(_("There is no proposal with this number in your unit."), field="proposal")
    found.proposal = entered


def _decided(found: OffSystemBusiness, command: Command) -> None:
    found.opinion, found.decided_by = command.reason, command.signature
