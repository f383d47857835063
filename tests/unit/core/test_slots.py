"""Planned moments, worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.backoff import LONGEST_SECONDS, wait_after
from core.rules.slots import Daily, Every, Monthly, When, recent

BEIJING = ZoneInfo("Asia/Shanghai")
moments = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))
plans = st.sampled_from(
    [
        Every(5),
        Every(60),
        Every(1440),
        Daily(time(2, 40)),
        Daily(time(0)),
        Monthly(28, time(23, 59)),
        Monthly(1, time(0)),
    ]
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("plan", "at", "latest"),
    [
        (Every(5), utc(2026, 11, 22, 5, 44, 59), utc(2026, 11, 22, 5, 40)),
        (Every(5), utc(2026, 11, 22, 5, 45), utc(2026, 11, 22, 5, 45)),
        (Daily(time(2, 40)), utc(2026, 11, 21, 18, 40), utc(2026, 11, 21, 18, 40)),  # 02:40 on the 22nd in Beijing
        (Daily(time(2, 40)), utc(2026, 11, 21, 18, 39), utc(2026, 11, 20, 18, 40)),
        (Monthly(1, time(3)), utc(2026, 11, 30, 18, 59), utc(2026, 10, 31, 19)),  # 1 November in Beijing
        (Monthly(1, time(3)), utc(2026, 11, 30, 19), utc(2026, 11, 30, 19)),
    ],
)
def test_the_latest_slot(plan: When, at: datetime, latest: datetime) -> None:
    assert plan.latest(at, BEIJING) == latest


@given(plan=plans, at=moments)
def test_the_latest_slot_is_a_slot_and_never_in_the_future(plan: When, at: datetime) -> None:
    latest = plan.latest(at, BEIJING)
    assert latest <= at
    assert plan.latest(latest, BEIJING) == latest


def test_the_last_slots_come_oldest_first() -> None:
    found = recent(Every(60), utc(2026, 11, 22, 0, 30), BEIJING, count=3)
    assert found == (utc(2026, 11, 21, 22), utc(2026, 11, 21, 23), utc(2026, 11, 22))


@pytest.mark.parametrize(
    "make", [lambda: Every(7), lambda: Every(0), lambda: Monthly(29, time(1)), lambda: Monthly(0, time(1))]
)
def test_plans_that_do_not_fit_the_calendar_are_refused(make: object) -> None:
    with pytest.raises(ValueError, match="day"):
        make()  # type: ignore[operator]


def test_back_off_grows_to_a_quarter_of_an_hour() -> None:
    assert [wait_after(attempt) for attempt in range(1, 8)] == [2, 8, 32, 128, 512, LONGEST_SECONDS, LONGEST_SECONDS]
