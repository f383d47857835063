"""What licence and agreement of an intermediary allow on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from parties.rules.intermediary import (
    AGREEMENT_LATER,
    AGREEMENT_OVER,
    LICENCE_EXPIRED,
    LICENCE_LATER,
    LINE_NOT_AGREED,
    NOT_ACTIVE,
    AgreedLine,
    IntermediaryKind,
    Standing,
    ceiling_class,
    fault_of,
    may_sign,
)
from parties.selectors.intermediaries import IntermediaryFact

pytestmark = pytest.mark.req("CUS-07")
GOOD = Standing(
    state="active",
    licence_from=date(2026, 1, 1),
    licence_until=date(2026, 12, 31),
    agreement_from=date(2026, 3, 1),
    agreement_until=date(2027, 2, 28),
)


@pytest.mark.parametrize(
    ("over", "on", "fault"),
    [
        ({}, date(2026, 3, 1), None),
        ({}, date(2026, 12, 31), None),
        ({}, date(2027, 1, 1), LICENCE_EXPIRED),
        ({}, date(2025, 12, 31), LICENCE_LATER),
        ({}, date(2026, 2, 28), AGREEMENT_LATER),
        ({"licence_until": date(2028, 1, 1)}, date(2027, 3, 1), AGREEMENT_OVER),
        ({"licence_from": None}, date(2026, 6, 1), None),
        ({"state": "suspended"}, date(2026, 6, 1), NOT_ACTIVE),
        ({"state": "proposed"}, date(2026, 6, 1), NOT_ACTIVE),
    ],
)
def test_licence_and_agreement_are_looked_at_on_the_day(over, on, fault):
    assert fault_of(replace(GOOD, **over), on) == fault


@pytest.mark.req("PRO-02")
@pytest.mark.parametrize("kind", list(IntermediaryKind))
@pytest.mark.parametrize("mandated", [True, False])
def test_only_a_broker_with_the_customers_mandate_signs_for_the_customer(kind, mandated):
    assert may_sign(kind, mandated=mandated) is (kind == "broker" and mandated)


def fact(kind: str, *lines: AgreedLine) -> IntermediaryFact:
    return IntermediaryFact(
        id=1, code="ZJ000001", name="安泰", kind=kind, party_id=7, licence_until=date(2026, 12, 31),
        agreement_until=date(2026, 12, 31), lines=lines, mandated=frozenset({9}),
    )  # fmt: skip


@pytest.mark.req("PRO-03")
def test_only_an_agency_with_issuing_right_issues_and_within_its_limit():
    agreed = AgreedLine("MTP", Decimal("0.10"), Decimal("1000000.00"))
    assert fact("issuing", agreed).issuing_limit("MTP") == Decimal("1000000.00")
    assert fact("issuing", agreed).issuing_limit("MOD") == Decimal("0.00")
    assert fact("no_issuing", agreed).issuing_limit("MTP") == Decimal("0.00")


def test_the_agreement_says_the_commission_and_the_lines():
    agency = fact("no_issuing", AgreedLine("MCI", Decimal("0.04")), AgreedLine("MTP", Decimal("0.10")))
    assert (agency.commission("MCI"), agency.commission("MOD")) == (Decimal("0.04"), None)
    assert agency.fault_for(["MCI", "MTP"]) is None
    assert agency.fault_for(["MCI", "MOD"]) == LINE_NOT_AGREED
    assert fact("no_issuing").fault_for(["HHP"]) is None
    assert (fact("broker").may_sign_for(9), fact("broker").may_sign_for(8)) == (True, False)


@pytest.mark.parametrize(("line", "which"), [("MCI", "compulsory"), ("MOD", "motor"), ("HHP", "other")])
def test_each_line_has_its_filed_ceiling(line, which):
    assert ceiling_class(line) == which
