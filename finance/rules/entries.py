"""A business fact in the language of the books: an entry of postings that balances to the cent, or no entry at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from core.money import whole_cents
from finance.rules.accounts import CashFlow, Use
from finance.rules.words import gettext_noop as _

NIL = Decimal("0.00")


class Unbalanced(ValueError):
    """Debits and credits of an entry differ, or it has fewer than two postings."""


class VoucherKind(StrEnum):
    """收 / 付 / 转 (domain 9.1): money came in, money went out, or neither."""

    RECEIPT = "receipt"
    PAYMENT = "payment"
    TRANSFER = "transfer"


KIND_CODES = {VoucherKind.RECEIPT: "RCV", VoucherKind.PAYMENT: "PAY", VoucherKind.TRANSFER: "TRF"}
KIND_LABELS = {
    VoucherKind.RECEIPT: _("Receipt voucher"),
    VoucherKind.PAYMENT: _("Payment voucher"),
    VoucherKind.TRANSFER: _("Transfer voucher"),
}


class EventKind(StrEnum):
    """The business events that are booked. Vouchers are made per unit, line, event kind and day (domain 9.1)."""

    PREMIUM_RECEIVED = "premium_received"
    PREMIUM_RECEIPT_VOIDED = "premium_receipt_voided"
    PREMIUM_EARNING = "premium_earning"
    UNEARNED_REMEASURED = "unearned_remeasured"
    PREMIUM_REFUNDED = "premium_refunded"
    ADVANCE_RETURNED = "advance_returned"
    VEHICLE_TAX_REMITTED = "vehicle_tax_remitted"
    UNIDENTIFIED_RECEIVED = "unidentified_received"
    UNIDENTIFIED_MATCHED = "unidentified_matched"
    COMMISSION_DUE = "commission_due"
    COMMISSION_PAID = "commission_paid"
    RESERVE_CHANGED = "reserve_changed"
    CLAIM_APPROVED = "claim_approved"
    CLAIM_ADVANCED = "claim_advanced"
    CLAIM_PAID = "claim_paid"
    COMMISSION_CLAWED_BACK = "commission_clawed_back"
    PAYABLE_WITHDRAWN = "payable_withdrawn"
    PAYMENT_BOUNCED = "payment_bounced"
    PREMIUM_CEDED = "premium_ceded"
    CEDED_UNEARNED = "ceded_unearned"
    CEDING_COMMISSION = "ceding_commission"
    RECOVERY_DUE = "recovery_due"
    CEDED_RESERVE = "ceded_reserve"
    REINSURANCE_SETTLED = "reinsurance_settled"
    COINSURANCE_SHARED = "coinsurance_shared"
    COINSURANCE_PAID = "coinsurance_paid"
    MANUAL = "manual"
    REVERSAL = "reversal"


EVENT_LABELS = {
    EventKind.PREMIUM_RECEIVED: _("Premium received"),
    EventKind.PREMIUM_RECEIPT_VOIDED: _("Premium receipt voided"),
    EventKind.PREMIUM_EARNING: _("Premium income at start of cover"),
    EventKind.UNEARNED_REMEASURED: _("Unearned premium re-measured"),
    EventKind.PREMIUM_REFUNDED: _("Premium refunded"),
    EventKind.ADVANCE_RETURNED: _("Advance premium returned"),
    EventKind.VEHICLE_TAX_REMITTED: _("Vehicle tax paid over"),
    EventKind.UNIDENTIFIED_RECEIVED: _("Unidentified receipt"),
    EventKind.UNIDENTIFIED_MATCHED: _("Unidentified receipt matched"),
    EventKind.COMMISSION_DUE: _("Commission due"),
    EventKind.COMMISSION_PAID: _("Commission paid"),
    EventKind.RESERVE_CHANGED: _("Case reserve changed"),
    EventKind.CLAIM_APPROVED: _("Claim approved"),
    EventKind.CLAIM_ADVANCED: _("Claim advance paid"),
    EventKind.CLAIM_PAID: _("Claim paid"),
    EventKind.COMMISSION_CLAWED_BACK: _("Commission clawed back"),
    EventKind.PAYABLE_WITHDRAWN: _("Payable withdrawn"),
    EventKind.PAYMENT_BOUNCED: _("Payment sent back by the bank"),
    EventKind.PREMIUM_CEDED: _("Premium ceded to reinsurers"),
    EventKind.CEDED_UNEARNED: _("Reinsurers' share of unearned premium"),
    EventKind.CEDING_COMMISSION: _("Commission of reinsurers"),
    EventKind.RECOVERY_DUE: _("Recovery from reinsurers due"),
    EventKind.CEDED_RESERVE: _("Reinsurers' share of a case reserve"),
    EventKind.REINSURANCE_SETTLED: _("Reinsurance account settled"),
    EventKind.COINSURANCE_SHARED: _("Premium of the co-insurers set aside"),
    EventKind.COINSURANCE_PAID: _("Premium paid to the co-insurers"),
    EventKind.MANUAL: _("Manual voucher"),
    EventKind.REVERSAL: _("Reversal"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One amount on one side of one account. Bank postings say which item of the cash-flow statement they are."""

    use: Use
    debit: Decimal = NIL
    credit: Decimal = NIL
    cash_flow: CashFlow | None = None

    def reversed(self) -> Posting:
        """The same amount on the other side."""
        return replace(self, debit=self.credit, credit=self.debit)


@dataclass(frozen=True, slots=True)
class Entry:
    """The postings of one business fact, balanced."""

    event: EventKind
    postings: tuple[Posting, ...]

    def __post_init__(self) -> None:
        debits = sum((p.debit for p in self.postings), NIL)
        credits_ = sum((p.credit for p in self.postings), NIL)
        if debits != credits_ or len(self.postings) < 2:
            raise Unbalanced(f"{self.event}: debit {debits}, credit {credits_}, {len(self.postings)} postings")

    @property
    def total(self) -> Decimal:
        return sum((p.debit for p in self.postings), NIL)

    @property
    def kind(self) -> VoucherKind:
        """A receipt voucher when cash is debited, a payment voucher when it is credited, else a transfer."""
        cash = [p for p in self.postings if p.cash_flow is not None]
        if not cash:
            return VoucherKind.TRANSFER
        return VoucherKind.RECEIPT if sum((p.debit - p.credit for p in cash), NIL) > 0 else VoucherKind.PAYMENT

    def on(self, use: Use) -> Decimal:
        """Debit less credit on one use."""
        return sum((p.debit - p.credit for p in self.postings if p.use is use), NIL)


def debit(use: Use, amount: Decimal, cash_flow: CashFlow | None = None) -> Posting:
    return Posting(use=use, debit=_amount(amount), cash_flow=cash_flow)


def credit(use: Use, amount: Decimal, cash_flow: CashFlow | None = None) -> Posting:
    return Posting(use=use, credit=_amount(amount), cash_flow=cash_flow)


def entry(event: EventKind, *postings: Posting) -> Entry:
    """An entry without its nil postings."""
    return Entry(event, tuple(p for p in postings if p.debit or p.credit))


def reversal(original: Entry, event: EventKind) -> Entry:
    """The entry that takes another one back; the books know no deletion (domain 9.1, 红字冲销)."""
    return Entry(event, tuple(p.reversed() for p in original.postings))


def _amount(amount: Decimal) -> Decimal:
    if not amount.is_finite() or amount < 0:
        raise Unbalanced(f"{amount} cannot be posted")
    return whole_cents(amount)
