"""Products that bear no VAT: what is due, booked, ceded and reconciled is the premium whole (domain 4.8)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from finance.models import PremiumIncome
from tests.factories import exemptions as made
from tests.factories import reinsurance
from underwriting.selectors.pricing import premium_tax_rate

D = Decimal


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("code", "rate"), [("CGO", "0"), ("CGD", "0.06"), ("PRA", "0.06"), ("MOTOR", "0.06"), ("NONE", "0.06")]
)
def test_the_rate_is_that_of_the_product(db: None, code: str, rate: str) -> None:
    assert premium_tax_rate(timezone.localdate(), code) == D(rate)


@pytest.mark.req("PRD-04")
def test_an_exempt_premium_is_income_whole() -> None:
    """10,600.00 of cargo abroad is 10,600.00 net, of property 10,000.00 and 600.00."""
    cargo = {"product": "CGO", "line": "CGO", "product_name": "进出口货物运输保险", "sum_insured": "1000000"}
    proposal = made.make_due(premium="10600", **cargo)
    assert made.dues(proposal)[0].tax_rate == D(0)
    made.paid(made.dues(proposal)[0])
    income = PremiumIncome.objects.get(document_id=made.issued(proposal).pk, document_kind="underwriting.policy")
    assert (income.net, income.tax) == (D("10600.00"), D("0.00"))
    taxed = reinsurance.make_property_policy(premium="10600", sum_insured="1000000")
    income = PremiumIncome.objects.get(document_id=taxed.pk, document_kind="underwriting.policy")
    assert (income.net, income.tax) == (D("10000.00"), D("600.00"))
