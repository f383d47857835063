"""A change of the rules under which the branch works: proposed by one person, decided by another (AUT-23)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from organisation.rules.words import gettext_noop as _

PROPOSED, APPROVED, REJECTED, WITHDRAWN = "proposed", "approved", "rejected", "withdrawn"

# Permission, duty and queue are those of the kind of change; what stands here is asked for before the kind is known.
PROPOSE = Creation(
    name="organisation.change.propose",
    label=_("Propose change"),
    permission="organisation.propose_change",
    target=PROPOSED,
    duty="parameter.propose",
)
APPROVE = Transition(
    name="organisation.change.approve",
    label=_("Approve change"),
    permission="organisation.approve_change",
    sources=frozenset({PROPOSED}),
    target=APPROVED,
    duty="parameter.approve",
    reason=Reason.OPTIONAL,
    confirm=_("The change takes effect on the day stated; from then on every decision follows it."),
    style="primary",
    icon="check",
)
REJECT = Transition(
    name="organisation.change.reject",
    label=_("Reject change"),
    permission="organisation.approve_change",
    sources=frozenset({PROPOSED}),
    target=REJECTED,
    duty="parameter.approve",
    reason=Reason.REQUIRED,
    style="danger",
    icon="x",
)
WITHDRAW = Transition(
    name="organisation.change.withdraw",
    label=_("Withdraw own proposal"),
    permission="organisation.propose_change",
    sources=frozenset({PROPOSED}),
    target=WITHDRAWN,
    reason=Reason.OPTIONAL,
    icon="arrow-back-up",
)
LIFECYCLE = Lifecycle(
    kind="organisation.change",
    label=_("Change of rules"),
    states=(
        State(value=PROPOSED, label=_("Proposed"), tone=Tone.WAIT, queue="organisation.changes"),
        State(value=APPROVED, label=_("Change approved"), tone=Tone.GOOD, final=True),
        State(value=REJECTED, label=_("Change rejected"), tone=Tone.BAD, final=True),
        State(value=WITHDRAWN, label=_("Withdrawn"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=PROPOSE,
    transitions=(APPROVE, REJECT, WITHDRAW),
)
