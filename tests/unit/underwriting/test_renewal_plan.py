"""The plan of contacts before a policy ends (domain 5.20)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from underwriting.rules.renewing import planned

END = date(2026, 12, 31)
DAYS, NOTICES = (45, 30, 15, 7), (45, 30)


def shown(today: date) -> list[tuple[int, bool]]:
    return [(one.days, one.notice) for one in planned(END, DAYS, NOTICES, today)]


@pytest.mark.req("END-05")
def test_the_whole_plan_lies_ahead_when_the_policy_is_listed() -> None:
    assert shown(END - timedelta(days=60)) == [(45, True), (30, True), (15, False), (7, False)]
    assert planned(END, DAYS, NOTICES, END - timedelta(days=60))[0].due_on == date(2026, 11, 16)


@pytest.mark.req("END-05")
@pytest.mark.parametrize(
    ("left", "plan"),
    [
        (30, [(30, True), (15, False), (7, False)]),
        (20, [(20, True), (15, False), (7, False)]),
        (15, [(15, True), (7, False)]),
        (3, [(3, True)]),
        (0, [(0, True)]),
    ],
)
def test_listed_late_the_customer_gets_a_notice_at_once(left: int, plan: list[tuple[int, bool]]) -> None:
    assert shown(END - timedelta(days=left)) == plan


@pytest.mark.req("END-05")
def test_a_plan_of_talks_only_sends_no_notice() -> None:
    assert planned(END, DAYS, (), END - timedelta(days=20))[0].days == 15
