"""Periods and what stands against closing them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from finance.models import AccountingPeriod, BankCredit, PaymentOrder, PremiumIncome, UnearnedMeasure, Voucher
from finance.rules.entries import NIL
from finance.rules.lifecycles import payment, receipt, voucher
from finance.rules.lifecycles.period import SHUT
from finance.selectors.bank_reconciliation import last_day
from finance.selectors.reconciliation import reconciliation
from finance.selectors.scope import within

DONE = (voucher.POSTED, voucher.REVERSED)
AT_THE_BANK = (payment.RELEASED, payment.SENT, payment.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Suspense:
    """What is not clear at the end of the month: seen before closing, without standing against it."""

    unidentified: int
    unidentified_amount: Decimal
    payments: int
    payments_amount: Decimal


def unposted_in(period: AccountingPeriod) -> int:
    """Vouchers of the month that are not in the ledger yet, in the unit and the units below it."""
    return Voucher.objects.filter(within(period.unit), month=period.month).exclude(state__in=DONE).count()


def earlier_open(period: AccountingPeriod) -> AccountingPeriod | None:
    """The first earlier month of the unit that is not closed."""
    earlier = AccountingPeriod.objects.filter(unit=period.unit, month__lt=period.month)
    return earlier.exclude(state__in=SHUT).order_by("month").first()


def differences_in(period: AccountingPeriod) -> list[str]:
    """The checks on which business and ledger differ."""
    return [str(check.label) for check in reconciliation(period.unit) if check.difference]


def suspense_in(period: AccountingPeriod) -> Suspense:
    """Unidentified money up to the month, and payments whose answer the bank owes."""
    credits_ = BankCredit.objects.filter(
        within(period.unit), state=receipt.UNIDENTIFIED, received_on__lte=last_day(period.month)
    ).aggregate(n=Count("pk"), total=Sum("amount"))
    orders = PaymentOrder.objects.filter(within(period.unit), state__in=AT_THE_BANK)
    waiting = orders.aggregate(n=Count("pk"), total=Sum("amount"))
    return Suspense(credits_["n"], credits_["total"] or NIL, waiting["n"], waiting["total"] or NIL)


def measured_in(period: AccountingPeriod) -> bool:
    """Unearned premium was measured in the month, or there is none."""
    measured = UnearnedMeasure.objects.filter(
        within(period.unit), as_of__gte=period.month, as_of__lte=last_day(period.month)
    )
    return measured.exists() or not PremiumIncome.objects.filter(within(period.unit), unearned__gt=0).exists()
