"""Business that cannot be entered: high risks underwritten centrally on paper before they begin, others reported to the
centre within days after acceptance; both entered later, when the system or a code is there (AUW-02, AUW-03)."""

from __future__ import annotations

from datetime import date

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
SUBMITTED, APPROVED, NOTED, DECLINED, ENTERED = "submitted", "approved", "noted", "declined", "entered"
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
        State(value=APPROVED, label=_("approved on paper"), tone=Tone.GOOD, queue=ENTER_QUEUE),
        State(value=NOTED, label=_("noted"), tone=Tone.INFO, queue=ENTER_QUEUE),
        State(value=DECLINED, label=_("declined"), tone=Tone.BAD, final=True),
        State(value=ENTERED, label=_("entered in the system"), tone=Tone.GOOD, final=True),
    ),
    creation=REPORT,
    transitions=(APPROVE, NOTE, DECLINE, ENTER),
)


def days_late(accepted_on: date, reported_on: date, allowed: int, calendar: WorkingCalendar) -> int:
    """Working days by which a report came too late; zero in time."""
    return max(calendar.working_days_between(accepted_on, reported_on) - allowed, 0)
