"""Quorum, votes, veto and dissent of the committee; the calendar of on-site days (domain 5.13, 5.14)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from underwriting.rules.risk_days import DayFigures, Visited, month_plan, publish_by
from underwriting.rules.risk_voting import Standing, Vote, dissent, outcome, share_of, standing

TWO_THIRDS = share_of("2/3")


def _meeting(present: int, votes: Mapping[str, Vote]) -> Standing:
    return standing(members=7, seats=7, present=present, votes=votes, quorum=TWO_THIRDS, majority=TWO_THIRDS)


def _agree(count: int) -> dict[str, Vote]:
    return {f"m{n}": Vote.AGREE for n in range(count)}


@pytest.mark.req("RSK-18")
def test_four_of_seven_are_no_quorum() -> None:
    """5.13: 7 members, 4 present → no quorum (needs 5)."""
    meeting = _meeting(4, _agree(4))
    assert (meeting.needed, meeting.quorate, meeting.passed) == (5, False, False)
    assert _meeting(5, {}).quorate


@pytest.mark.req("RSK-18")
def test_barred_members_do_not_make_the_board_smaller() -> None:
    """5.13: of 7 members 4 are barred; the 3 who are left resolve nothing, and never can."""
    left = standing(members=3, seats=7, present=3, votes=_agree(3), quorum=TWO_THIRDS, majority=TWO_THIRDS)
    assert (left.needed, left.quorate, left.reachable, left.passed) == (5, False, False, False)


@pytest.mark.req("RSK-18")
def test_four_of_six_present_pass() -> None:
    """5.13: 6 present, 4 agree → passes (4/6 = 2/3)."""
    assert outcome(_meeting(6, _agree(4))) is Vote.AGREE


@pytest.mark.req("RSK-18")
def test_three_of_six_present_do_not_pass() -> None:
    """5.13: 6 present, 3 agree → not passed."""
    assert outcome(_meeting(6, _agree(3))) is Vote.REFUSE


@pytest.mark.req("RSK-18")
def test_conditions_of_one_who_agrees_bind_and_putting_off_needs_more_than_refusing() -> None:
    assert outcome(_meeting(6, _agree(4) | {"c": Vote.CONDITIONS})) is Vote.CONDITIONS
    assert outcome(_meeting(6, _agree(3) | {"a": Vote.DEFER, "b": Vote.DEFER, "c": Vote.REFUSE})) is Vote.DEFER
    assert outcome(_meeting(6, _agree(3) | {"a": Vote.DEFER, "b": Vote.REFUSE})) is Vote.REFUSE


@pytest.mark.req("RSK-18")
def test_the_chair_may_refuse_what_was_agreed_but_not_agree_to_what_was_refused() -> None:
    assert outcome(_meeting(6, _agree(6)), vetoed=True) is Vote.REFUSE
    assert outcome(_meeting(6, _agree(3)), vetoed=True) is Vote.REFUSE


@pytest.mark.req("RSK-18")
def test_those_on_the_other_side_are_the_dissent() -> None:
    votes = _agree(4) | {"x": Vote.REFUSE, "y": Vote.CONDITIONS}
    assert dissent(votes, Vote.AGREE) == ("x",)
    assert dissent(votes, Vote.REFUSE) == ("m0", "m1", "m2", "m3", "y")


def _works(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.req("RSK-19")
def test_every_sub_branch_gets_its_days_and_a_large_one_two() -> None:
    plan = month_plan(date(2026, 12, 1), [Visited(unit_id=1, visits=1), Visited(unit_id=2, visits=2)], _works)
    assert [(one.unit_id, one.day.isoformat()) for one in plan] == [
        (1, "2026-12-08"),
        (2, "2026-12-11"),
        (2, "2026-12-29"),
    ]


@pytest.mark.req("RSK-19")
def test_no_two_places_share_a_day_while_days_are_left() -> None:
    plan = month_plan(date(2026, 12, 1), [Visited(unit_id=n, visits=1) for n in range(23)], _works)
    assert len({one.day for one in plan}) == 23
    assert all(_works(one.day) for one in plan)


@pytest.mark.req("RSK-19")
def test_the_calendar_stands_on_the_twenty_fifth_of_the_month_before() -> None:
    assert publish_by(date(2027, 1, 1), 25) == date(2026, 12, 25)
    assert publish_by(date(2027, 3, 1), 31) == date(2027, 2, 28)


@pytest.mark.req("RSK-19")
def test_rates_of_on_site_days_are_empty_without_days() -> None:
    assert DayFigures(due=0, held=0, issues=0, closed_in_time=0).held_rate is None
    figures = DayFigures(due=3, held=2, issues=40, closed_in_time=38)
    assert (figures.held_rate, figures.closing_rate) == (Decimal("66.7"), Decimal("95.0"))
