"""Figures of the daily report and the time by which it is answered (domain 5.4, B-37)."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from core.rules.working_time import WorkingCalendar
from underwriting.rules import daily_report, discrepancy, question
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


@pytest.mark.req("UWR-04")
def test_the_answer_is_due_by_ten_of_the_next_working_day() -> None:
    friday = date(2026, 11, 20)
    assert answer_by(friday, time(10), WorkingCalendar(), ZONE) == datetime(2026, 11, 23, 10, tzinfo=ZONE)


@pytest.mark.parametrize("life", [daily_report.REPORT, discrepancy.DISCREPANCY, question.QUESTION])
def test_the_lifecycles_are_sound(life: object) -> None:
    assert life.faults() == []  # type: ignore[attr-defined]
