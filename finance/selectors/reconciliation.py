"""Sub-ledger = general ledger: the invariants of domain 9.5, each as business figure, ledger figure and difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from finance.models import (
    BankCredit,
    ClaimReserve,
    Payable,
    PaymentOrder,
    PremiumIncome,
    Receipt,
    Receivable,
    VoucherLine,
)
from finance.rules.accounts import Use
from finance.rules.entries import NIL
from finance.rules.lifecycles import payment, premium_income, receipt, receivable
from finance.selectors.scope import within
from organisation.models import BRANCHES, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One comparison. ``unposted`` is the part of the ledger figure whose vouchers are still on their way."""

    code: str
    label: Promise | str
    rule: Promise | str
    use: Use
    business: Decimal
    ledger: Decimal
    unposted: Decimal

    @property
    def difference(self) -> Decimal:
        return self.business - self.ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    code: str
    label: Any
    rule: Any
    use: Use
    side: int  # 1 = debit balance, -1 = credit balance
    business: Callable[[Q], Decimal]


def reconciliation(unit: Unit) -> list[Check]:
    """Every check for a unit and the units below it; two statements for the ledger, one per business figure."""
    scope = within(unit)
    booked, unposted = _balances(unit)
    return [
        Check(
            code=rule.code,
            label=rule.label,
            rule=rule.rule,
            use=rule.use,
            business=rule.business(scope),
            ledger=booked.get(rule.use, NIL) * rule.side,
            unposted=unposted.get(rule.use, NIL) * rule.side,
        )
        for rule in RULES
    ]


def negative_advances(unit: Unit) -> list[tuple[str, int, str, Decimal]]:
    """Documents whose advance premium (2203) is below nil: none, ever."""
    lines = _lines(unit).filter(account__use=Use.PREMIUM_ADVANCE)
    rows = lines.values("document_kind", "document_id", "document_number").annotate(left=Sum(F("credit") - F("debit")))
    return [
        (row["document_kind"], row["document_id"], row["document_number"], row["left"])
        for row in rows.filter(left__lt=0).order_by("document_number")
    ]


def _lines(unit: Unit) -> Any:
    """Lines of business events: what people book by hand has no business figure to agree with."""
    return VoucherLine.objects.filter(within(unit, "voucher__"), voucher__origin="business")


def _balances(unit: Unit) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    rows = (
        _lines(unit)
        .exclude(account__use="")
        .values_list("account__use")
        .annotate(
            total=Sum(F("debit") - F("credit")),
            waiting=Sum(F("debit") - F("credit"), filter=~Q(voucher__state__in=["posted", "reversed"])),
        )
    )
    found = list(rows)
    return {use: total for use, total, _w in found}, {use: waiting or NIL for use, _t, waiting in found}


def _sum(rows: Any, *columns: str) -> Decimal:
    totals = rows.aggregate(**{column: Sum(column) for column in columns})
    return sum((totals[column] or NIL for column in columns), NIL)


def _received(scope: Q) -> Decimal:
    """Confirmed receipts, whether matched from unidentified money or entered, and unidentified money as such."""
    from_desk = _sum(Receipt.objects.filter(scope, state=receipt.CONFIRMED, bank_credit__isnull=True), "amount")
    return from_desk + _sum(BankCredit.objects.filter(scope), "amount")


def _premium_paid(scope: Q) -> Decimal:
    return _sum(Receivable.objects.filter(scope, state=receivable.SETTLED), "premium")


def _recognised(scope: Q, column: str) -> Decimal:
    return _sum(PremiumIncome.objects.filter(scope, state=premium_income.RECOGNISED), column)


def _outstanding(scope: Q) -> tuple[Decimal, Decimal]:
    """Per document: premium that is income and unpaid (1122), and premium paid and not income yet (2203)."""
    paid: dict[tuple[str, int], Decimal] = {}
    for kind, pk, total in (
        Receivable.objects.filter(scope, state=receivable.SETTLED)
        .values_list("document_kind", "document_id")
        .annotate(total=Sum("premium"))
    ):
        paid[kind, pk] = total
    earned: dict[tuple[str, int], Decimal] = {}
    for kind, pk, total in (
        PremiumIncome.objects.filter(scope, state=premium_income.RECOGNISED)
        .values_list("premium_kind", "premium_id")
        .annotate(total=Sum("gross"))
    ):
        earned[kind, pk] = total
    gaps = [earned.get(key, NIL) - paid.get(key, NIL) for key in earned.keys() | paid.keys()]
    return sum((gap for gap in gaps if gap > 0), NIL), sum((-gap for gap in gaps if gap < 0), NIL)


RULES: tuple[_Rule, ...] = (
    _Rule(
        code="premium-income",
        label=_("Premium income"),
        rule=_("net premium of issued policies whose cover has started"),
        use=Use.PREMIUM_INCOME,
        side=-1,
        business=lambda scope: _recognised(scope, "net"),
    ),
    _Rule(
        code="output-tax",
        label=_("Output VAT"),
        rule=_("tax in the premium of these policies"),
        use=Use.OUTPUT_TAX,
        side=-1,
        business=lambda scope: _recognised(scope, "tax"),
    ),
    _Rule(
        code="premium-advance",
        label=_("Premiums received in advance"),
        rule=_("premium received for documents whose cover has not started"),
        use=Use.PREMIUM_ADVANCE,
        side=-1,
        business=lambda scope: _outstanding(scope)[1],
    ),
    _Rule(
        code="premium-receivable",
        label=_("Premiums receivable"),
        rule=_("premium of started cover less receipts, document by document"),
        use=Use.PREMIUM_RECEIVABLE,
        side=1,
        business=lambda scope: _outstanding(scope)[0],
    ),
    _Rule(
        code="vehicle-tax",
        label=_("Vehicle tax collected"),
        rule=_("vehicle tax in confirmed receipts"),
        use=Use.VEHICLE_TAX,
        side=-1,
        business=lambda scope: _sum(Receivable.objects.filter(scope, state=receivable.SETTLED), "vehicle_tax"),
    ),
    _Rule(
        code="bank-income",
        label=_("Income account"),
        rule=_("confirmed receipts and unidentified money"),
        use=Use.BANK_INCOME,
        side=1,
        business=_received,
    ),
    _Rule(
        code="claims-paid",
        label=_("Claims paid"),
        rule=_("indemnity of approved claims"),
        use=Use.CLAIMS_PAID,
        side=1,
        business=lambda scope: _sum(Payable.objects.filter(scope), "indemnity"),
    ),
    _Rule(
        code="claims-payable",
        label=_("Claims payable"),
        rule=_("approved and not yet paid"),
        use=Use.CLAIMS_PAYABLE,
        side=-1,
        business=lambda scope: _sum(Payable.objects.filter(scope, state=payment.OPEN), "amount"),
    ),
    _Rule(
        code="bank-claims",
        label=_("Claims account"),
        rule=_("payments settled by the bank"),
        use=Use.BANK_CLAIMS,
        side=-1,
        business=lambda scope: _sum(PaymentOrder.objects.filter(scope, state=payment.SETTLED), "amount"),
    ),
    _Rule(
        code="case-reserve",
        label=_("Reported claims reserve"),
        rule=_("reserves of the claims"),
        use=Use.CASE_RESERVE,
        side=-1,
        business=lambda scope: _sum(ClaimReserve.objects.filter(scope), "amount"),
    ),
)


def differences_of_branches() -> list[tuple[Unit, Check]]:
    """Every check that does not hold, branch by branch: what the nightly run reports."""
    branches = Unit.objects.filter(kind__in=BRANCHES, active=True).order_by("code")
    return [(unit, check) for unit in branches for check in reconciliation(unit) if check.difference]
