"""What the pages of the finance centre show, always from the actor's scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from finance.models import (
    Account,
    AccountingPeriod,
    BankCredit,
    BusinessEntry,
    ClaimReserve,
    LedgerBalance,
    Payable,
    PaymentOrder,
    PremiumIncome,
    Receipt,
    Receivable,
    RedInvoice,
    Voucher,
    VoucherLine,
)
from finance.rules.lifecycles import receivable
from organisation.models import Unit

PEOPLE_OF_ORDER = ("verifier", "maker", "checker", "second_checker", "releaser", "corrector")
PEOPLE_OF_VOUCHER = ("maker", "checker", "cashier", "poster")


def premium_due_items(actor: Any) -> QuerySet[Receivable]:
    """With the policy that was issued of the document: an addition is known to the customer by its number."""
    policy = PremiumIncome.objects.filter(premium_kind=OuterRef("document_kind"), premium_id=OuterRef("document_id"))
    number = Subquery(policy.values("document_number")[:1])
    return Receivable.objects.visible_to(actor).select_related("unit").annotate(policy_number=number)


def receipts(actor: Any) -> QuerySet[Receipt]:
    return Receipt.objects.visible_to(actor).select_related("unit", "entered_by")


def bank_credits(actor: Any) -> QuerySet[BankCredit]:
    return BankCredit.objects.visible_to(actor).select_related("unit", "receipt")


def payables(actor: Any) -> QuerySet[Payable]:
    return Payable.objects.visible_to(actor).select_related("unit")


def payment_orders(actor: Any) -> QuerySet[PaymentOrder]:
    return PaymentOrder.objects.visible_to(actor).select_related("unit", "payable", "replaces", *PEOPLE_OF_ORDER)


def vouchers(actor: Any) -> QuerySet[Voucher]:
    """With ``line_total``, what their lines add up to so far: drafts have no total of their own yet."""
    lines = VoucherLine.objects.filter(voucher=OuterRef("pk")).order_by().values("voucher")
    found = Voucher.objects.visible_to(actor).select_related("unit", "reverses", *PEOPLE_OF_VOUCHER)
    return found.annotate(line_total=Subquery(lines.values(sum=Sum("debit"))))


def periods(actor: Any) -> QuerySet[AccountingPeriod]:
    return AccountingPeriod.objects.visible_to(actor).select_related("unit", "held_by", "closed_by")


def one_of(rows: QuerySet[Any], pk: int) -> Any:
    """The row with the key, or not found: out of scope reads the same."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def due_together(actor: Any, ids: Sequence[int]) -> list[Receivable]:
    """The chosen items that are still due."""
    return list(premium_due_items(actor).filter(pk__in=ids, state=receivable.DUE).order_by("pk"))


def also_due(actor: Any, items: Sequence[Receivable], *, most: int = 10) -> list[Receivable]:
    """What else the same policyholder owes in the same unit; who is not registered is known by the name alone."""
    first = items[0]
    others = premium_due_items(actor).filter(payer_id=first.payer_id, unit_id=first.unit_id, state=receivable.DUE)
    if not first.payer_id:
        others = others.filter(payer_name=first.payer_name)
    return list(others.exclude(pk__in=[item.pk for item in items]).order_by("due_on", "pk")[:most])


def due_up_to(actor: Any, credit: BankCredit, *, most: int = 30) -> list[Receivable]:
    """Premium that unidentified money may be meant for; the same amount comes first."""
    due = premium_due_items(actor).filter(state=receivable.DUE, unit_id=credit.unit_id, amount__lte=credit.amount)
    return list(due.order_by("-amount", "due_on")[:most])


def entries_from(source_kind: str, source_id: int) -> list[BusinessEntry]:
    """How a row of finance is booked."""
    entries = BusinessEntry.objects.filter(source_kind=source_kind, source_id=source_id)
    return list(entries.select_related("voucher").prefetch_related("lines__account").order_by("id"))


def reversal_of(voucher: Voucher) -> Voucher | None:
    return Voucher.objects.filter(reverses=voucher).first()


def total_of(voucher: Any) -> Decimal | None:
    """The total of a voucher, or of the lines of a draft."""
    total: Decimal | None = voucher.total if voucher.total is not None else voucher.line_total
    return total


def replacement_of(order: PaymentOrder) -> PaymentOrder | None:
    return PaymentOrder.objects.filter(replaces=order).first()


def account_of(pk: int) -> Account:
    found = Account.objects.filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def account_ids(on: date) -> dict[str, int]:
    """Accounts of the day by code."""
    return dict(Account.objects.filter(effective__contains=on).values_list("code", "pk"))


def opening_balance(unit: Unit, account_id: int, month: date, line: str) -> Decimal:
    """Debit less credit that was posted before the month."""
    rows = LedgerBalance.objects.filter(
        unit_id__in=Unit.objects.below(unit).values("pk"), account_id=account_id, month__lt=month
    )
    sums = (rows.filter(line=line) if line else rows).aggregate(debit=Sum("debit"), credit=Sum("credit"))
    return Decimal((sums["debit"] or 0) - (sums["credit"] or 0))


def incomes(actor: Any) -> QuerySet[PremiumIncome]:
    return PremiumIncome.objects.visible_to(actor).select_related("unit")


def red_invoices(actor: Any) -> QuerySet[RedInvoice]:
    return RedInvoice.objects.visible_to(actor).select_related("unit")


def premium_of(income: PremiumIncome) -> list[Receivable]:
    """What was and is due on a policy, its endorsements included."""
    own = Q(document_kind=income.premium_kind, document_id=income.premium_id, income=None)
    return list(Receivable.objects.filter(own | Q(income=income)).order_by("pk"))


def payables_of_income(income: PremiumIncome) -> list[Payable]:
    """What went back or to agents on a policy."""
    return list(Payable.objects.filter(income=income).order_by("pk"))


def reserve_of(actor: Any, claim_number: str) -> ClaimReserve | None:
    """The reserve of a claim by its number, in scope."""
    return ClaimReserve.objects.visible_to(actor).filter(claim_number=claim_number.strip()).order_by("pk").first()


def due_named(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Premium due by the business document, the policyholder, the policy that was issued of it, or the endorsement
    that asks for more."""
    policy = PremiumIncome.objects.filter(premium_kind=OuterRef("document_kind"), premium_id=OuterRef("document_id"))
    asked = Q(reference__startswith=text.strip().upper()) & ~Q(reference="")
    issued = Exists(policy.filter(document_number__istartswith=text))
    return rows.filter(Q(document_number__istartswith=text) | Q(payer_name__startswith=text) | issued | asked)
