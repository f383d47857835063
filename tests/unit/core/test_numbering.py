"""The year in a number is that of the calendar here, not that of the machine."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core import numbering


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), "EO2026000007"),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), "EO2027000007"),
        (datetime(2027, 1, 1, 0, 0, tzinfo=UTC), "EO2027000007"),
    ],
)
def test_a_year_begins_at_midnight_here(monkeypatch: pytest.MonkeyPatch, at: datetime, number: str) -> None:
    asked: list[str] = []

    def next_number(series: str, *, gap_free: bool) -> int:
        asked.append(f"{series} {gap_free}")
        return 7

    monkeypatch.setattr(numbering, "next_number", next_number)
    assert numbering.number_of_year("EO", at) == number
    assert asked == [f"{number[:6]} False"]
