"""Statistics of the business: sums by line and month with the losses of the same policies, and the forecast."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from organisation.models import Unit
from tests.factories import endorsements
from tests.factories import underwriting as story
from tests.factories.organisation import actor_at
from tests.support.signed_in import signed_in
from underwriting.models import LossExperience, Policy
from underwriting.rules.lifecycle import VOIDED
from underwriting.rules.periods import add_months
from underwriting.selectors.monthly_pack import content_of
from underwriting.selectors.statistics import Asked, Narrow, business_by_sub_branch, cases, claims, statistics
from underwriting.services import endorsement_issue

D = Decimal
pytestmark = [pytest.mark.django_db, pytest.mark.req("DUT-05", "DUT-17", "DUT-36")]


@pytest.fixture
def issued() -> list[Policy]:
    return story.make_policy_in_force()


def asked(**over: Any) -> Asked:
    today = timezone.localdate()
    return Asked(**({"since": today.replace(day=1), "until": today} | over))


def found(actor: Any = None, **over: Any) -> Any:
    return statistics(actor or actor_at("UW_DIR", "350591"), asked(**over), timezone.localdate())


def test_rows_add_up_to_the_policies_and_their_claims(issued: list[Policy]) -> None:
    commercial = next(policy for policy in issued if policy.line == "MOD")
    LossExperience.objects.create(
        policy=commercial, vin=commercial.vin, claim_number="C1", occurred_on=timezone.localdate(),
        incurred=D("1000.00"), at_fault=True, closed=False, recorded_at=timezone.now(),
    )  # fmt: skip
    shown = found(by="line")
    assert {(row.policies, row.premium) for row in shown.rows} == {(1, policy.premium) for policy in issued}
    row = next(row for row in shown.rows if row.claims)
    assert (row.incurred, row.loss_ratio) == (D("1000.00"), round(D(100000) / commercial.premium, 2))
    assert (shown.total.policies, shown.total.premium) == (2, sum(policy.premium for policy in issued))
    assert shown.total.incurred == D("1000.00")


@pytest.mark.parametrize("by", ["month", "line", "sub_branch", "salesperson", "discount"])
def test_what_endorsements_changed_stands_beside_the_premium_and_counts_in_the_loss_ratio(by: str) -> None:
    """760.00 of a family car that became a taxi; 678.14 were added for the days left."""
    policy = endorsements.running("MCI")
    changed = endorsements.approved(endorsements.entered(policy, "use", {"vehicle_class": "taxi"}))
    assert found(by=by).total.changed == 0
    later = endorsements.by("UW_ISSUE", at=endorsements.later(1))
    endorsement_issue.issue_endorsement(endorsements.settled(changed).pk, later)
    LossExperience.objects.create(
        policy=policy, vin=policy.vin, claim_number="C1", occurred_on=timezone.localdate(),
        incurred=D("719.07"), at_fault=True, closed=False, recorded_at=timezone.now(),
    )  # fmt: skip
    row = next(row for row in found(by=by).rows if row.changed)
    assert row.changed == D("678.14")
    assert row.loss_ratio == round(D(71907) / (row.premium + D("678.14")), 2)
    assert found(by=by).total.changed == D("678.14")


@pytest.mark.parametrize("by", ["month", "line", "sub_branch", "channel", "salesperson", "occupancy", "discount"])
def test_whatever_it_is_gathered_by_the_total_is_the_same(issued: list[Policy], by: str) -> None:
    assert found(by=by).total.premium == sum(policy.premium for policy in issued)


def test_conditions_narrow_the_business_down(issued: list[Policy]) -> None:
    assert found(narrow=Narrow(line="MCI")).total.policies == 1
    assert found(narrow=Narrow(channel="BROKER")).total.policies == 0
    assert found(narrow=Narrow(unit_id=Unit.objects.get(code="350582").pk)).total.policies == 0
    assert found(until=date(2020, 1, 1), since=date(2020, 1, 1)).rows == ()


def test_a_sub_branch_sees_its_own_business_only(issued: list[Policy]) -> None:
    assert found(actor_at("SUB_MGR", "350503")).total.policies == 2
    assert found(actor_at("SUB_MGR", "350582")).total.policies == 0


def test_the_forecast_rests_on_whole_months(issued: list[Policy]) -> None:
    first = timezone.localdate().replace(day=1)
    for back, policy in enumerate(issued):
        month = (first - timedelta(days=28 * (back + 2))).replace(day=10)
        moment = timezone.make_aware(timezone.datetime(month.year, month.month, 10))
        Policy.objects.filter(pk=policy.pk).update(created_at=moment)
    shown = found()
    assert len(shown.months) >= 2
    assert sum(premium for _month, premium in shown.months) == sum(policy.premium for policy in issued)
    assert shown.months[-1][0] < first
    assert (shown.forecast is None) == (len(shown.months) < 3)


def test_the_page_shows_exports_and_refuses_a_period_that_ends_before_it_begins(
    issued: list[Policy], settings: Any
) -> None:
    settings.DEMO = True
    client = signed_in("UW_INFO", "350591")
    page = client.get("/statistics/", {"by": "channel"})
    assert page.status_code == 200
    assert f"{sum(policy.premium for policy in issued):,}" in page.content.decode()
    assert client.get("/statistics/", {"export": "xlsx"})["Content-Type"].startswith("application/vnd.openxml")
    wrong = client.get("/statistics/", {"since": "2026-05", "until": "2026-04"})
    assert wrong.context["spec"].form.errors["until"]
    assert signed_in("SALES", "350503").get("/statistics/").status_code == 403


def test_the_chart_shows_this_month_so_far_beside_its_forecast(issued: list[Policy], settings: Any) -> None:
    settings.DEMO = True
    client, this_month = signed_in("UW_INFO", "350591"), timezone.localdate().replace(day=1)
    written = sum(policy.premium for policy in issued)
    assert found().so_far == written
    chart = client.get("/statistics/").context["chart"]
    assert (chart["labels"], chart["values"], chart["tones"]) == (
        [f"{this_month:%Y-%m} so far"],
        [str(written)],
        ["info"],
    )
    moment = timezone.make_aware(timezone.datetime.combine(add_months(this_month, -3), time(12)))
    Policy.objects.filter(pk=issued[0].pk).update(created_at=moment)
    chart = client.get("/statistics/").context["chart"]
    known = [f"{add_months(this_month, n):%Y-%m}" for n in (-3, -2, -1)]
    assert chart["labels"][:5] == [*known, f"{this_month:%Y-%m} so far", f"{this_month:%Y-%m}"]
    assert chart["values"][:4] == [str(issued[0].premium), "0.00", "0.00", str(issued[1].premium)]
    assert chart["tones"][:5] == ["info", "info", "info", "info", "wait"]


def test_the_page_says_to_which_month_endorsements_count(issued: list[Policy], settings: Any) -> None:
    settings.DEMO = True
    page = signed_in("UW_INFO", "350591").get("/statistics/").content.decode()
    assert "What endorsements changed counts in the month in which their policy was issued." in page


def test_the_average_rate_leaves_compulsory_premium_out(issued: list[Policy]) -> None:
    commercial = next(policy for policy in issued if policy.line == "MOD")
    total = found().total
    assert total.rated_premium == commercial.premium < total.premium
    assert total.rate == round(commercial.premium * 1000 / total.sum_insured, 2)
    assert {row.rate for row in found().rows if row.sum_insured == 0} == {None}


@pytest.mark.parametrize("by", ["month", "line", "sub_branch", "channel", "salesperson", "occupancy", "discount"])
def test_every_figure_leads_to_the_policies_and_claims_that_it_counts(issued: list[Policy], by: str) -> None:
    commercial = next(policy for policy in issued if policy.line == "MOD")
    LossExperience.objects.create(
        policy=commercial, vin=commercial.vin, claim_number="C1", occurred_on=timezone.localdate(),
        incurred=D("1000.00"), at_fault=True, closed=False, recorded_at=timezone.now(),
    )  # fmt: skip
    actor, wanted = actor_at("UW_DIR", "350591"), asked(by=by)
    shown = statistics(actor, wanted, timezone.localdate())
    for row in (*shown.rows, shown.total):
        behind = cases(actor, wanted, row.key)
        assert (behind.count(), sum(policy.premium for policy in behind)) == (row.policies, row.premium)
        assert claims(actor, wanted, row.key).count() == row.claims


def test_the_lists_behind_the_figures_open_and_refuse_what_is_no_row(issued: list[Policy], settings: Any) -> None:
    settings.DEMO = True
    client = signed_in("UW_INFO", "350591")
    page = client.get("/statistics/policies/", {"by": "line", "row": "MCI"}).content.decode()
    numbers = {policy.line: policy.number for policy in issued}
    assert (numbers["MCI"] in page, numbers["MOD"] in page) == (True, False)
    assert client.get("/statistics/claims/", {"by": "line", "row": "MOD"}).status_code == 200
    for wrong in ({"by": "month", "row": "x"}, {"by": "salesperson", "row": "x"}, {"by": "nothing"}):
        assert client.get("/statistics/policies/", wrong).status_code == 404


@pytest.mark.parametrize("by", ["month", "line", "sub_branch", "channel", "salesperson", "occupancy", "discount"])
def test_every_link_of_the_page_opens_the_list_with_the_number_it_stands_on(
    issued: list[Policy], settings: Any, by: str
) -> None:
    settings.DEMO = True
    client = signed_in("UW_INFO", "350591")
    page = client.get("/statistics/", {"by": by}).content.decode()
    links = re.findall(r'href="(/statistics/policies/[^"]+)">(\d+)</a>', page)
    assert links
    for url, number in links:
        answer = client.get(unescape(url))
        assert answer.status_code == 200
        assert sum(policy.number in answer.content.decode() for policy in issued) == int(number)


@pytest.mark.req("DUT-18")
def test_a_voided_policy_is_no_business_on_any_page(issued: list[Policy]) -> None:
    gone, stays = issued
    Policy.objects.filter(pk=gone.pk).update(state=VOIDED)
    actor, wanted = actor_at("UW_DIR", "350591"), asked()
    shown = statistics(actor, wanted, timezone.localdate())
    (card,) = business_by_sub_branch(actor, wanted).values()
    pack = content_of(Unit.objects.get(code="350500"), wanted.since, timezone.localdate())
    assert (shown.total.policies, shown.total.premium) == (1, stays.premium)
    assert (card.policies, card.premium) == (1, stays.premium)
    assert (pack["total"]["policies"], pack["total"]["premium"]) == (1, str(stays.premium))
    assert [policy.pk for policy in cases(actor, wanted)] == [stays.pk]


@pytest.mark.req("DUT-18")
def test_the_number_of_a_scorecard_leads_to_the_months_of_the_card(issued: list[Policy], settings: Any) -> None:
    settings.DEMO = True
    month = f"{timezone.localdate():%Y-%m}"
    page = signed_in("UW_INFO", "350591").get("/scorecards/", {"since": month, "until": month}).content.decode()
    unit = Unit.objects.get(code="350503")
    assert f"/statistics/?unit={unit.pk}&since={month}&until={month}" in unescape(page)


@pytest.mark.req("DUT-23", "DUT-03")
def test_the_tables_are_documents_too(issued: list[Policy], settings: Any) -> None:
    settings.DEMO = True
    client = signed_in("UW_DIR", "350591")
    for path in ("/statistics/", "/risk-analysis/"):
        answer = client.get(path, {"export": "pdf", "line": "MOD"})
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF")
        assert client.get(path, {"line": "MCI", "channel": "DIRECT"}).status_code == 200
