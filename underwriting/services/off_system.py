"""Business outside the system: reported, underwritten on paper or noted, entered when it can be (AUW-02, AUW-03)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from archives.public import DocumentFact, deposit_upload
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from organisation.public import calendar, parameter
from parties.public import consequence_of, find_parties, parties_named
from underwriting.models import BackEntry, Proposal, line_label
from underwriting.models.off_system import OffSystemBusiness
from underwriting.rules import lifecycle
from underwriting.rules import off_system as life
from underwriting.selectors.kept import kept_until
from underwriting.selectors.off_system import central_grounds, lists_of_reported
from underwriting.services.listed import DECIDE
from underwriting.services.listed import MEASURE as LISTED
from underwriting.services.refusals import InvalidEntry, IssuedBeforeApproval

ENDED = frozenset({lifecycle.DECLINED, lifecycle.LAPSED, lifecycle.WITHDRAWN})


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
    customer: str = ""


@creation(OffSystemBusiness, life.REPORT)
def report_business(command: Command, /, *, data: PaperBusiness) -> OffSystemBusiness:
    """High risks before they begin; other business within the working days of the parameter after acceptance."""
    today = localdate(command.at)
    _refuse_wrong(data, today)
    unit = Unit.objects.get(pk=command.actor.unit_id)
    if data.kind == life.LATER:
        _refuse_central(data, unit, today)
    found = OffSystemBusiness(**{name: getattr(data, name) for name in data.__slots__ if name != "customer"})
    found.holder_id = _customer(data, command, unit)
    found.listed = [*lists_of_reported(found, today)]
    found.reported_by = command.signature
    if data.accepted_on is not None:
        allowed = parameter("underwriting.off_system_report_days", unit, today)
        found.days_late = life.days_late(data.accepted_on, today, allowed, calendar())
    found.set_unit(unit)
    found.number = business_number("N", "OFF", today.year, unit.code, gap_free=False)
    return found


def _customer(data: PaperBusiness, command: Command, unit: Unit) -> int | None:
    """The registered customer of the name, so that the lists are asked for him; who is not registered yet has none."""
    name = data.holder_name.strip()
    if data.customer.strip():
        chosen = [one for one in find_parties(data.customer.strip(), command.actor) if one.name == name]
        if len(chosen) != 1:
            message = _("No customer with this number has this name.")
            raise InvalidEntry(message, field="customer")
        return chosen[0].id
    named = parties_named(name, branch_id=unit.branch_id)
    if len(named) > 1:
        raise InvalidEntry(_("Several customers have this name. Enter the customer number."), field="customer")
    return named[0] if named else None


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
    """The sum at risk; a hit on the black list is the director's (B-43)."""
    listed = {LISTED: Decimal(1)} if consequence_of(found.listed, "").director else {}
    return {"sum_insured": found.sum_insured, **listed}


def _ask_lists(found: OffSystemBusiness, command: Command) -> None:
    """What was listed since the report counts too."""
    found.listed = [*lists_of_reported(found, localdate(command.at))]
    if consequence_of(found.listed, "").director:
        command.actor.authority_for(DECIDE, found, measures(found))


@transition(OffSystemBusiness, life.APPROVE, measures=measures)
def approve(found: OffSystemBusiness, command: Command, /) -> None:
    """Accepted by the centre on paper, before the cover begins."""
    if found.start_on <= localdate(command.at):
        message = _("The agreed start %(day)s has passed; agree a new period first.")
        raise InvalidEntry(message % {"day": found.start_on})
    _ask_lists(found, command)
    _decided(found, command)


@transition(OffSystemBusiness, life.DECLINE)
def decline(found: OffSystemBusiness, command: Command, /) -> None:
    """Not accepted by the centre."""
    _decided(found, command)


@transition(OffSystemBusiness, life.NOTE, measures=measures)
def note(found: OffSystemBusiness, command: Command, /) -> None:
    """The centre knows of it."""
    _ask_lists(found, command)
    _decided(found, command)


@transition(OffSystemBusiness, life.ATTACH)
def attach_paper(found: OffSystemBusiness, command: Command, /, *, title: str, content: bytes) -> None:
    """A paper on which the centre underwrites: proposal form, questionnaire, clause (AUW-02). A further one of the same
    name is its next version."""
    if not title.strip():
        raise InvalidEntry(_("This entry is needed."), field="title")
    if not content:
        raise InvalidEntry(_("Attach the document."), field="file")
    fact = DocumentFact(
        kind=life.PAPER,
        title=title.strip(),
        subject_kind=life.OFF_SYSTEM_KIND,
        subject_id=found.pk,
        subject_number=found.number,
        content=content,
        media_type="application/pdf" if content.startswith(b"%PDF") else "image/jpeg",
        retain_until=kept_until(found, localdate(command.at)),
    )
    deposit_upload(command.then("paper"), fact)


@transition(OffSystemBusiness, life.SEND_BACK)
def send_back(found: OffSystemBusiness, command: Command, /) -> None:
    """The centre says what it lacks before it decides."""
    _decided(found, command)


@transition(OffSystemBusiness, life.COMPLETED)
def hand_in_again(found: OffSystemBusiness, command: Command, /) -> None:
    """The sub-branch says what it added; the case is with the centre again."""


@transition(OffSystemBusiness, life.ENTER)
def enter(found: OffSystemBusiness, command: Command, /, *, proposal: str, why_differing: str = "") -> None:
    """The system or a code is there: the reported business, and no other, was entered as a proposal of the unit and
    handed in. What differs from the report says why, for the centre to read (AUW-03)."""
    entered = Proposal.objects.filter(number=proposal.strip().upper(), unit_id=found.unit_id).first()
    if entered is None:
        raise InvalidEntry(_("There is no proposal with this number in your unit."), field="proposal")
    _refuse_unfit(found, entered)
    different = life.differing(_reported(found), _as_entered(entered))
    found.differing = ", ".join(different)
    if different and not why_differing.strip():
        text = _("The entry differs from what was reported (%(what)s): choose the right proposal, or say why.")
        raise InvalidEntry(text % {"what": "、".join(_(one) for one in different)}, field="why_differing")
    found.why_differing = why_differing.strip() if different else ""
    found.proposal = entered


def _refuse_unfit(found: OffSystemBusiness, entered: Proposal) -> None:
    """Not handed in, ended without a policy, or the entry of other business already."""
    if entered.state in (lifecycle.DRAFT, lifecycle.RETURNED):
        raise InvalidEntry(_("Hand the entry in for review first."), field="proposal")
    if entered.state in ENDED:
        message = _("The proposal has ended without a policy: begin the entry with another draft.")
        raise InvalidEntry(message, field="proposal")
    others = OffSystemBusiness.objects.filter(proposal=entered).exclude(pk=found.pk).values_list("number", flat=True)
    taken = [*others, *BackEntry.objects.filter(proposal=entered).values_list("number", flat=True)]
    if taken:
        message = _("This proposal belongs to another entry: %(number)s.")
        raise InvalidEntry(message % {"number": taken[0]}, field="proposal")


def _reported(found: OffSystemBusiness) -> life.Told:
    return life.Told(
        products=(found.product,),
        holder=found.holder_name,
        sum_insured=found.sum_insured,
        premium=found.premium,
        start_on=found.start_on,
    )


def _as_entered(entered: Proposal) -> life.Told:
    with override(settings.LANGUAGE_CODE):
        names = (entered.product_label, line_label(entered.line))
    return life.Told(
        products=(entered.product, entered.line, *names),
        holder=entered.holder_name,
        sum_insured=entered.exposure,
        premium=entered.premium,
        start_on=entered.start_on,
    )


def _decided(found: OffSystemBusiness, command: Command) -> None:
    found.opinion, found.decided_by = command.reason, command.signature
