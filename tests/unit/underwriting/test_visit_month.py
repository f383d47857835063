"""The month of underwriting days that is planned lies ahead (RSK-07)."""

from __future__ import annotations

import pytest
from django.utils.timezone import localdate

from underwriting.forms.risk_visit import MonthForm


@pytest.mark.parametrize(("month", "wrong"), [("1900-01", True), (f"{localdate():%Y-%m}", False)])
def test_a_month_that_is_over_is_refused_at_its_field(month: str, *, wrong: bool) -> None:
    form = MonthForm({"month": month})
    form.is_valid()
    assert ("month" in form.errors) is wrong
