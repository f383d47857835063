"""What a kind of endorsement may change of whom, and which voyages bear no tax: pure rules (4.8, LAW-49, LAW-52)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from underwriting.rules.endorsement_kinds import DANGER, Kind, KindRule, kind_rule
from underwriting.rules.instalments import Instalment, Plan, fault_of
from underwriting.rules.premium_tax import exempt_voyage

TABLES = {
    row["code"]: row["data"]
    for row in yaml.safe_load(Path("underwriting/data/endorsing.yaml").read_text(encoding="utf-8"))
}


def rule(kind: Kind) -> KindRule:
    return kind_rule(kind, TABLES["endorsement.kinds"][kind])


@pytest.mark.req("END-01")
@pytest.mark.parametrize(
    ("line", "module", "fits"),
    [
        ("MCI", "motor", True),
        ("MOD", "motor", True),
        ("PRB", "property", True),
        ("HHP", "household", True),
        ("GPA", "group_accident", False),
        ("CGO", "cargo", False),
    ],
)
def test_another_use_is_known_to_vehicles_and_to_what_is_rated_by_its_use(line: str, module: str, fits: bool) -> None:
    assert rule(Kind.USE).fits(line, module) is fits


@pytest.mark.req("END-01")
def test_a_transfer_prices_vehicles_anew_and_both_are_answered_in_time() -> None:
    assert rule(Kind.TRANSFER).prices_anew == ("MCI", "MOD", "MTP")
    assert rule(Kind.TRANSFER).moves_premium
    assert frozenset({Kind.USE, Kind.TRANSFER}) == DANGER


@pytest.mark.req("PRD-04")
@pytest.mark.parametrize(
    ("code", "content", "exempt"),
    [
        ("CGO", {"voyage": "export"}, True),
        ("CGO", {"voyage": "import"}, False),
        ("CGO", {}, False),
        ("CGD", {"voyage": "export"}, False),
    ],
)
def test_only_the_voyages_of_the_table_bear_no_tax(code: str, content: dict[str, Any], exempt: bool) -> None:
    assert exempt_voyage({"rate": "0.06", "exempt_voyages": {"CGO": ["export"]}}, code, content) is exempt
    assert not exempt_voyage({"rate": "0.06"}, code, content)


@pytest.mark.req("ISS-03")
def test_the_first_instalment_of_a_change_is_due_until_its_day_and_the_last_within_the_contract() -> None:
    """80 % of 365 days: the last payment is due until 2026-10-19."""
    payments = [Instalment(Decimal(60), date(2026, 6, 1)), Instalment(Decimal(40), date(2026, 10, 19))]
    plan = Plan(
        premium=Decimal(100),
        start_on=date(2026, 1, 1),
        end_on=date(2026, 12, 31),
        payments=payments,
        first_share=Decimal("0.25"),
        last_share=Decimal("0.80"),
        first_on=date(2026, 6, 1),
    )
    assert fault_of(plan) == ""
    late = [Instalment(Decimal(60), date(2026, 6, 2)), payments[1]]
    assert "before the change holds" in fault_of(Plan(**{**_fields(plan), "payments": late}))


def _fields(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in plan.__slots__}
