"""Compulsory cover shorter than a year: only for the legal reasons, by begun months (CT-20)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from parties.public import party
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.rules import periods
from underwriting.services import intake
from underwriting.services import refusals as refused
from underwriting.services.data import ProposalData

START = made.tomorrow(10)
PAPER = "临时入境机动车号牌 闽C·临0123"


def short(**over: object) -> dict[str, object]:
    given = {
        "start_on": START,
        "end_on": periods.add_months(START, 3) - timedelta(days=1),
        "short_term": "road",
        "short_term_evidence": PAPER,
        "own_damage": False,
        "third_party_limit": None,
    }
    return given | over


def test_three_months_on_the_road_cost_three_tenths_and_are_not_floated() -> None:
    draft = made.make_draft(**short())
    # base 950 × 0.30 (three begun months); two years without accident do not float a temporary use
    assert draft.compulsory_premium == Decimal("285.00")
    assert [step["factor"] for step in draft.compulsory_steps] == ["", "× 0.3"]
    assert draft.end_on == periods.add_months(START, 3) - timedelta(days=1)
    assert draft.table_versions["short_rate.motor"] == "短期月费率系数 SR-P"
    assert draft.vehicle_tax == Decimal("300.00")


def test_a_vehicle_to_be_scrapped_is_floated_on_the_short_premium() -> None:
    end = START + timedelta(days=200)  # seven begun months
    draft = made.make_draft(**short(end_on=end, short_term="scrap"))
    assert periods.begun_months(START, end) == 7
    assert draft.compulsory_premium == Decimal("532.00")  # 950 × 0.70 = 665.00, × 0.80


def test_a_foreign_vehicle_pays_no_vehicle_tax() -> None:
    draft = made.make_draft(**short(short_term="entry"))
    assert (draft.vehicle_tax, draft.amount_due) == (Decimal("0.00"), Decimal("285.00"))


def test_commercial_cover_follows_the_same_months() -> None:
    year = made.make_draft()
    holder = party(year.holder_id or 0)
    months = made.make_draft(holder=holder, **short(third_party_limit=Decimal(1000000), own_damage=True))
    assert (year.third_party_premium, months.third_party_premium) == (Decimal("676.67"), Decimal("203.00"))
    assert months.damage_steps[-1]["factor"] == "× 0.3"


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"short_term": ""}, "short_term"),
        ({"short_term": "cheap"}, "short_term"),
        ({"short_term_evidence": " "}, "short_term_evidence"),
        ({"end_on": None}, "end_on"),
        ({"end_on": START - timedelta(days=1)}, "end_on"),
        ({"end_on": periods.year_end(START)}, "end_on"),
        ({"end_on": periods.year_end(START) + timedelta(days=1)}, "end_on"),
    ],
)
def test_a_short_period_without_its_reason_is_refused(over: dict[str, date | str | None], field: str) -> None:
    data = ProposalData(vehicle=made.vehicle(), cover=made.cover(**short(**over)))
    with nothing_changed(), pytest.raises(refused.InvalidEntry) as caught:
        intake.receive_proposal(order(actor_at("SALES", made.FENGZE)), data=data)
    assert caught.value.field == field


def test_the_short_policy_ends_on_its_day() -> None:
    policy = made.make_issued(**short())[0]
    assert (policy.end_on, policy.premium) == (START + (policy.end_on - START), Decimal("285.00"))
    assert policy.period.upper == policy.end_on + timedelta(days=1)
    assert periods.begun_months(policy.start_on, policy.end_on) == 3
