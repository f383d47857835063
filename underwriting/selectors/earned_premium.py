"""Premium that has been earned by a day: the part of the period that has run (9.13: losses stand against it)."""

from __future__ import annotations

from datetime import date

from django.db.models import DecimalField, Sum
from django.db.models.expressions import RawSQL

_EARNED = """
    underwriting_policy.premium
    * GREATEST(LEAST(underwriting_policy.end_on, %s) - underwriting_policy.start_on + 1, 0)
    / (underwriting_policy.end_on - underwriting_policy.start_on + 1)
"""


def earned_until(on: date) -> Sum:
    """The sum over policies, until 24:00 of a day."""
    amount: DecimalField[object, object] = DecimalField(max_digits=18, decimal_places=2)
    return Sum(RawSQL(_EARNED, (on,), output_field=amount))  # noqa: S611 - fixed text, the day is a parameter
