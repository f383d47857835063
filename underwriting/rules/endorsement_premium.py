"""The difference in premium that an endorsement makes (domain 4.4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.explain import Explained, Step
from core.money import to_cents
from underwriting.rules import periods
from underwriting.rules.words import gettext_noop as _


def difference(old_annual: Decimal, new_annual: Decimal, *, start_on: date, end_on: date, from_on: date) -> Explained:
    """``(new − old) × unexpired days ÷ total days``; the endorsement holds from 00:00 of ``from_on``."""
    unexpired = periods.total_days(from_on, end_on)
    total = periods.total_days(start_on, end_on)
    more = new_annual - old_annual
    return Explained(
        (
            Step(rule=_("Annual premium before"), result=to_cents(old_annual)),
            Step(rule=_("Annual premium after"), result=to_cents(new_annual)),
            Step(
                rule=_("Difference for the days left"),
                detail=f"{more:,.2f}",
                factor=f"× {unexpired} / {total}",
                result=to_cents(more * unexpired / total),
            ),
        )
    )


def extension(premium: Decimal, *, original_days: int, extra_days: int) -> Explained:
    """``premium × extra days ÷ original days``."""
    return Explained(
        (
            Step(rule=_("Premium of the period agreed"), detail=str(original_days), result=to_cents(premium)),
            Step(
                rule=_("Premium of the longer period"),
                factor=f"× {extra_days} / {original_days}",
                result=to_cents(premium * extra_days / original_days),
            ),
        )
    )
