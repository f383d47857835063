"""Periods and what stands against closing them."""

from __future__ import annotations

from finance.models import AccountingPeriod, Voucher
from finance.rules.lifecycles import voucher
from finance.selectors.reconciliation import reconciliation
from finance.selectors.scope import within

DONE = (voucher.POSTED, voucher.REVERSED)


def unposted_in(period: AccountingPeriod) -> int:
    """Vouchers of the month that are not in the ledger yet, in the unit and the units below it."""
    return Voucher.objects.filter(within(period.unit), month=period.month).exclude(state__in=DONE).count()


def differences_in(period: AccountingPeriod) -> list[str]:
    """The checks on which business and ledger differ."""
    return [str(check.label) for check in reconciliation(period.unit) if check.difference]
