"""Ledger entry of fixed-sum policies and cargo agency business: one row, the printed serial, settled in time (B-34).

Such a policy binds by itself when it is handed over; once it is settled it is a policy like every other."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules import lifecycle
from underwriting.rules.words import gettext_noop as _

LEDGER_ENTRY_KIND = "underwriting.ledger_entry"
ASKED, OWED, SETTLED = "asked", "owed", "settled"
CANCEL_ASKED, CANCELLED = "cancel_asked", "cancelled"
ASKED_QUEUE, OWED_QUEUE = "underwriting.ledger_entry_asked", "underwriting.ledger_entry_owed"
ENTRY_CLOCK = "underwriting.ledger_entry"
LATE, SUSPENDED, LISTED = (
    _("entered later than allowed"),
    _("issued while the business was suspended"),
    _("the policyholder is on a list"),
)

ENTER = Creation(
    name="underwriting.ledger_entry.enter",
    label=_("Enter into the ledger"),
    permission="underwriting.enter_ledger",
    target=OWED,
)
ASK = Transition(
    name="underwriting.ledger_entry.ask",
    label=_("Lay before an underwriter"),
    permission="underwriting.enter_ledger",
    sources=frozenset({OWED}),
    target=ASKED,
    duty="underwriting.enter",  # who entered it asks, and does not approve
    reason=Reason.REQUIRED,
)
ALLOW = Transition(
    name="underwriting.ledger_entry.allow",
    label=_("Approve the entry"),
    permission="underwriting.allow_ledger",
    sources=frozenset({ASKED}),
    target=OWED,
    alternatives=frozenset({SETTLED}),
    duty="underwriting.decide",
    reason=Reason.REQUIRED,
    style="primary",
    icon="circle-check",
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
CHASE = Transition(
    name="underwriting.ledger_entry.chase",
    label=_("Note what was done to get the premium"),
    permission="underwriting.chase_ledger",
    sources=frozenset({OWED}),
    reason=Reason.REQUIRED,
    icon="phone",
)
# The form is the policy: what was written on it wrongly, or is never paid for, ends when it is back with its copies.
ASK_CANCEL = Transition(
    name="underwriting.ledger_entry.ask_cancel",
    label=_("Ask for cancellation"),
    permission="underwriting.enter_ledger",
    sources=frozenset({OWED}),
    target=CANCEL_ASKED,
    duty="underwriting.enter",
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
CANCEL = Transition(
    name="underwriting.ledger_entry.cancel",
    label=_("Cancel the entry, void the form"),
    permission="underwriting.allow_ledger",
    sources=frozenset({CANCEL_ASKED}),
    target=CANCELLED,
    duty="underwriting.decide",
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
KEEP = Transition(
    name="underwriting.ledger_entry.keep",
    label=_("Keep the entry"),
    permission="underwriting.allow_ledger",
    sources=frozenset({CANCEL_ASKED}),
    target=OWED,
    alternatives=frozenset({SETTLED}),
    duty="underwriting.decide",
    reason=Reason.REQUIRED,
    icon="circle-check",
)
LIFE = Lifecycle(
    kind=LEDGER_ENTRY_KIND,
    label=_("Ledger entry"),
    states=(
        State(value=ASKED, label=_("before an underwriter"), tone=Tone.UP, queue=ASKED_QUEUE, clock=ASKED_QUEUE),
        State(value=OWED, label=_("premium to be settled"), tone=Tone.WAIT, queue=OWED_QUEUE),
        State(
            value=CANCEL_ASKED,
            label=_("cancellation asked for"),
            tone=Tone.WAIT,
            queue=ASKED_QUEUE,
            clock=ASKED_QUEUE,
        ),
        State(value=SETTLED, label=_("settled"), tone=Tone.GOOD, final=True),
        State(value=CANCELLED, label=_("cancelled, form void"), tone=Tone.BAD, final=True),
    ),
    creation=ENTER,
    transitions=(ASK, ALLOW, SETTLE, CHASE, ASK_CANCEL, CANCEL, KEEP),
)
PROPOSAL_OF_LEDGER = Creation(
    name="underwriting.proposal.from_ledger",
    label=_("Entry of a fixed-sum policy"),
    permission="underwriting.mark_paid",
    target=lifecycle.ISSUED,
)
POLICY_OF_LEDGER = Creation(
    name="underwriting.policy.from_ledger",
    label=_("Fixed-sum policy"),
    permission="underwriting.mark_paid",
    target=lifecycle.ISSUED,
)
