"""The catalogue answers for every line of domain 4.1, and prices an entry by the versions of its first day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from underwriting.models import ClauseVersion, ProductVersion, Questionnaire, RateTable
from underwriting.rules.lines import LINE_LABELS
from underwriting.rules.rating import MODULES
from underwriting.selectors import catalogue, tables
from underwriting.selectors.line_pricing import price_line

D = Decimal
DAY = date(2026, 3, 1)
STOCK = {"items": [{"category": "stock", "occupancy": "industry_3", "sum_insured": "2000000"}]}


@pytest.mark.req("PRD-01")
def test_every_line_is_in_the_register() -> None:
    known = {fact.code: fact for fact in catalogue.products(DAY)}
    assert set(LINE_LABELS) <= set(known)
    assert {fact.module for fact in known.values()} == {*MODULES, "motor"}
    assert {fact.level for fact in known.values()} == {"national", "provincial", "local"}
    assert not known["HUL"].on_system
    assert known["CAR"].high_risk
    assert (known["CAR"].project_term, known["CAR"].inspection) == (True, "always")


@pytest.mark.req("PRD-01", "PRD-04")
def test_what_a_product_names_is_there() -> None:
    for fact in catalogue.products(DAY):
        wanted = [*fact.clauses, *fact.riders]
        assert [row.code for row in catalogue.clauses_of(fact, DAY)] == wanted
        assert Questionnaire.objects.filter(product=fact.questionnaire, effective__contains=DAY).exists()
        for code in filter(None, (fact.tariff, fact.short_rate)):
            assert tables.table(code, DAY).code == code
        if fact.module != "motor":
            assert set(fact.riders) == set(catalogue.tariff_of(fact, DAY).get("riders", {}))


@pytest.mark.req("PRD-04")
def test_an_entry_is_priced_by_the_versions_of_its_first_day() -> None:
    price = price_line("PRB", STOCK, start_on=DAY, end_on=date(2027, 2, 28))
    assert (price.rated.premium, price.rated.sum_insured) == (D("2900.00"), D(2000000))
    assert price.versions["product.PRB"] == "PRB-2026-1"
    held = RateTable.objects.get(code="PRB.tariff")
    held.effective = DateRange(held.effective.lower, date(2026, 6, 1))
    held.save()
    dearer = {**held.data, "rates": {**held.data["rates"], "industry_3": "0.0020"}}
    RateTable.objects.create(
        code="PRB.tariff", version="PRB 2026-6", data=dearer, effective=DateRange(date(2026, 6, 1), None)
    )
    tables.forget()
    later = price_line("PRB", STOCK, start_on=date(2026, 6, 1), end_on=date(2027, 5, 31))
    assert (later.rated.premium, later.versions["PRB.tariff"]) == (D("4000.00"), "PRB 2026-6")
    assert price_line("PRB", STOCK, start_on=DAY, end_on=date(2027, 2, 28)).rated.premium == D("2900.00")


@pytest.mark.req("PRD-01")
def test_a_code_has_one_version_a_day() -> None:
    known = ProductVersion.objects.get(code="PRB")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProductVersion.objects.create(
            code="PRB", version="2", name=known.name, line="PRB", module="property", level="national",
            effective=DateRange(DAY, None),
        )  # fmt: skip


@pytest.mark.req("PRD-01")
def test_clauses_mark_what_must_be_explained() -> None:
    """LAW-17: every clause has a part that is an exclusion."""
    for row in ClauseVersion.objects.all():
        assert [part["exclusion"] for part in row.sections] == [False, True], row.code


def test_an_unknown_product_is_not_sold() -> None:
    with pytest.raises(catalogue.NoProduct):
        catalogue.product("XXX", DAY)
