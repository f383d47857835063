"""How premium is booked, from the money that comes before cover to refunds and unearned premium (domain 9.3–9.5)."""

from __future__ import annotations

from decimal import Decimal

from finance.rules.accounts import CashFlow, Use
from finance.rules.entries import NIL, Entry, EventKind, credit, debit, entry


def premium_received(
    premium: Decimal, *, vehicle_tax: Decimal = NIL, owed: Decimal = NIL, into: Use = Use.BANK_INCOME
) -> Entry:
    """JE-01, JE-04, JE-11. Money clears premium that is already ``owed`` (recognised); the rest is premium in advance.
    Vehicle tax is collected for the tax office and touches no income."""
    clears = min(premium, owed)
    return entry(
        EventKind.PREMIUM_RECEIVED,
        debit(into, premium + vehicle_tax, CashFlow.PREMIUM_IN),
        credit(Use.PREMIUM_RECEIVABLE, clears),
        credit(Use.PREMIUM_ADVANCE, premium - clears),
        credit(Use.VEHICLE_TAX, vehicle_tax),
    )


def premium_earning(net: Decimal, tax: Decimal, *, advance: Decimal) -> Entry:
    """JE-02, JE-03 and JE-05 when liability starts: what was paid in advance is used first, the rest is receivable;
    the whole net premium is unearned on that day."""
    gross = net + tax
    used = min(gross, advance)
    return entry(
        EventKind.PREMIUM_EARNING,
        debit(Use.PREMIUM_ADVANCE, used),
        debit(Use.PREMIUM_RECEIVABLE, gross - used),
        credit(Use.PREMIUM_INCOME, net),
        credit(Use.OUTPUT_TAX, tax),
        debit(Use.UNEARNED_PREMIUM_CHANGE, net),
        credit(Use.UNEARNED_PREMIUM, net),
    )


def unearned_remeasured(booked: Decimal, target: Decimal) -> Entry:
    """JE-06: the difference between what is booked as unearned and what should be."""
    return entry(
        EventKind.UNEARNED_REMEASURED,
        debit(Use.UNEARNED_PREMIUM, max(booked - target, NIL)),
        debit(Use.UNEARNED_PREMIUM_CHANGE, max(target - booked, NIL)),
        credit(Use.UNEARNED_PREMIUM_CHANGE, max(booked - target, NIL)),
        credit(Use.UNEARNED_PREMIUM, max(target - booked, NIL)),
    )


def endorsement_paid(net: Decimal, tax: Decimal, *, followers: Decimal = NIL, matched: bool = False) -> Entry:
    """JE-07: additional premium paid when cover already runs; ``matched`` out of unidentified money (JE-42). What the
    leader collects for ``followers`` is no premium of its own (JE-31)."""
    whole = net + tax + followers
    money = debit(Use.UNIDENTIFIED, whole) if matched else debit(Use.BANK_INCOME, whole, CashFlow.PREMIUM_IN)
    return entry(
        EventKind.UNIDENTIFIED_MATCHED if matched else EventKind.PREMIUM_RECEIVED,
        money,
        credit(Use.PREMIUM_INCOME, net),
        credit(Use.OUTPUT_TAX, tax),
        credit(Use.COINSURERS, followers),
    )


def premium_refunded(
    net: Decimal, tax: Decimal, *, unearned_released: Decimal = NIL, followers: Decimal = NIL
) -> Entry:
    """JE-08, JE-09: a refund reduces premium income and tax and releases the unearned premium that belonged to it; of a
    contract led with co-insurers it reduces what they are owed (JE-31)."""
    return entry(
        EventKind.PREMIUM_REFUNDED,
        debit(Use.PREMIUM_INCOME, net),
        debit(Use.OUTPUT_TAX, tax),
        debit(Use.COINSURERS, followers),
        credit(Use.BANK_CLAIMS, net + tax + followers, CashFlow.PREMIUM_IN),
        debit(Use.UNEARNED_PREMIUM, unearned_released),
        credit(Use.UNEARNED_PREMIUM_CHANGE, unearned_released),
    )


def premium_set_off(net: Decimal, tax: Decimal, *, unearned_released: Decimal = NIL) -> Entry:
    """A policy ends while instalments are owed: what would go back reduces what is owed instead (domain 5.9, A3)."""
    return entry(
        EventKind.PREMIUM_REFUNDED,
        debit(Use.PREMIUM_INCOME, net),
        debit(Use.OUTPUT_TAX, tax),
        credit(Use.PREMIUM_RECEIVABLE, net + tax),
        debit(Use.UNEARNED_PREMIUM, unearned_released),
        credit(Use.UNEARNED_PREMIUM_CHANGE, unearned_released),
    )


def advance_returned(premium: Decimal, *, vehicle_tax: Decimal = NIL, followers: Decimal = NIL) -> Entry:
    """JE-10: the policy was voided before cover started; the money goes back, with vehicle tax collected on it, and
    with what was set aside for co-insurers."""
    return entry(
        EventKind.ADVANCE_RETURNED,
        debit(Use.PREMIUM_ADVANCE, premium),
        debit(Use.VEHICLE_TAX, vehicle_tax),
        debit(Use.COINSURERS, followers),
        credit(Use.BANK_CLAIMS, premium + vehicle_tax + followers, CashFlow.PREMIUM_IN),
    )


def fee_kept(net: Decimal, tax: Decimal) -> Entry:
    """The agreed fee for giving up a contract before its start, out of the premium paid in advance (LAW-54)."""
    return entry(
        EventKind.PREMIUM_EARNING,
        debit(Use.PREMIUM_ADVANCE, net + tax),
        credit(Use.PREMIUM_INCOME, net),
        credit(Use.OUTPUT_TAX, tax),
    )


def vehicle_tax_remitted(amount: Decimal) -> Entry:
    """JE-11, second half: vehicle tax is paid over to the tax office."""
    return entry(
        EventKind.VEHICLE_TAX_REMITTED,
        debit(Use.VEHICLE_TAX, amount),
        credit(Use.BANK_BASIC, amount, CashFlow.TAX_OUT),
    )


def unidentified_received(amount: Decimal, *, into: Use = Use.BANK_INCOME) -> Entry:
    """JE-42: money on the bank statement that nobody can assign yet."""
    return entry(
        EventKind.UNIDENTIFIED_RECEIVED, debit(into, amount, CashFlow.OTHER_IN), credit(Use.UNIDENTIFIED, amount)
    )


def unidentified_matched(premium: Decimal, *, vehicle_tax: Decimal = NIL, owed: Decimal = NIL) -> Entry:
    """JE-42, second half: the due item was found."""
    clears = min(premium, owed)
    return entry(
        EventKind.UNIDENTIFIED_MATCHED,
        debit(Use.UNIDENTIFIED, premium + vehicle_tax),
        credit(Use.PREMIUM_RECEIVABLE, clears),
        credit(Use.PREMIUM_ADVANCE, premium - clears),
        credit(Use.VEHICLE_TAX, vehicle_tax),
    )


def commission_due(net: Decimal, tax: Decimal) -> Entry:
    """JE-12: commission with the input tax of the agent's invoice."""
    return entry(
        EventKind.COMMISSION_DUE,
        debit(Use.COMMISSION, net),
        debit(Use.INPUT_TAX, tax),
        credit(Use.COMMISSION_PAYABLE, net + tax),
    )


def commission_paid(amount: Decimal) -> Entry:
    """JE-13."""
    return entry(
        EventKind.COMMISSION_PAID,
        debit(Use.COMMISSION_PAYABLE, amount),
        credit(Use.BANK_EXPENSES, amount, CashFlow.COMMISSION_OUT),
    )


def commission_clawed_back(net: Decimal, tax: Decimal) -> Entry:
    """JE-14: commission on refunded premium is taken back; its input tax is transferred out."""
    return entry(
        EventKind.COMMISSION_CLAWED_BACK,
        debit(Use.COMMISSION_PAYABLE, net + tax),
        credit(Use.COMMISSION, net),
        credit(Use.INPUT_TAX_REVERSED, tax),
    )
