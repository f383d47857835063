"""The red invoice when invoiced premium goes back: written by the platform, or the invoice of the same month is made
void (domain 8.5, A2 step 5, C10)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, State, Tone, Transition
from finance.rules.words import gettext_noop as _

KIND, QUEUE, CLOCK = "finance.red_invoice", "red-invoices", "finance.red_invoice"
OPEN, WRITTEN, VOIDED = "open", "written", "voided"
POSTS = ("FN_DOC",)
READERS = (*POSTS, "FN_DIR", "FN_ACC", "FN_CHECK", "FN_AR", "IA_AUD")

ASK = Creation(
    name="finance.red_invoice.ask",
    label=_("Red invoice needed"),
    permission="finance.record_issue",
    target=OPEN,
)
WRITE = Transition(
    name="finance.red_invoice.write",
    label=_("Red invoice is written"),
    permission="finance.write_red_invoice",
    sources=frozenset({OPEN}),
    target=WRITTEN,
    icon="receipt-off",
)
VOID = Transition(
    name="finance.red_invoice.void",
    label=_("Invoice of this month made void"),
    permission="finance.write_red_invoice",
    sources=frozenset({OPEN}),
    target=VOIDED,
    confirm=_("Only for an invoice of this month of which all copies are back, when all of its premium goes back."),
    icon="circle-x",
)
LIFECYCLE = Lifecycle(
    kind=KIND,
    label=_("Red invoice"),
    states=(
        State(value=OPEN, label=_("to be written"), tone=Tone.WAIT, queue=QUEUE, clock=CLOCK),
        State(value=WRITTEN, label=_("red invoice written"), tone=Tone.GOOD, final=True),
        State(value=VOIDED, label=_("invoice made void"), tone=Tone.GOOD, final=True),
    ),
    creation=ASK,
    transitions=(WRITE, VOID),
)
