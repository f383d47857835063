"""What a vehicle is worth: new price less depreciation per completed month (domain 4.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.explain import Explained, Step
from core.money import to_cents
from underwriting.rules.words import gettext_noop as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Depreciation:
    """Monthly rate of a class and the most that may be written off."""

    monthly_rate: Decimal
    most: Decimal
    version: str = ""


def completed_months(since: date, until: date) -> int:
    """Whole months; less than a month is ignored."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(months - (until.day < since.day), 0)


def actual_value(new_price: Decimal, months: int, depreciation: Depreciation) -> Explained:
    """``new price × (1 − min(cap, months × monthly rate))``; the new price includes purchase tax."""
    share = min(depreciation.most, months * depreciation.monthly_rate)
    return Explained(
        (
            Step(rule=_("New price"), result=new_price),
            Step(
                rule=_("Depreciation"),
                detail=f"{months} × {depreciation.monthly_rate}",
                factor=f"× {1 - share}",
                result=to_cents(new_price * (1 - share)),
                basis=depreciation.version,
            ),
        )
    )
