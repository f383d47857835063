"""Every covered business event against the test vectors JE-nn of domain 9.5."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import net_of_tax
from finance.rules import claim_entries as claim
from finance.rules import premium_entries as premium
from finance.rules.accounts import CashFlow, Use
from finance.rules.entries import Entry, EventKind, Posting, Unbalanced, VoucherKind, credit, debit, entry, reversal

U = Use
VECTORS = {
    "JE-01": (
        premium.premium_received(Decimal("10600.00")),
        "receipt",
        {U.BANK_INCOME: "10600.00", U.PREMIUM_ADVANCE: "-10600.00"},
    ),
    "JE-02+05": (
        premium.premium_earning(Decimal("10000.00"), Decimal("600.00"), advance=Decimal("10600.00")),
        "transfer",
        {
            U.PREMIUM_ADVANCE: "10600.00",
            U.PREMIUM_INCOME: "-10000.00",
            U.OUTPUT_TAX: "-600.00",
            U.UNEARNED_PREMIUM_CHANGE: "10000.00",
            U.UNEARNED_PREMIUM: "-10000.00",
        },
    ),
    "JE-03": (
        premium.premium_earning(Decimal("20000.00"), Decimal("1200.00"), advance=Decimal(0)),
        "transfer",
        {
            U.PREMIUM_RECEIVABLE: "21200.00",
            U.PREMIUM_INCOME: "-20000.00",
            U.OUTPUT_TAX: "-1200.00",
            U.UNEARNED_PREMIUM_CHANGE: "20000.00",
            U.UNEARNED_PREMIUM: "-20000.00",
        },
    ),
    "JE-04": (
        premium.premium_received(Decimal("8480.00"), owed=Decimal("21200.00")),
        "receipt",
        {U.BANK_INCOME: "8480.00", U.PREMIUM_RECEIVABLE: "-8480.00"},
    ),
    "JE-06": (
        premium.unearned_remeasured(Decimal("10000.00"), Decimal("9200.00")),
        "transfer",
        {U.UNEARNED_PREMIUM: "800.00", U.UNEARNED_PREMIUM_CHANGE: "-800.00"},
    ),
    "JE-07": (
        premium.endorsement_paid(Decimal("713.36"), Decimal("42.80")),
        "receipt",
        {U.BANK_INCOME: "756.16", U.PREMIUM_INCOME: "-713.36", U.OUTPUT_TAX: "-42.80"},
    ),
    "JE-08": (
        premium.premium_refunded(Decimal("142.67"), Decimal("8.56")),
        "payment",
        {U.PREMIUM_INCOME: "142.67", U.OUTPUT_TAX: "8.56", U.BANK_CLAIMS: "-151.23"},
    ),
    "JE-09": (
        premium.premium_refunded(Decimal("594.21"), Decimal("35.65"), unearned_released=Decimal("594.21")),
        "payment",
        {
            U.PREMIUM_INCOME: "594.21",
            U.OUTPUT_TAX: "35.65",
            U.BANK_CLAIMS: "-629.86",
            U.UNEARNED_PREMIUM: "594.21",
            U.UNEARNED_PREMIUM_CHANGE: "-594.21",
        },
    ),
    "JE-10": (
        premium.advance_returned(Decimal("10600.00")),
        "payment",
        {U.PREMIUM_ADVANCE: "10600.00", U.BANK_CLAIMS: "-10600.00"},
    ),
    "JE-11 collected": (
        premium.premium_received(Decimal("950.00"), vehicle_tax=Decimal("480.00")),
        "receipt",
        {U.BANK_INCOME: "1430.00", U.PREMIUM_ADVANCE: "-950.00", U.VEHICLE_TAX: "-480.00"},
    ),
    "JE-11 paid over": (
        premium.vehicle_tax_remitted(Decimal("480.00")),
        "payment",
        {U.VEHICLE_TAX: "480.00", U.BANK_BASIC: "-480.00"},
    ),
    "JE-12": (
        premium.commission_due(Decimal("1500.00"), Decimal("90.00")),
        "transfer",
        {U.COMMISSION: "1500.00", U.INPUT_TAX: "90.00", U.COMMISSION_PAYABLE: "-1590.00"},
    ),
    "JE-13": (
        premium.commission_paid(Decimal("1590.00")),
        "payment",
        {U.COMMISSION_PAYABLE: "1590.00", U.BANK_EXPENSES: "-1590.00"},
    ),
    "JE-14": (
        premium.commission_clawed_back(Decimal("89.13"), Decimal("5.35")),
        "transfer",
        {U.COMMISSION_PAYABLE: "94.48", U.COMMISSION: "-89.13", U.INPUT_TAX_REVERSED: "-5.35"},
    ),
    "JE-15": (
        claim.claim_approved(Decimal("103500.00"), expense=Decimal("2000.00"), tax=Decimal("120.00")),
        "transfer",
        {
            U.CLAIMS_PAID: "103500.00",
            U.CLAIM_EXPENSES: "2000.00",
            U.INPUT_TAX: "120.00",
            U.CLAIMS_PAYABLE: "-105620.00",
        },
    ),
    "JE-16": (
        claim.claim_paid(Decimal("105620.00")),
        "payment",
        {U.CLAIMS_PAYABLE: "105620.00", U.BANK_CLAIMS: "-105620.00"},
    ),
    "JE-17": (
        claim.claim_approved(Decimal("10000.00"), tax=Decimal("1300.00")),
        "transfer",
        {U.CLAIMS_PAID: "10000.00", U.INPUT_TAX: "1300.00", U.CLAIMS_PAYABLE: "-11300.00"},
    ),
    "JE-18 advanced": (
        claim.claim_advanced(Decimal("30000.00")),
        "payment",
        {U.CLAIM_ADVANCES: "30000.00", U.BANK_CLAIMS: "-30000.00"},
    ),
    "JE-18 offset": (
        claim.claim_approved(Decimal("100000.00"), advanced=Decimal("30000.00")),
        "transfer",
        {U.CLAIMS_PAID: "100000.00", U.CLAIM_ADVANCES: "-30000.00", U.CLAIMS_PAYABLE: "-70000.00"},
    ),
    "JE-19 opened": (
        claim.reserve_changed(Decimal(0), Decimal("120000.00")),
        "transfer",
        {U.CASE_RESERVE_CHANGE: "120000.00", U.CASE_RESERVE: "-120000.00"},
    ),
    "JE-19 released": (
        claim.reserve_changed(Decimal("120000.00"), Decimal(0)),
        "transfer",
        {U.CASE_RESERVE: "120000.00", U.CASE_RESERVE_CHANGE: "-120000.00"},
    ),
    "JE-42 received": (
        premium.unidentified_received(Decimal("3000.00")),
        "receipt",
        {U.BANK_INCOME: "3000.00", U.UNIDENTIFIED: "-3000.00"},
    ),
    "JE-42 matched": (
        premium.unidentified_matched(Decimal("3000.00"), owed=Decimal("3000.00")),
        "transfer",
        {U.UNIDENTIFIED: "3000.00", U.PREMIUM_RECEIVABLE: "-3000.00"},
    ),
}


@pytest.mark.req("FIN-02")
@pytest.mark.parametrize("vector", VECTORS)
def test_business_event_is_booked_as_the_vector_says(vector):
    booked, kind, expected = VECTORS[vector]
    assert {use: booked.on(use) for use in {p.use for p in booked.postings}} == {
        use: Decimal(v) for use, v in expected.items()
    }
    assert booked.kind == VoucherKind(kind)


@pytest.mark.parametrize(
    ("gross", "net", "tax"),
    [
        ("10600.00", "10000.00", "600.00"),
        ("950.00", "896.23", "53.77"),
        ("1020.00", "962.26", "57.74"),
        ("629.86", "594.21", "35.65"),
        ("13350.83", "12595.12", "755.71"),
    ],
)
def test_gross_premium_is_split_into_net_and_tax(gross, net, tax):
    assert net_of_tax(Decimal(gross), Decimal("0.06")) == (Decimal(net), Decimal(tax))


def test_money_beyond_the_owed_part_is_premium_in_advance():
    booked = premium.premium_received(Decimal("1000.00"), owed=Decimal("400.00"))
    assert booked.on(U.PREMIUM_RECEIVABLE) == Decimal("-400.00")
    assert booked.on(U.PREMIUM_ADVANCE) == Decimal("-600.00")


def test_part_paid_premium_is_receivable_for_the_rest():
    booked = premium.premium_earning(Decimal("10000.00"), Decimal("600.00"), advance=Decimal("4000.00"))
    assert booked.on(U.PREMIUM_ADVANCE) == Decimal("4000.00")
    assert booked.on(U.PREMIUM_RECEIVABLE) == Decimal("6600.00")


def test_reversal_takes_every_account_back_to_nil():
    original = premium.premium_received(Decimal("950.00"), vehicle_tax=Decimal("480.00"))
    back = reversal(original, EventKind.PREMIUM_RECEIPT_VOIDED)
    assert {use: original.on(use) + back.on(use) for use in U if original.on(use)} == {
        U.BANK_INCOME: Decimal(0),
        U.PREMIUM_ADVANCE: Decimal(0),
        U.VEHICLE_TAX: Decimal(0),
    }
    assert back.kind == VoucherKind.PAYMENT


@pytest.mark.parametrize(
    "postings",
    [
        (debit(U.BANK_INCOME, Decimal("1.00")), credit(U.PREMIUM_ADVANCE, Decimal("0.99"))),
        (debit(U.BANK_INCOME, Decimal("0.00")), credit(U.PREMIUM_ADVANCE, Decimal("0.00"))),
        (),
    ],
)
def test_entry_that_does_not_balance_or_has_no_amount_is_refused(postings):
    with pytest.raises(Unbalanced):
        entry(EventKind.MANUAL, *postings)


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "NaN", "Infinity"])
def test_amount_that_is_not_whole_positive_cents_is_refused(amount):
    with pytest.raises(ValueError, match=r"cannot be posted|fractions"):
        debit(U.BANK_INCOME, Decimal(amount))


cents = st.decimals(min_value=0, max_value=Decimal("99999999999.99"), places=2)


@given(premium_due=cents, vehicle_tax=cents, owed=cents)
def test_receipt_always_balances_and_never_clears_more_than_is_owed(premium_due, vehicle_tax, owed):
    if not premium_due + vehicle_tax:
        return
    booked = premium.premium_received(premium_due, vehicle_tax=vehicle_tax, owed=owed)
    assert -booked.on(U.PREMIUM_RECEIVABLE) <= min(owed, premium_due)
    assert booked.on(U.BANK_INCOME) == premium_due + vehicle_tax
    assert all(isinstance(p, Posting) and p.cash_flow in {None, CashFlow.PREMIUM_IN} for p in booked.postings)


@given(gross=st.decimals(min_value=Decimal("0.02"), max_value=Decimal("99999999999.99"), places=2), advance=cents)
def test_earning_always_balances_whatever_was_paid_before(gross, advance):
    net, tax = net_of_tax(gross, Decimal("0.06"))
    booked = premium.premium_earning(net, tax, advance=advance)
    assert isinstance(booked, Entry)
    assert booked.on(U.PREMIUM_ADVANCE) + booked.on(U.PREMIUM_RECEIVABLE) == gross
