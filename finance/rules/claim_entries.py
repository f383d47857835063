"""How claims are booked: case reserve, approval, advance, payment (domain 9.5, JE-15 … JE-19)."""

from __future__ import annotations

from decimal import Decimal

from finance.rules.accounts import CashFlow, Use
from finance.rules.entries import NIL, Entry, EventKind, credit, debit, entry


def claim_approved(indemnity: Decimal, *, expense: Decimal = NIL, tax: Decimal = NIL, advanced: Decimal = NIL) -> Entry:
    """JE-15, JE-17, JE-18: the approved claim and its direct expense (both net of deductible tax) are owed to the
    payee, less what was advanced."""
    return entry(
        EventKind.CLAIM_APPROVED,
        debit(Use.CLAIMS_PAID, indemnity),
        debit(Use.CLAIM_EXPENSES, expense),
        debit(Use.INPUT_TAX, tax),
        credit(Use.CLAIM_ADVANCES, advanced),
        credit(Use.CLAIMS_PAYABLE, indemnity + expense + tax - advanced),
    )


def claim_paid(amount: Decimal) -> Entry:
    """JE-16: the bank has paid; the debt to the payee is gone."""
    return entry(
        EventKind.CLAIM_PAID,
        debit(Use.CLAIMS_PAYABLE, amount),
        credit(Use.BANK_CLAIMS, amount, CashFlow.CLAIMS_OUT),
    )


def claim_advanced(amount: Decimal) -> Entry:
    """JE-18, first half."""
    return entry(
        EventKind.CLAIM_ADVANCED,
        debit(Use.CLAIM_ADVANCES, amount),
        credit(Use.BANK_CLAIMS, amount, CashFlow.CLAIMS_OUT),
    )


def reserve_changed(booked: Decimal, target: Decimal) -> Entry:
    """JE-19 as a difference posting: what should be reserved less what is booked."""
    return entry(
        EventKind.RESERVE_CHANGED,
        debit(Use.CASE_RESERVE_CHANGE, max(target - booked, NIL)),
        debit(Use.CASE_RESERVE, max(booked - target, NIL)),
        credit(Use.CASE_RESERVE, max(target - booked, NIL)),
        credit(Use.CASE_RESERVE_CHANGE, max(booked - target, NIL)),
    )
