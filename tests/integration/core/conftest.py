"""What tests of the mechanisms share."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from core import clocks
from core.models import ClockRule


@pytest.fixture
def clock_for_signing(db: None) -> None:
    """Two working hours to sign a paper."""
    effective = DateRange(date(2020, 1, 1), None)
    ClockRule.objects.create(code="sample.sign", label="Sign", amount=2, measure="working_hours", effective=effective)
    clocks.forget()
