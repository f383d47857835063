"""Products that bear no VAT: what is due, booked, ceded and reconciled is the premium whole (domain 4.8)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from finance.models import PremiumIncome
from organisation.models import Unit
from tests.factories import exemptions as made
from tests.factories import reinsurance
from underwriting.rules.entry import ENTRIES
from underwriting.rules.entry.checking import faults
from underwriting.selectors.book_reconciliation import _written
from underwriting.selectors.catalogue import product, tariff_of
from underwriting.selectors.pricing import premium_tax_rate

D = Decimal
CARGO = {"product": "CGO", "line": "CGO", "product_name": "进出口货物运输保险", "sum_insured": "1000000"}


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("code", "voyage", "rate"),
    [
        ("CGO", "export", "0"),
        ("CGO", "import", "0.06"),
        ("CGO", "foreign", "0.06"),
        ("CGO", "", "0.06"),
        ("CGD", "export", "0.06"),
        ("PRA", "", "0.06"),
        ("MOTOR", "", "0.06"),
        ("NONE", "", "0.06"),
    ],
)
def test_cargo_bears_the_tax_by_the_kind_of_its_voyage(db: None, code: str, voyage: str, rate: str) -> None:
    """4.8: export cargo is exempt, import cargo is not; a voyage of which nobody told the kind is taxed."""
    assert premium_tax_rate(timezone.localdate(), code, {"voyage": voyage}) == D(rate)


@pytest.mark.req("PRD-04")
def test_the_kind_of_the_voyage_is_asked_of_cargo_abroad_only(db: None) -> None:
    today = timezone.localdate()
    asked = {}
    for code in ("CGO", "CGD"):
        tariff = tariff_of(product(code, today), today)
        asked[code] = [path for path, _text in faults(ENTRIES["cargo"], {}, tariff) if path == "voyage"]
    assert asked == {"CGO": ["voyage"], "CGD": []}


@pytest.mark.req("PRD-04")
def test_an_exempt_premium_is_income_whole() -> None:
    """10,600.00 of cargo exported is 10,600.00 net, of property 10,000.00 and 600.00."""
    proposal = made.make_due(premium="10600", **CARGO, content={"goods": "general", "voyage": "export"})
    assert made.dues(proposal)[0].tax_rate == D(0)
    made.paid(made.dues(proposal)[0])
    income = PremiumIncome.objects.get(document_id=made.issued(proposal).pk, document_kind="underwriting.policy")
    assert (income.net, income.tax) == (D("10600.00"), D("0.00"))
    taxed = reinsurance.make_property_policy(premium="10600", sum_insured="1000000")
    income = PremiumIncome.objects.get(document_id=taxed.pk, document_kind="underwriting.policy")
    assert (income.net, income.tax) == (D("10000.00"), D("600.00"))


@pytest.mark.req("PRD-04", "FIN-05")
def test_an_import_premium_is_split_in_the_books_and_in_their_reconciliation() -> None:
    proposal = made.make_due(premium="10600", **CARGO, content={"goods": "general", "voyage": "import"})
    assert made.dues(proposal)[0].tax_rate == D("0.06")
    made.paid(made.dues(proposal)[0])
    policy = made.issued(proposal)
    income = PremiumIncome.objects.get(document_id=policy.pk, document_kind="underwriting.policy")
    assert (income.net, income.tax) == (D("10000.00"), D("600.00"))
    first = policy.start_on.replace(day=1)
    branch = Unit.objects.get(pk=policy.branch_id)
    written = {number: net for _doc, number, _line, net in _written(branch, first, policy.start_on)}
    assert written[policy.number] == D("10000.00")
