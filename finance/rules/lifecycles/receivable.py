"""Premium due: one item per policy and instalment (domain 9.9)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from finance.rules.words import gettext_noop as _

DUE, SETTLED, CANCELLED = "due", "settled", "cancelled"

OPEN = Creation(
    name="finance.receivable.open", label=_("Open premium due"), permission="finance.open_receivable", target=DUE
)
SETTLE = Transition(
    name="finance.receivable.settle",
    label=_("Settle premium due"),
    permission="finance.enter_receipt",
    sources=frozenset({DUE}),
    target=SETTLED,
    needs_version=False,
)
REINSTATE = Transition(
    name="finance.receivable.reinstate",
    label=_("Reinstate premium due"),
    permission="finance.void_receipt",
    sources=frozenset({SETTLED}),
    target=DUE,
    needs_version=False,
)
BIND = Transition(
    name="finance.receivable.bind",
    label=_("Bind premium received"),
    permission="finance.bind_premium",
    sources=frozenset({SETTLED}),
    needs_version=False,
)
CHARGE = Transition(
    name="finance.receivable.charge",
    label=_("Something is issued before the premium"),
    permission="finance.bind_premium",
    sources=frozenset({DUE, SETTLED}),
    needs_version=False,
)
CANCEL = Transition(
    name="finance.receivable.cancel",
    label=_("Cancel premium due"),
    permission="finance.cancel_receivable",
    sources=frozenset({DUE}),
    target=CANCELLED,
    reason=Reason.OPTIONAL,
    needs_version=False,
)
GIVE_BACK = Transition(
    name="finance.receivable.give_back",
    label=_("Give premium back"),
    permission="finance.cancel_receivable",
    sources=frozenset({SETTLED}),
    target=CANCELLED,
    reason=Reason.OPTIONAL,
    needs_version=False,
)
LIFECYCLE = Lifecycle(
    kind="finance.receivable",
    label=_("Premium due"),
    states=(
        State(value=DUE, label=_("To be received"), tone=Tone.WAIT, queue="receipts", clock="finance.premium_due"),
        State(value=SETTLED, label=_("Settled"), tone=Tone.GOOD),
        State(value=CANCELLED, label=_("Cancelled"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=OPEN,
    transitions=(SETTLE, REINSTATE, BIND, CHARGE, CANCEL, GIVE_BACK),
)
