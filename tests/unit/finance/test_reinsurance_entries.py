"""Reinsurance and co-insurance in the books against the test vectors of domain 9.5."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from finance.rules import premium_entries as premium
from finance.rules import reinsurance_entries as reinsurance
from finance.rules.accounts import Use
from finance.rules.entries import Entry, VoucherKind

U = Use
VECTORS = {
    "JE-25": (
        reinsurance.premium_ceded(Decimal(3000)),
        {U.CEDED_PREMIUM: "3000.00", U.REINSURANCE_PAYABLE: "-3000.00"},
    ),
    "JE-26": (
        reinsurance.ceded_unearned(Decimal(3000)),
        {U.CEDED_UNEARNED: "3000.00", U.UNEARNED_PREMIUM_CHANGE: "-3000.00"},
    ),
    "JE-27": (
        reinsurance.ceding_commission(Decimal(1050)),
        {U.REINSURANCE_RECEIVABLE: "1050.00", U.CEDING_COMMISSION: "-1050.00"},
    ),
    "JE-28": (
        reinsurance.recovery_due(Decimal(31050)),
        {U.REINSURANCE_RECEIVABLE: "31050.00", U.CEDED_CLAIMS: "-31050.00"},
    ),
    "JE-29": (
        reinsurance.ceded_reserve(Decimal(36000)),
        {U.CEDED_OUTSTANDING: "36000.00", U.CEDED_RESERVE_CHANGE: "-36000.00"},
    ),
    "JE-30": (
        reinsurance.account_settled(Decimal(32100), Decimal(3000)),
        {U.REINSURANCE_PAYABLE: "3000.00", U.BANK_BASIC: "29100.00", U.REINSURANCE_RECEIVABLE: "-32100.00"},
    ),
    "JE-32": (reinsurance.coinsurance_paid(Decimal(42400)), {U.COINSURERS: "42400.00", U.BANK_BASIC: "-42400.00"}),
}


def amounts(*entries: Entry) -> dict[U, Decimal]:
    """Debit less credit per use, without what cancels out."""
    total: Counter[U] = Counter()
    for one in entries:
        for posting in one.postings:
            total[posting.use] += posting.debit - posting.credit  # type: ignore[assignment]
    return {use: Decimal(amount) for use, amount in total.items() if amount}


@pytest.mark.req("REI-11")
@pytest.mark.parametrize("vector", VECTORS)
def test_every_reinsurance_entry_of_the_domain_is_reproduced(vector: str) -> None:
    """JE-25 … JE-30, JE-32."""
    entry, expected = VECTORS[vector]
    assert amounts(entry) == {use: Decimal(amount) for use, amount in expected.items()}


@pytest.mark.req("REI-13")
def test_the_leader_keeps_its_share_of_the_premium_and_sets_the_followers_part_aside() -> None:
    """JE-31: money in, own share earned, followers' share owed to them."""
    found = amounts(
        premium.premium_received(Decimal(106000)),
        premium.premium_earning(Decimal(60000), Decimal(3600), advance=Decimal(106000)),
        reinsurance.coinsurance_shared(Decimal(42400)),
    )
    assert {use: found[use] for use in found if use not in {U.UNEARNED_PREMIUM, U.UNEARNED_PREMIUM_CHANGE}} == {
        U.BANK_INCOME: Decimal(106000),
        U.PREMIUM_INCOME: Decimal(-60000),
        U.OUTPUT_TAX: Decimal(-3600),
        U.COINSURERS: Decimal(-42400),
    }


def test_what_is_given_back_posts_the_other_way_round() -> None:
    assert amounts(reinsurance.premium_ceded(Decimal(-500))) == {
        U.REINSURANCE_PAYABLE: Decimal(500),
        U.CEDED_PREMIUM: Decimal(-500),
    }


def test_an_account_that_we_owe_is_paid_out() -> None:
    entry = reinsurance.account_settled(Decimal(1000), Decimal(3500))
    assert entry.kind is VoucherKind.PAYMENT
    assert entry.on(U.BANK_BASIC) == Decimal(-2500)


def test_an_account_of_returned_premium_only_is_received() -> None:
    entry = reinsurance.account_settled(Decimal(-300), Decimal(-1000))
    assert amounts(entry) == {
        U.BANK_BASIC: Decimal(700),
        U.REINSURANCE_RECEIVABLE: Decimal(300),
        U.REINSURANCE_PAYABLE: Decimal(-1000),
    }
