"""Which account serves a use on a day."""

from __future__ import annotations

from datetime import date

from django.core.cache import cache

from finance.models import Account
from finance.rules.accounts import Use

_KEY, _SECONDS = "finance.chart.uses", 300
Version = tuple[str, int, date | None, date | None]


def account_for(use: Use, on: date) -> int:
    """The account that serves ``use`` on ``on``. Raises ``LookupError`` when the chart has none."""
    for served, pk, lower, upper in _versions():
        if served == use.value and (lower is None or lower <= on) and (upper is None or on < upper):
            return pk
    raise LookupError(f"no account serves {use} on {on}")


def accounts_on(on: date) -> list[Account]:
    """The chart of the day in the order of the codes."""
    return list(Account.objects.filter(effective__contains=on).order_by("code"))


def _versions() -> list[Version]:
    known: list[Version] | None = cache.get(_KEY)
    if known is None:
        rows = Account.objects.exclude(use="").order_by("code")
        known = [(row.use, row.pk, row.effective.lower, row.effective.upper) for row in rows]
        cache.set(_KEY, known, _SECONDS)
    return known
