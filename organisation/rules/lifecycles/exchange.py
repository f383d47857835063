"""An exchange of posted people: proposed by the director, approved by the branch, carried out on its day (ORG-18)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from organisation.rules.words import gettext_noop as _

KIND = "organisation.exchange"
PROPOSED, APPROVED, DONE, REJECTED, WITHDRAWN = "proposed", "approved", "done", "rejected", "withdrawn"
QUEUE = "organisation.exchanges"
PROPOSE_RIGHT, APPROVE_RIGHT = "organisation.propose_exchange", "organisation.approve_exchange"
CARRY_RIGHT, VIEW_RIGHT = "organisation.carry_exchange", "organisation.view_rotation"

PROPOSE = Creation(
    name="organisation.exchange.propose", label=_("Propose an exchange"), permission=PROPOSE_RIGHT, target=PROPOSED
)
APPROVE = Transition(
    name="organisation.exchange.approve",
    label=_("Approve the exchange"),
    permission=APPROVE_RIGHT,
    sources=frozenset({PROPOSED}),
    target=APPROVED,
    reason=Reason.OPTIONAL,
    style="primary",
    icon="check",
)
REJECT = Transition(
    name="organisation.exchange.reject",
    label=_("Reject the exchange"),
    permission=APPROVE_RIGHT,
    sources=frozenset({PROPOSED}),
    target=REJECTED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="x",
)
CARRY_OUT = Transition(
    name="organisation.exchange.carry_out",
    label=_("Carry the exchange out"),
    permission=CARRY_RIGHT,
    sources=frozenset({APPROVED}),
    target=DONE,
    icon="refresh",
)
WITHDRAW = Transition(
    name="organisation.exchange.withdraw",
    label=_("Withdraw the exchange"),
    permission=PROPOSE_RIGHT,
    sources=frozenset({PROPOSED, APPROVED}),
    target=WITHDRAWN,
    reason=Reason.REQUIRED,
    icon="arrow-left",
)
LIFECYCLE = Lifecycle(
    kind=KIND,
    label=_("Exchange of posted people"),
    states=(
        State(value=PROPOSED, label=_("to be approved"), tone=Tone.WAIT, queue=QUEUE),
        State(value=APPROVED, label=_("approved, waits for its day"), tone=Tone.INFO),
        State(value=DONE, label=_("exchange carried out"), tone=Tone.GOOD, final=True),
        State(value=REJECTED, label=_("Rejected"), tone=Tone.BAD, final=True),
        State(value=WITHDRAWN, label=_("Withdrawn"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=PROPOSE,
    transitions=(APPROVE, CARRY_OUT, REJECT, WITHDRAW),
)
