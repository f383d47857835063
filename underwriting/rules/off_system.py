"""Business that cannot be entered: high risks underwritten centrally on paper before they begin, others reported to the
centre within days after acceptance; both entered later, when the system or a code is there (AUW-02, AUW-03)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.rules.working_time import WorkingCalendar
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

OFF_SYSTEM_KIND, DECIDE_QUEUE, ENTER_QUEUE = (
    "underwriting.off_system",
    "underwriting.off_system",
    "underwriting.off_system_enter",
)
CENTRAL, LATER = "central", "later"
KINDS = {
    CENTRAL: _("high risk or high sum: central underwriting on paper before it begins"),
    LATER: _("other business: reported after acceptance"),
}
AMEND_QUEUE = "underwriting.off_system_amend"
SUBMITTED, APPROVED, NOTED, DECLINED, ENTERED = "submitted", "approved", "noted", "declined", "entered"
RETURNED = "returned"
PAPER = "off_system_paper"
REPORT = Creation(
    name="underwriting.off_system.report",
    label=_("Report business outside the system"),
    permission="underwriting.report_off_system",
    target=SUBMITTED,
)
APPROVE = Transition(
    name="underwriting.off_system.approve",
    label=_("Approve on paper"),
    permission="underwriting.decide_proposal",
    sources=frozenset({SUBMITTED}),
    target=APPROVED,
    duty="underwriting.decide",
    operation="underwriting.decide",
    reason=Reason.REQUIRED,
    icon="circle-check",
)
DECLINE = Transition(
    name="underwriting.off_system.decline",
    label=_("Decline"),
    permission="underwriting.decide_proposal",
    sources=frozenset({SUBMITTED}),
    target=DECLINED,
    duty="underwriting.decide",
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
NOTE = Transition(
    name="underwriting.off_system.note",
    label=_("Take note"),
    permission="underwriting.decide_proposal",
    sources=frozenset({SUBMITTED}),
    target=NOTED,
    duty="underwriting.decide",
    operation="underwriting.decide",
    reason=Reason.OPTIONAL,
    icon="check",
)
ATTACH = Transition(
    name="underwriting.off_system.attach",
    label=_("Attach a paper"),
    permission="underwriting.report_off_system",
    sources=frozenset({SUBMITTED, RETURNED}),
    icon="paperclip",
)
SEND_BACK = Transition(
    name="underwriting.off_system.send_back",
    label=_("Ask for more"),
    permission="underwriting.decide_proposal",
    sources=frozenset({SUBMITTED}),
    target=RETURNED,
    reason=Reason.REQUIRED,
    icon="arrow-back-up",
)
COMPLETED = Transition(
    name="underwriting.off_system.completed",
    label=_("Hand in again with what was asked"),
    permission="underwriting.report_off_system",
    sources=frozenset({RETURNED}),
    target=SUBMITTED,
    reason=Reason.REQUIRED,
    icon="send",
)
ENTER = Transition(
    name="underwriting.off_system.enter",
    label=_("Entered in the system"),
    permission="underwriting.report_off_system",
    sources=frozenset({APPROVED, NOTED}),
    target=ENTERED,
    icon="device-floppy",
)
OFF_SYSTEM = Lifecycle(
    kind=OFF_SYSTEM_KIND,
    label=_("Business outside the system"),
    states=(
        State(
            value=SUBMITTED,
            label=_("with the centre"),
            tone=Tone.WAIT,
            queue=DECIDE_QUEUE,
            clock="underwriting.off_system",
        ),
        State(value=RETURNED, label=_("more papers asked for"), tone=Tone.WAIT, queue=AMEND_QUEUE),
        State(value=APPROVED, label=_("approved on paper"), tone=Tone.GOOD, queue=ENTER_QUEUE),
        State(value=NOTED, label=_("noted"), tone=Tone.INFO, queue=ENTER_QUEUE),
        State(value=DECLINED, label=_("declined"), tone=Tone.BAD, final=True),
        State(value=ENTERED, label=_("entered in the system"), tone=Tone.GOOD, final=True),
    ),
    creation=REPORT,
    transitions=(APPROVE, NOTE, SEND_BACK, DECLINE, ENTER, COMPLETED, ATTACH),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the report, or the entry that follows it, says of one contract. ``products`` are the names by which an entry
    may have been reported."""

    products: tuple[str, ...]
    holder: str
    sum_insured: Decimal
    premium: Decimal
    start_on: date


def differing(reported: Told, entered: Told) -> list[str]:
    """What the entry says otherwise than the business that was reported (AUW-03)."""
    said = _plain(reported.products[0])
    named = {_plain(name) for name in entered.products} - {""}
    found = (
        (_("Product"), all(name not in said and said not in name for name in named)),
        (_("Policyholder"), _plain(reported.holder) != _plain(entered.holder)),
        (_("Sum insured"), reported.sum_insured != entered.sum_insured),
        (_("Premium"), reported.premium != entered.premium),
        (_("Cover begins"), reported.start_on != entered.start_on),
    )
    return [what for what, differs in found if differs]


def _plain(text: str) -> str:
    return "".join(text.split()).upper()


def days_late(accepted_on: date, reported_on: date, allowed: int, calendar: WorkingCalendar) -> int:
    """Working days by which a report came too late; zero in time."""
    return max(calendar.working_days_between(accepted_on, reported_on) - allowed, 0)
