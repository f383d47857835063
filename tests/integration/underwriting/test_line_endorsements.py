"""Endorsements of the other lines change the entry of the line; the premium follows from the tariff (END-01, 4.4)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from core.money import to_cents
from tests.factories import endorsements as made
from tests.factories.lines import LIABILITY, PROPERTY, make_line_policy
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement, Policy
from underwriting.selectors.cover import cover_in_force
from underwriting.selectors.endorsements import differences, entry_of
from underwriting.selectors.policy_life import kinds_for
from underwriting.services import endorsing
from underwriting.services.endorsement_entry import BACKWARDS, EndorsementEntry
from underwriting.services.refusals import InvalidEntry

D = Decimal


def share_left(policy: Policy, endorsement: Endorsement) -> Decimal:
    """Days left from the day of the change, of the days of the period."""
    days = (policy.end_on - policy.start_on).days + 1
    return D((policy.end_on - endorsement.effective_on).days + 1) / days


def items(**sums: str) -> list[dict[str, Any]]:
    """The items of the policy with other sums, by their names."""
    return [row | {"sum_insured": sums.get(str(row["name"]), row["sum_insured"])} for row in PROPERTY["items"]]  # type: ignore[attr-defined]


@pytest.mark.req("END-01")
def test_the_limit_per_accident_is_changed_and_rated() -> None:
    """LB-1: the tariff charges on the limit per accident; twice the limit is twice the premium."""
    policy = make_line_policy("PLL", LIABILITY)
    done = made.entered(policy, "limit", content={"limit": "4000000"})
    assert done.delta == to_cents(policy.premium * share_left(policy, done))
    assert (done.before["content.limit"], done.changes["content.limit"]) == ("2000000", "4000000")
    assert (done.before["cover.MAIN.limit"], done.changes["cover.MAIN.limit"]) == ("2000000", "4000000")
    assert done.exposure == D(4000000)


@pytest.mark.req("END-01")
def test_the_aggregate_alone_costs_nothing_where_the_tariff_does_not_use_it() -> None:
    policy = make_line_policy("PLL", LIABILITY)
    done = made.issued(policy, "limit", content={"aggregate": "4500000"})
    assert done.delta == D("0.00")
    cover = cover_in_force(policy.pk, made.later())
    assert cover is not None
    main = cover.coverages[0]
    assert (main.sum_insured, main.limit, main.deductible_amount) == (D(4500000), D(2000000), D(1000))
    assert policy.versions.filter(superseded_at=None).order_by("-number")[0].content["aggregate"] == "4500000"


@pytest.mark.req("END-06")
@pytest.mark.parametrize("typed", ["", "0"])
def test_an_aggregate_limit_is_not_emptied(typed: str) -> None:
    """Without it every accident would count by itself, for the same premium."""
    policy = make_line_policy("PLL", LIABILITY)
    asked = made.requested(policy, "limit")
    entry = EndorsementEntry(content={"aggregate": typed})
    with nothing_changed(), pytest.raises(InvalidEntry, match="above zero") as refused:
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=entry)
    assert (refused.value.field, list(refused.value.details["fields"])) == ("aggregate", ["aggregate"])


@pytest.mark.req("END-01")
def test_a_premium_is_never_typed() -> None:
    policy = make_line_policy("PLL", LIABILITY)
    asked = made.requested(policy, "limit")
    for changes in ({"cover.MAIN.premium": "10000"}, {"cover.MAIN.sum_insured": "8000000"}):
        with nothing_changed(), pytest.raises(InvalidEntry):
            endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=EndorsementEntry(changes=changes))
    entry = EndorsementEntry(content={"trade": "office"})
    with nothing_changed(), pytest.raises(InvalidEntry):
        endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=entry)


@pytest.mark.req("END-01")
def test_faults_are_those_of_the_entry_of_the_line() -> None:
    policy = make_line_policy("PLL", LIABILITY)
    asked = made.requested(policy, "limit")
    wrong = {"limit": ({"limit": ""}, "limit"), "less": ({"aggregate": "1000000"}, "aggregate")}
    for content, field in wrong.values():
        with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
            endorsing.enter_endorsement(asked.pk, made.by("UW_ISSUE"), entry=EndorsementEntry(content=content))
        assert refusal.value.field == field


@pytest.mark.req("END-01")
def test_another_deductible_takes_its_factor_and_premium_goes_back() -> None:
    policy = make_line_policy("PLL", LIABILITY)
    content = {"deductible_amount": "5000", "factors": {"deductible": "0.80"}}
    done = made.entered(policy, "deductible", content=content)
    lower = to_cents(policy.premium / D("0.9") * D("0.80"))
    assert done.delta == to_cents((lower - policy.premium) * share_left(policy, done))
    assert done.changes["cover.MAIN.deductible_amount"] == "5000"


@pytest.mark.req("END-01")
def test_the_sum_of_one_item_is_charged_at_the_rate_of_this_item() -> None:
    """EN-1: another 1,000,000 on the stock costs the rate of the stock, not the mean of all items."""
    policy = make_line_policy("PRB", PROPERTY)
    done = made.entered(policy, "sum_insured", content={"items": items(存货="1800000")})
    new = policy_premium(D(2000000), D(1800000))
    assert done.delta == to_cents((new - policy.premium) * share_left(policy, done))
    lines = {line.label: (line.old, line.new) for line in differences(done.before, done.changes, entry_of(policy))}
    assert any(label.startswith("存货 · ") and "1,800,000.00" in new for label, (_old, new) in lines.items())
    assert not any(label.startswith("厂房") for label in lines)
    assert done.changes["cover.MAIN.sum_insured"] == "3800000"


def policy_premium(building: Decimal, stock: Decimal) -> Decimal:
    """The demo tariff of PRB: industry 2 at 1.05 per mille, industry 3 at 1.45, three factors."""
    from underwriting.selectors.line_pricing import price_line  # noqa: PLC0415 - only the worked figure

    content = PROPERTY | {"items": items(厂房=str(building), 存货=str(stock))}
    start = timezone.localdate() + timedelta(days=1)
    return price_line("PRB", content, start_on=start, end_on=start + timedelta(days=364)).rated.premium


@pytest.mark.req("END-03")
def test_a_sum_above_the_value_is_void_from_the_first_day() -> None:
    """PR-9: 200,000 of 1,200,000 were too much; put right from the start, a sixth of the premium goes back whole."""
    stock = dict(PROPERTY, items=[items(存货="1200000")[1]])
    policy = make_line_policy("PRB", stock)
    right = [row | {"sum_insured": "1000000"} for row in stock["items"]]  # type: ignore[attr-defined]
    done = made.entered(policy, "sum_insured", content={"items": right}, on=policy.start_on)
    assert (policy.premium, done.delta, done.exposure) == (D("1338.93"), D("-223.15"), D(1000000))
    assert endorsing.pass_review(done.pk, made.by("UW_REVIEW")).cautions == [BACKWARDS]


@pytest.mark.req("END-01")
def test_an_item_is_added_and_another_taken_out() -> None:
    policy = make_line_policy("PRB", PROPERTY)
    stock = {**items()[1], "name": "二号仓存货", "sum_insured": "500000"}
    made.issued(policy, "list", content={"items": [*items(), stock]})
    cover = cover_in_force(policy.pk, made.later())
    assert cover is not None
    assert cover.coverages[0].sum_insured == D(3300000)
    later = made.entered(policy, "list", content={"items": [items()[0], stock]})
    gone = {path for path, value in later.changes.items() if path.startswith("content.items") and not value}
    assert {path.split(".")[2] for path in gone} == {"1"}
    assert later.delta < 0


@pytest.mark.req("END-10")
def test_an_earlier_change_of_one_item_keeps_a_later_one_of_another() -> None:
    """Out of their order: every later stretch is rated with both."""
    policy = make_line_policy("PRB", PROPERTY)
    late, early = (timezone.localdate(made.later(days)) for days in (20, 10))
    made.issued(policy, "sum_insured", content={"items": items(存货="1800000")}, on=late)
    done = made.issued(policy, "sum_insured", content={"items": items(厂房="3000000")}, on=early)
    sums = []
    for days in (9, 10, 20):
        cover = cover_in_force(policy.pk, made.later(days))
        assert cover is not None
        sums.append(cover.coverages[0].sum_insured)
    assert sums == [D(2800000), D(3800000), D(4800000)]
    assert done.conflicts == []


@pytest.mark.req("END-01")
def test_kinds_offered_fit_the_line() -> None:
    today = timezone.localdate()
    offered = {
        product: {rule.kind.value for rule in kinds_for(make_line_policy(product, content), today)}
        for product, content in (("PLL", LIABILITY), ("PRB", PROPERTY))
    }
    assert {"limit", "deductible"} <= offered["PLL"]
    assert not {"plate", "vehicle", "sum_insured", "list"} & offered["PLL"]
    assert {"sum_insured", "list", "deductible", "add_cover"} <= offered["PRB"]
    assert "limit" not in offered["PRB"]
