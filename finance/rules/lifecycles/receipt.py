"""Money received, and money on the bank statement that nobody can assign yet (domain 9.6, JE-42)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from finance.rules.words import gettext_noop as _

CONFIRMED, VOIDED = "confirmed", "voided"
UNIDENTIFIED, MATCHED = "unidentified", "matched"

ENTER = Creation(
    name="finance.receipt.enter",
    label=_("Confirm receipt"),
    permission="finance.enter_receipt",
    target=CONFIRMED,
    duty="finance.receive",
)
VOID = Transition(
    name="finance.receipt.void",
    label=_("Void receipt"),
    permission="finance.void_receipt",
    sources=frozenset({CONFIRMED}),
    target=VOIDED,
    duty="finance.void_receipt",
    reason=Reason.REQUIRED,
    confirm=_("The premium becomes due again and the booking is taken back. A voided receipt is never used again."),
    style="danger",
    icon="receipt-off",
)
# Invoices and receipts on controlled paper (FRM-02).
PAPERS = ("premium_receipt", "vat_invoice")
USE_FORM = Transition(
    name="finance.receipt.use_form",
    label=_("Use a printed form"),
    permission="finance.use_receipt_form",
    sources=frozenset({CONFIRMED}),
    icon="printer",
    needs_version=False,
)
RECEIPT = Lifecycle(
    kind="finance.receipt",
    label=_("Receipt"),
    states=(
        State(value=CONFIRMED, label=_("Confirmed"), tone=Tone.GOOD),
        State(value=VOIDED, label=_("Voided"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=ENTER,
    transitions=(USE_FORM, VOID),
)

RECORD_CREDIT = Creation(
    name="finance.bank_credit.record",
    label=_("Record unidentified money"),
    permission="finance.record_bank_credit",
    target=UNIDENTIFIED,
    duty="finance.receive",
)
MATCH_CREDIT = Transition(
    name="finance.bank_credit.match",
    label=_("Match with premium due"),
    permission="finance.enter_receipt",
    sources=frozenset({UNIDENTIFIED}),
    target=MATCHED,
    duty="finance.match",
    style="primary",
    icon="link",
)
BANK_CREDIT = Lifecycle(
    kind="finance.bank_credit",
    label=_("Unidentified money"),
    states=(
        State(
            value=UNIDENTIFIED, label=_("Unidentified"), tone=Tone.WAIT, queue="receipts", clock="finance.unidentified"
        ),
        State(value=MATCHED, label=_("Matched"), tone=Tone.GOOD, final=True),
    ),
    creation=RECORD_CREDIT,
    transitions=(MATCH_CREDIT,),
)
