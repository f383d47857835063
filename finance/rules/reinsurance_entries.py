"""How reinsurance and co-insurance are booked (domain 9.5, JE-25 … JE-32). Amounts below zero post the other way round:
an endorsement or a cancellation gives back what was ceded."""

from __future__ import annotations

from decimal import Decimal

from finance.rules.accounts import CashFlow, Use
from finance.rules.entries import NIL, Entry, EventKind, credit, debit, entry


def premium_ceded(amount: Decimal) -> Entry:
    """JE-25: premium is owed to the reinsurers."""
    return _moved(EventKind.PREMIUM_CEDED, Use.CEDED_PREMIUM, Use.REINSURANCE_PAYABLE, amount)


def ceded_unearned(amount: Decimal) -> Entry:
    """JE-26: the reinsurers' share of the unearned premium."""
    return _moved(EventKind.CEDED_UNEARNED, Use.CEDED_UNEARNED, Use.UNEARNED_PREMIUM_CHANGE, amount)


def ceding_commission(amount: Decimal) -> Entry:
    """JE-27: reinsurers bear their part of the expenses."""
    return _moved(EventKind.CEDING_COMMISSION, Use.REINSURANCE_RECEIVABLE, Use.CEDING_COMMISSION, amount)


def recovery_due(amount: Decimal) -> Entry:
    """JE-28: reinsurers owe their part of a paid claim."""
    return _moved(EventKind.RECOVERY_DUE, Use.REINSURANCE_RECEIVABLE, Use.CEDED_CLAIMS, amount)


def ceded_reserve(amount: Decimal) -> Entry:
    """JE-29, as a difference: the reinsurers' part of a case reserve."""
    return _moved(EventKind.CEDED_RESERVE, Use.CEDED_OUTSTANDING, Use.CEDED_RESERVE_CHANGE, amount)


def account_settled(due_to_us: Decimal, owed_by_us: Decimal) -> Entry:
    """JE-30: both sides of the account are cleared, the bank moves the difference."""
    received = due_to_us - owed_by_us
    return entry(
        EventKind.REINSURANCE_SETTLED,
        debit(Use.REINSURANCE_PAYABLE, max(owed_by_us, NIL)),
        debit(Use.REINSURANCE_RECEIVABLE, max(-due_to_us, NIL)),
        debit(Use.BANK_BASIC, max(received, NIL), CashFlow.REINSURANCE_IN),
        credit(Use.REINSURANCE_RECEIVABLE, max(due_to_us, NIL)),
        credit(Use.REINSURANCE_PAYABLE, max(-owed_by_us, NIL)),
        credit(Use.BANK_BASIC, max(-received, NIL), CashFlow.REINSURANCE_OUT),
    )


def coinsurance_shared(followers: Decimal) -> Entry:
    """JE-31, the followers' part: what the leader collected for them is no premium of the leader."""
    return _moved(EventKind.COINSURANCE_SHARED, Use.PREMIUM_ADVANCE, Use.COINSURERS, followers)


def coinsurance_paid(amount: Decimal) -> Entry:
    """JE-32."""
    return entry(
        EventKind.COINSURANCE_PAID,
        debit(Use.COINSURERS, amount),
        credit(Use.BANK_BASIC, amount, CashFlow.REINSURANCE_OUT),
    )


def _moved(event: EventKind, to: Use, source: Use, amount: Decimal) -> Entry:
    left, right = (to, source) if amount >= 0 else (source, to)
    return entry(event, debit(left, abs(amount)), credit(right, abs(amount)))
