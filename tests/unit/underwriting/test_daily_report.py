"""Figures of the daily report and the time by which it is answered (domain 5.4, B-37)."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from core.rules.working_time import WorkingCalendar
from underwriting.rules import daily_report, discrepancy, question
from underwriting.rules.daily_flow import Act, figures_of, states_around
from underwriting.rules.daily_report import Gathered, Row, answer_by, row_of, total

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.req("UWR-04")
def test_rows_are_counted_by_sub_branch_and_line_and_survive_storing() -> None:
    found = Gathered()
    found.add(7, "MOTOR", submitted=3)
    found.add(7, "MOTOR", automatic=2, premium=Decimal("1793.83"), sum_insured=Decimal(88800))
    found.add(7, "PRB", handled=2, minutes=91)
    found.add(8, "MOTOR", submitted=1)
    rows = found.of(7)
    assert [row.line for row in rows] == ["MOTOR", "PRB"]
    assert [row_of(row.as_json()) for row in rows] == rows
    assert total(rows) == Row(
        line="",
        submitted=3,
        automatic=2,
        premium=Decimal("1793.83"),
        sum_insured=Decimal(88800),
        handled=2,
        minutes=91,
    )
    assert (rows[1].average_minutes, rows[0].average_minutes) == (46, None)


STEPS = {
    "passed by the rules": ("draft", [("draft", "review"), ("review", "auto_check"), ("auto_check", "approved")]),
    "passed by a person": ("uw_queue", [("uw_queue", "terms_sent"), ("terms_sent", "approved")]),
    "returned and sent again": ("review", [("review", "returned"), ("returned", "review")]),
    "still with the province": ("uw_queue", [("uw_queue", "escalated_province")]),
    "supplements asked": ("uw_queue", [("uw_queue", "supplement")]),
    "withdrawn": ("review", [("review", "withdrawn")]),
    "waits since yesterday": ("uw_queue", []),
    "never came here": ("", [("", "draft")]),
}


@pytest.mark.req("UWR-04")
@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("passed by the rules", ["submitted", "automatic"]),
        ("passed by a person", ["carried", "manual"]),
        ("returned and sent again", ["carried", "returned", "submitted", "in_work"]),
        ("still with the province", ["carried", "escalated"]),
        ("supplements asked", ["carried", "in_work"]),
        ("withdrawn", ["carried", "ended"]),
        ("waits since yesterday", ["carried", "pending"]),
        ("never came here", []),
    ],
)
def test_every_case_is_counted_where_its_acts_led_it(story: str, expected: list[str]) -> None:
    before, steps = STEPS[story]
    acts = [Act(*step) for step in steps]
    after = acts[-1].after if acts else before
    assert figures_of(before, acts, after) == expected
    found = Gathered()
    for figure in expected:
        found.count(7, "MOTOR", figure, 1)
    assert all(row.balance == 0 for row in found.of(7))
    assert sorted(found.cases_of(7).get("MOTOR", {})) == sorted(set(expected))


@pytest.mark.req("UWR-04")
def test_what_was_done_after_the_report_does_not_change_its_day() -> None:
    later = [(False, Act("review", "auto_check")), (False, Act("auto_check", "approved"))]
    acts = [(True, Act("draft", "review")), *later]
    assert states_around(acts, "approved") == ("draft", "review", [Act("draft", "review")])
    assert states_around(later, "approved") == ("review", "review", [])
    assert states_around([], "uw_queue") == ("uw_queue", "uw_queue", [])


@pytest.mark.req("UWR-04")
def test_the_answer_is_due_by_ten_of_the_next_working_day() -> None:
    friday = date(2026, 11, 20)
    assert answer_by(friday, time(10), WorkingCalendar(), ZONE) == datetime(2026, 11, 23, 10, tzinfo=ZONE)


@pytest.mark.parametrize("life", [daily_report.REPORT, discrepancy.DISCREPANCY, question.QUESTION])
def test_the_lifecycles_are_sound(life: object) -> None:
    assert life.faults() == []  # type: ignore[attr-defined]
