"""Money that leaves the house: what each purpose of payment books when it is owed and when the bank has paid (9.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from finance.rules import claim_entries, premium_entries, reinsurance_entries
from finance.rules.entries import NIL, Entry
from finance.rules.words import gettext_noop as _


class Purpose(StrEnum):
    """Why somebody is paid."""

    CLAIM = "claim"
    CLAIM_ADVANCE = "claim_advance"
    REFUND = "refund"
    ADVANCE_RETURN = "advance_return"
    COMMISSION = "commission"
    VEHICLE_TAX = "vehicle_tax"
    COINSURANCE = "coinsurance"


PURPOSE_LABELS = {
    Purpose.CLAIM: _("Claim payment"),
    Purpose.CLAIM_ADVANCE: _("Advance claim payment"),
    Purpose.REFUND: _("Premium refund"),
    Purpose.ADVANCE_RETURN: _("Return of advance premium"),
    Purpose.COMMISSION: _("Commission payment"),
    Purpose.VEHICLE_TAX: _("Vehicle tax payment"),
    Purpose.COINSURANCE: _("Payment to a co-insurer"),
}
CLAIMS = frozenset({Purpose.CLAIM, Purpose.CLAIM_ADVANCE})
# What the parts of an amount are called, purpose by purpose: principal, tax.
PART_LABELS = {
    Purpose.CLAIM: (_("Indemnity"), _("Deductible tax")),
    Purpose.CLAIM_ADVANCE: (_("Advance"), ""),
    Purpose.REFUND: (_("Net premium refunded"), _("Output tax reversed")),
    Purpose.ADVANCE_RETURN: (_("Premium returned"), _("Vehicle tax returned")),
    Purpose.COMMISSION: (_("Net commission"), _("Tax of the agent's invoice")),
    Purpose.VEHICLE_TAX: (_("Vehicle tax"), ""),
    Purpose.COINSURANCE: (_("Premium of the co-insurer"), ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What an amount to pay is made of. ``offset`` is taken off what was advanced or clawed back before; ``unearned``
    is the unearned premium that a refund releases. Of a claim ``expense`` is its direct expense, of premium that goes
    back the part of the co-insurers."""

    net: Decimal
    expense: Decimal = NIL
    tax: Decimal = NIL
    offset: Decimal = NIL
    unearned: Decimal = NIL

    @property
    def amount(self) -> Decimal:
        return self.net + self.expense + self.tax - self.offset


def owed(purpose: Purpose, parts: Parts) -> Entry | None:
    """What is booked as soon as the debt is known; refunds, advances, remittances and what is paid to
    co-insurers are booked when money moves."""
    if purpose is Purpose.CLAIM:
        return claim_entries.claim_approved(parts.net, expense=parts.expense, tax=parts.tax, advanced=parts.offset)
    if purpose is Purpose.COMMISSION:
        return premium_entries.commission_due(parts.net, parts.tax)
    return None


# What only the whole amount decides; premium that goes back is booked by its parts.
PAID_WHOLE: Mapping[Purpose, Callable[[Decimal], Entry]] = {
    Purpose.CLAIM: claim_entries.claim_paid,
    Purpose.CLAIM_ADVANCE: claim_entries.claim_advanced,
    Purpose.COMMISSION: premium_entries.commission_paid,
    Purpose.VEHICLE_TAX: premium_entries.vehicle_tax_remitted,
    Purpose.COINSURANCE: reinsurance_entries.coinsurance_paid,
}


def paid(purpose: Purpose, parts: Parts) -> Entry:
    """What is booked when the bank has paid."""
    if purpose is Purpose.REFUND:
        return premium_entries.premium_refunded(
            parts.net, parts.tax, unearned_released=parts.unearned, followers=parts.expense
        )
    if purpose is Purpose.ADVANCE_RETURN:
        return premium_entries.advance_returned(parts.net, vehicle_tax=parts.tax, followers=parts.expense)
    return PAID_WHOLE[purpose](parts.amount)
