"""The dashboard: figures of a period beside the period before, each leading to its own rows."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.rules.periods import Period, before, to_date
from core.templatetags.ui import grouped
from core.web.figures import trend_of
from tests.factories import endorsements as changes
from tests.factories import underwriting as story
from tests.support.signed_in import signed_in
from underwriting.models import Endorsement, Policy
from underwriting.selectors.written_premium import premium_of_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(settings: Any, working_branch: None) -> Client:
    settings.DEMO = True
    return signed_in("UW_DIR", "350591")


def _number(client: Client, name: str, **asked: str) -> Any:
    found = client.get("/dashboard/", asked).context["numbers"]
    return next(one for one in found if one.metric.name == name)


@pytest.mark.req("PLT-03")
def test_a_figure_adds_up_the_period_and_its_rows_do_so_too(director: Client) -> None:
    today = timezone.localdate()
    issued = story.make_policy_in_force()
    total = sum(policy.premium for policy in issued)
    for period in Period:
        shown = _number(director, "underwriting.premium", period=period)
        assert (shown.points[0].value, shown.trend.earlier, shown.trend.percent) == (total, 0, None)
        rows = director.get(shown.url).context
        assert rows["total"] == str(len(issued))
        assert f"issued_from={to_date(period, today).first}&issued_to={today}" in shown.url


@pytest.mark.req("PLT-03")
def test_the_figures_of_a_chart_are_grouped_by_thousands(director: Client) -> None:
    total = sum(policy.premium for policy in story.make_policy_in_force())
    assert total > 1000
    answer = director.get("/dashboard/")
    series = next(one for one in answer.context["charts"] if one.metric.name == "underwriting.trend")
    assert series.points[-1].value == total
    table = answer.content.decode().split("As a table")[1:]
    assert any(f'<span class="ui-num">¥{total:,.2f}</span>' in one for one in table)
    assert (grouped(1234567), grouped(Decimal("1234.5")), grouped("–")) == ("1,234,567", "1,234.5", "–")


@pytest.mark.req("PLT-03")
def test_the_trend_is_against_the_same_stretch_before(director: Client) -> None:
    issued = story.make_policy_in_force()
    moved = before(Period.MONTH, timezone.localdate()).last
    noon = timezone.now().replace(hour=4) - timedelta(days=(timezone.localdate() - moved).days)
    Policy.objects.filter(pk=issued[0].pk).update(created_at=noon)
    shown = _number(director, "underwriting.policies", period="month")
    assert shown.points[0].value == len(issued) - 1
    assert shown.trend.earlier == 1


@pytest.mark.parametrize(
    ("now", "earlier", "expected"),
    [
        (Decimal(150), Decimal(100), ("up", Decimal("50.0"))),
        (90, 120, ("down", Decimal("25.0"))),
        (7, 7, ("same", Decimal("0.0"))),
        (7, 0, ("up", None)),
        (0, 0, ("same", None)),
    ],
)
def test_trends(now: Any, earlier: Any, expected: tuple[str, Decimal | None]) -> None:
    found = trend_of(now, earlier)
    assert (found.way, found.percent, found.earlier) == (*expected, earlier)


@pytest.mark.parametrize("asked", ["period=never", "day=2026-02-31", "day=x", "day=2099-01-01", "period=&day="])
def test_an_address_written_by_hand_shows_today(director: Client, asked: str) -> None:
    context = director.get(f"/dashboard/?{asked}").context
    assert (context["day"], context["period"]) == (timezone.localdate(), "day")


def test_charts_without_figures_say_so(director: Client) -> None:
    page = director.get("/dashboard/")
    assert all(figure.is_empty for figure in page.context["charts"])
    assert page.content.decode().count("Nothing in this time") == len(page.context["charts"]) > 0


@pytest.mark.req("PLT-03")
def test_a_figure_leads_only_where_its_reader_may_go(director: Client) -> None:
    reports = _number(director, "claims.reports_today")
    assert (reports.url, [point.url for point in reports.points]) == ("", [""])
    assert _number(director, "underwriting.premium").url.startswith("/policies/?")


@pytest.mark.req("PLT-03")
def test_what_endorsements_made_of_premium_is_a_figure_of_its_own_and_in_the_line_by_day(director: Client) -> None:
    first, second, third = (
        changes.running(compulsory=False, vehicle=story.vehicle(vin=story.VINS[n], plate=f"闽C4721{n}"))
        for n in range(3)
    )
    made = changes.issued(first, "limit", {"cover.MTP.limit": "2000000"})
    ended = changes.issued(second, "end_holder", ground="wish")
    asked = changes.entered(third, "end_holder", ground="wish")
    assert made.delta > 0 > ended.delta
    assert asked.delta < 0
    Endorsement.objects.filter(pk__in=(made.pk, ended.pk)).update(issued_at=timezone.now())
    sold = sum(one.premium for one in Policy.objects.all())

    shown = _number(director, "underwriting.changes", period="day")
    assert shown.points[0].value == made.delta + ended.delta
    listed = director.get(shown.url)
    assert listed.context["total"] == "2"
    assert all(number in listed.content.decode() for number in (made.printed_number, ended.printed_number))
    line = next(one for one in director.get("/dashboard/").context["charts"] if one.metric.name == "underwriting.trend")
    assert line.points[-1].value == sold + made.delta + ended.delta

    Policy.objects.filter(pk=second.pk).update(state="voided")  # a void policy and its endorsement are no business
    assert _number(director, "underwriting.changes", period="day").points[0].value == made.delta
    assert _number(director, "underwriting.premium", period="day").points[0].value == sold - second.premium
    Policy.objects.filter(pk=second.pk).update(state="in_force")

    branch, year = first.branch_id, timezone.localdate().year
    assert premium_of_year(branch, year) == sold + made.delta + ended.delta
    assert premium_of_year(branch, year - 1) == 0
    assert premium_of_year(branch, year, first.sub_branch_id) == sold + made.delta + ended.delta
