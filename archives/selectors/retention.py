"""How long something must be kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from archives.models import RetentionRule


def retain_until(categories: Iterable[str], *, end: date, on: date) -> date:
    """The last day of the longest period that applies, counted from ``end`` (contract over, case closed).

    ``categories`` name the statutory periods: business_short, business_long, customer_identity, voucher, …
    """
    rules = RetentionRule.objects.filter(category__in=list(categories), valid_from__lte=on)
    years = {rule.category: rule.years for rule in rules.order_by("valid_from")}
    if not years:
        raise LookupError(f"no retention rule for {sorted(categories)} on {on}")
    return _later(end, max(years.values()))


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
