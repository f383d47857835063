"""Standing in for somebody: asked for by one person, approved by another, begun and ended by the calendar (AUT-24)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from organisation.rules.words import gettext_noop as _

REQUESTED, APPROVED, RUNNING = "requested", "approved", "running"
ENDED, REJECTED, WITHDRAWN = "ended", "rejected", "withdrawn"
QUEUE = "organisation.delegations"
LIVE = frozenset({APPROVED, RUNNING})

REQUEST = Creation(
    name="organisation.delegation.request",
    label=_("Request delegation"),
    permission="organisation.request_delegation",
    target=REQUESTED,
    duty="authority.propose",
)
APPROVE = Transition(
    name="organisation.delegation.approve",
    label=_("Approve delegation"),
    permission="organisation.approve_delegation",
    sources=frozenset({REQUESTED}),
    target=APPROVED,
    alternatives=frozenset({RUNNING}),
    duty="authority.approve",
    reason=Reason.OPTIONAL,
    confirm=_("From its first day the substitute decides in place of the holder, and open work is handed over."),
    style="primary",
    icon="check",
)
REJECT = Transition(
    name="organisation.delegation.reject",
    label=_("Reject delegation"),
    permission="organisation.approve_delegation",
    sources=frozenset({REQUESTED}),
    target=REJECTED,
    duty="authority.approve",
    reason=Reason.REQUIRED,
    style="danger",
    icon="x",
)
WITHDRAW = Transition(
    name="organisation.delegation.withdraw",
    label=_("Withdraw request"),
    permission="organisation.request_delegation",
    sources=frozenset({REQUESTED}),
    target=WITHDRAWN,
    reason=Reason.OPTIONAL,
    icon="arrow-back-up",
)
BEGIN = Transition(
    name="organisation.delegation.begin",
    label=_("Delegation begins"),
    permission="organisation.run_delegations",
    sources=frozenset({APPROVED}),
    target=RUNNING,
)
END = Transition(
    name="organisation.delegation.end",
    label=_("End delegation early"),
    permission="organisation.request_delegation",
    sources=LIVE,
    target=ENDED,
    reason=Reason.REQUIRED,
    confirm=_("Open work goes back to the holder of the post at once."),
    style="danger",
    icon="circle-x",
)
EXPIRE = Transition(
    name="organisation.delegation.expire",
    label=_("Delegation is over"),
    permission="organisation.run_delegations",
    sources=LIVE | {REQUESTED},
    target=ENDED,
)
LIFECYCLE = Lifecycle(
    kind="organisation.delegation",
    label=_("Delegation"),
    states=(
        State(value=REQUESTED, label=_("Requested"), tone=Tone.WAIT, queue=QUEUE),
        State(value=APPROVED, label=_("Approved"), tone=Tone.INFO),
        State(value=RUNNING, label=_("Standing in"), tone=Tone.GOOD),
        State(value=ENDED, label=_("Is over"), tone=Tone.NEUTRAL, final=True),
        State(value=REJECTED, label=_("Rejected"), tone=Tone.BAD, final=True),
        State(value=WITHDRAWN, label=_("Withdrawn"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=REQUEST,
    transitions=(APPROVE, REJECT, WITHDRAW, END, BEGIN, EXPIRE),
)
