"""Emergency override of the segregation of duties: asked for, approved by the head of the place, over within hours,
told to internal audit and looked at afterwards (domain 3.3, control)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from organisation.rules.words import gettext_noop as _

KIND = "organisation.override"
REQUESTED, RUNNING, ENDED = "requested", "running", "ended"
CHECKED, REJECTED, WITHDRAWN = "checked", "rejected", "withdrawn"
LEAST_REASON = 10  # signs: less says nothing to internal audit
QUEUE, CHECK_QUEUE = "organisation.overrides", "organisation.override_checks"
REQUEST_RIGHT, APPROVE_RIGHT = "organisation.request_override", "organisation.approve_override"
CHECK_RIGHT, VIEW_RIGHT, CLOCK_RIGHT = (
    "organisation.check_override",
    "organisation.view_overrides",
    "organisation.run_overrides",
)

REQUEST = Creation(
    name="organisation.override.request",
    label=_("Ask for an emergency override"),
    permission=REQUEST_RIGHT,
    target=REQUESTED,
    duty="authority.propose",
)
APPROVE = Transition(
    name="organisation.override.approve",
    label=_("Approve the override"),
    permission=APPROVE_RIGHT,
    sources=frozenset({REQUESTED}),
    target=RUNNING,
    duty="authority.approve",
    reason=Reason.REQUIRED,
    confirm=_("From now on one person does what two should do. Internal audit is told at once and looks at every act."),
    style="primary",
    icon="check",
)
REJECT = Transition(
    name="organisation.override.reject",
    label=_("Reject the override"),
    permission=APPROVE_RIGHT,
    sources=frozenset({REQUESTED}),
    target=REJECTED,
    duty="authority.approve",
    reason=Reason.REQUIRED,
    style="danger",
    icon="x",
)
WITHDRAW = Transition(
    name="organisation.override.withdraw",
    label=_("Withdraw request"),
    permission=REQUEST_RIGHT,
    sources=frozenset({REQUESTED}),
    target=WITHDRAWN,
    reason=Reason.OPTIONAL,
    icon="arrow-back-up",
)
END = Transition(
    name="organisation.override.end",
    label=_("End the override"),
    permission=VIEW_RIGHT,
    sources=frozenset({RUNNING}),
    target=ENDED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
EXPIRE = Transition(
    name="organisation.override.expire",
    label=_("The hours of the override are over"),
    permission=CLOCK_RIGHT,
    sources=frozenset({RUNNING, REQUESTED}),
    target=ENDED,
    alternatives=frozenset({WITHDRAWN}),
)
CHECK = Transition(
    name="organisation.override.check",
    label=_("Close the after-check"),
    permission=CHECK_RIGHT,
    sources=frozenset({ENDED}),
    target=CHECKED,
    reason=Reason.REQUIRED,
    style="primary",
    icon="shield-check",
)
LIFECYCLE = Lifecycle(
    kind=KIND,
    label=_("Emergency override"),
    states=(
        State(value=REQUESTED, label=_("Requested"), tone=Tone.WAIT, queue=QUEUE),
        State(value=RUNNING, label=_("In force"), tone=Tone.BAD),
        State(value=ENDED, label=_("Waits for the after-check"), tone=Tone.WAIT, queue=CHECK_QUEUE),
        State(value=CHECKED, label=_("Checked afterwards"), tone=Tone.GOOD, final=True),
        State(value=REJECTED, label=_("Rejected"), tone=Tone.NEUTRAL, final=True),
        State(value=WITHDRAWN, label=_("Withdrawn"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=REQUEST,
    transitions=(APPROVE, REJECT, WITHDRAW, END, EXPIRE, CHECK),
)
