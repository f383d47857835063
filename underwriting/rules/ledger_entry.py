"""Ledger entry of fixed-sum policies and cargo agency business: one row, the printed serial, settled in time (B-34)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

LEDGER_ENTRY_KIND = "underwriting.ledger_entry"
OWED, SETTLED = "owed", "settled"

ENTER = Creation(
    name="underwriting.ledger_entry.enter",
    label=_("Enter into the ledger"),
    permission="underwriting.enter_ledger",
    target=OWED,
)
SETTLE = Transition(
    name="underwriting.ledger_entry.settle",
    label=_("Premium was settled"),
    permission="underwriting.mark_paid",
    sources=frozenset({OWED}),
    target=SETTLED,
    icon="cash",
    needs_version=False,
)
LIFE = Lifecycle(
    kind=LEDGER_ENTRY_KIND,
    label=_("Ledger entry"),
    states=(
        State(value=OWED, label=_("premium to be settled"), tone=Tone.WAIT),
        State(value=SETTLED, label=_("settled"), tone=Tone.GOOD, final=True),
    ),
    creation=ENTER,
    transitions=(SETTLE,),
)
