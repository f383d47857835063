"""An underwriting day in a sub-branch, and the letter of improvements that follows a survey (5.14, LAW-51)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

DAY_KIND, LETTER_KIND = "underwriting.visit_day", "underwriting.improvement_letter"
PLANNED, HELD, POSTPONED, ISSUES_CLOSED = "planned", "held", "postponed", "issues_closed"
WITHDRAWN = "withdrawn"
GIVEN_UP = (POSTPONED, WITHDRAWN)
ISSUED, DELIVERED, DONE, NOT_DONE, DECIDED = "issued", "delivered", "done", "not_done", "decided"
PLAN_DAYS, RECORD_DAY, FOLLOW_ISSUES = (
    "underwriting.plan_visit_days",
    "underwriting.record_visit_day",
    "underwriting.follow_issues",
)
DAY_QUEUE, ISSUE_QUEUE = "underwriting.visit_day", "underwriting.visit_issues"
LETTER_QUEUE, CHECK_QUEUE, SAFETY_QUEUE = (
    "underwriting.deliver_letter",
    "underwriting.check_improvements",
    "underwriting.decide_unsafe",
)
MORE_PREMIUM, END_CONTRACT, KEEP_TERMS = "premium", "end", "keep"
UNSAFE_LABELS = {
    MORE_PREMIUM: _("more premium is asked by endorsement (LAW-51)"),
    END_CONTRACT: _("the contract is ended by the insurer (LAW-51)"),
    KEEP_TERMS: _("the contract goes on as it is"),
}

PLAN = Creation(name="underwriting.visit_day.plan", label=_("Plan a day"), permission=PLAN_DAYS, target=PLANNED)
PUBLISH = Transition(
    name="underwriting.visit_day.publish",
    label=_("Publish"),
    permission=PLAN_DAYS,
    sources=frozenset({PLANNED}),
    icon="send",
)
SUBMIT_CASE = Transition(
    name="underwriting.visit_day.submit_case",
    label=_("Hand in a case or a problem"),
    permission=FOLLOW_ISSUES,
    sources=frozenset({PLANNED}),
    icon="plus",
    needs_version=False,
)
POSTPONE = Transition(
    name="underwriting.visit_day.postpone",
    label=_("Postpone"),
    permission=PLAN_DAYS,
    sources=frozenset({PLANNED}),
    target=POSTPONED,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="player-pause",
)
WITHDRAW = Transition(
    name="underwriting.visit_day.withdraw",
    label=_("Take the day back"),
    permission=PLAN_DAYS,
    sources=frozenset({PLANNED}),
    target=WITHDRAWN,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="circle-x",
)
RECORD = Transition(
    name="underwriting.visit_day.record",
    label=_("Record a visit or a checked file"),
    permission=RECORD_DAY,
    sources=frozenset({PLANNED, HELD}),
    icon="clipboard-check",
    needs_version=False,
)
HOLD = Transition(
    name="underwriting.visit_day.hold",
    label=_("Close the day with its minutes"),
    permission=RECORD_DAY,
    sources=frozenset({PLANNED}),
    target=HELD,
    icon="circle-check",
)
RAISE_ISSUE = Transition(
    name="underwriting.visit_day.raise_issue",
    label=_("Note an issue"),
    permission=RECORD_DAY,
    sources=frozenset({PLANNED, HELD}),
    icon="alert-triangle",
    needs_version=False,
)
SETTLE_ISSUE = Transition(
    name="underwriting.visit_day.settle_issue",
    label=_("Issue is settled"),
    permission=FOLLOW_ISSUES,
    sources=frozenset({HELD}),
    reason=Reason.REQUIRED,
    icon="check",
    needs_version=False,
)
CLOSE = Transition(
    name="underwriting.visit_day.close",
    label=_("All issues are closed"),
    permission=RECORD_DAY,
    sources=frozenset({HELD}),
    target=ISSUES_CLOSED,
    icon="circle-check",
)
VISIT_DAY = Lifecycle(
    kind=DAY_KIND,
    label=_("Underwriting day"),
    states=(
        State(value=PLANNED, label=_("planned"), tone=Tone.WAIT, queue=DAY_QUEUE),
        State(value=HELD, label=_("held"), tone=Tone.INFO, queue=ISSUE_QUEUE, clock="underwriting.visit_issues"),
        State(value=POSTPONED, label=_("postponed"), final=True),
        State(value=WITHDRAWN, label=_("no longer planned"), final=True),
        State(value=ISSUES_CLOSED, label=_("issues closed"), tone=Tone.GOOD, final=True),
    ),
    creation=PLAN,
    transitions=(HOLD, RECORD, RAISE_ISSUE, SETTLE_ISSUE, CLOSE, SUBMIT_CASE, PUBLISH, POSTPONE, WITHDRAW),
)

WRITE = Creation(
    name="underwriting.improvement_letter.write",
    label=_("Write a letter of improvements"),
    permission="underwriting.assess_risk",
    target=ISSUED,
)
DELIVER = Transition(
    name="underwriting.improvement_letter.deliver",
    label=_("Delivered to the customer"),
    permission="underwriting.deliver_letter",
    sources=frozenset({ISSUED}),
    target=DELIVERED,
    icon="send",
)
FOLLOW_UP = Transition(
    name="underwriting.improvement_letter.follow_up",
    label=_("Looked again: more time"),
    permission="underwriting.assess_risk",
    sources=frozenset({DELIVERED}),
    reason=Reason.REQUIRED,
    icon="calendar-check",
)
FINISH = Transition(
    name="underwriting.improvement_letter.done",
    label=_("Improved"),
    permission="underwriting.assess_risk",
    sources=frozenset({DELIVERED}),
    target=DONE,
    reason=Reason.REQUIRED,
    icon="circle-check",
)
FAIL = Transition(
    name="underwriting.improvement_letter.not_done",
    label=_("Not improved"),
    permission="underwriting.assess_risk",
    sources=frozenset({DELIVERED}),
    target=NOT_DONE,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
    confirm=_("The underwriter is told: more premium may be asked or the contract ended (LAW-51)."),
)
DECIDE = Transition(
    name="underwriting.improvement_letter.decide",
    label=_("Decide on the contract"),
    permission="underwriting.decide_endorsement",
    sources=frozenset({NOT_DONE}),
    target=DECIDED,
    reason=Reason.REQUIRED,
    icon="gavel",
)
LETTER = Lifecycle(
    kind=LETTER_KIND,
    label=_("Letter of improvements"),
    states=(
        State(
            value=ISSUED,
            label=_("to be delivered"),
            tone=Tone.WAIT,
            queue=LETTER_QUEUE,
            clock="underwriting.deliver_letter",
        ),
        State(
            value=DELIVERED,
            label=_("delivered, to be checked"),
            tone=Tone.INFO,
            queue=CHECK_QUEUE,
            clock="underwriting.check_improvements",
        ),
        State(value=DONE, label=_("improved"), tone=Tone.GOOD, final=True),
        State(
            value=NOT_DONE,
            label=_("not improved"),
            tone=Tone.BAD,
            queue=SAFETY_QUEUE,
            clock="underwriting.endorse",
        ),
        State(value=DECIDED, label=_("not improved, decided"), final=True),
    ),
    creation=WRITE,
    transitions=(DELIVER, FINISH, FOLLOW_UP, FAIL, DECIDE),
)
