"""General ledger, account detail, trial balance, and the way between books and business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, Sum

from finance.models import Account, LedgerBalance, Voucher, VoucherLine
from finance.rules.accounts import Category, Side
from finance.rules.entries import NIL, EventKind
from finance.rules.trial_balance import Movement, TrialBalance, trial_balance
from finance.selectors.scope import within
from organisation.models import Unit

POSTED = ("posted", "reversed")
CEDED = frozenset(
    {
        EventKind.PREMIUM_CEDED,
        EventKind.CEDED_UNEARNED,
        EventKind.CEDING_COMMISSION,
        EventKind.RECOVERY_DUE,
        EventKind.CEDED_RESERVE,
    }
)


def trial_balance_of(unit: Unit, month: date, *, line: str = "", with_unposted: bool = False) -> TrialBalance:
    """The trial balance of a unit with the units below it. Posted figures come from the balances that the posting
    keeps; unposted vouchers are added on request, for a look ahead."""
    movements = _posted(unit, month, line)
    if with_unposted:
        _add_unposted(movements, unit, month, line)
    accounts = Account.objects.in_bulk(movements.keys())
    return trial_balance(
        Movement(
            code=accounts[pk].code,
            name=accounts[pk].label,
            side=Side(accounts[pk].side),
            category=Category(accounts[pk].category),
            before=sums[0],
            debit=sums[1],
            credit=sums[2],
        )
        for pk, sums in movements.items()
    )


def _posted(unit: Unit, month: date, line: str) -> dict[int, list[Decimal]]:
    rows = LedgerBalance.objects.filter(unit_id__in=Unit.objects.below(unit).values("pk"), month__lte=month)
    if line:
        rows = rows.filter(line=line)
    sums = rows.values_list("account_id").annotate(
        before=Sum(F("debit") - F("credit"), filter=Q(month__lt=month)),
        debits=Sum("debit", filter=Q(month=month)),
        credits=Sum("credit", filter=Q(month=month)),
    )
    return {pk: [before or NIL, debit or NIL, credit or NIL] for pk, before, debit, credit in sums}


def _add_unposted(movements: dict[int, list[Decimal]], unit: Unit, month: date, line: str) -> None:
    rows = VoucherLine.objects.filter(within(unit, "voucher__"), voucher__month=month).exclude(
        voucher__state__in=POSTED
    )
    if line:
        rows = rows.filter(line=line)
    for pk, debit, credit in rows.values_list("account_id").annotate(d=Sum("debit"), c=Sum("credit")):
        sums = movements.setdefault(pk, [NIL, NIL, NIL])
        sums[1] += debit
        sums[2] += credit


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedLine:
    """One line as shown beside the business: what, where, how much, in which voucher; ``ceded`` when it is between the
    company and its reinsurers."""

    voucher_id: int
    voucher: str
    state: str
    date: date
    account: str
    summary: str
    debit: Decimal
    credit: Decimal
    ceded: bool = False


def entries_for(kind: str, pk: int) -> list[BookedLine]:
    """Everything the books hold about a document, in the order of booking: the way from business to ledger."""
    lines = VoucherLine.objects.filter(document_kind=kind, document_id=pk).select_related("voucher", "account", "entry")
    return [
        BookedLine(
            voucher_id=line.voucher_id,
            voucher=line.voucher.audit_number(),
            state=line.voucher.state,
            date=line.voucher.date,
            account=str(line.account),
            summary=line.shown_summary(),
            debit=line.debit,
            credit=line.credit,
            ceded=line.entry is not None and line.entry.event in CEDED,
        )
        for line in lines.order_by("id")
    ]


def account_lines(unit: Unit, account_id: int, *, first: date, last: date) -> Any:
    """Posted lines of one account between two months, newest last."""
    return (
        VoucherLine.objects.filter(
            within(unit, "voucher__"),
            account_id=account_id,
            voucher__month__gte=first,
            voucher__month__lte=last,
            voucher__state__in=POSTED,
        )
        .select_related("voucher", "entry")
        .order_by("voucher__date", "id")
    )


def journal_lines(unit: Unit, month: date, line: str = "") -> Any:
    """Every posted line of a month in the order of date and voucher number: the journal (序时账)."""
    lines = VoucherLine.objects.filter(within(unit, "voucher__"), voucher__month=month, voucher__state__in=POSTED)
    return (
        (lines.filter(line=line) if line else lines)
        .select_related("voucher__unit", "entry", "account")
        .order_by("voucher__date", "voucher__code", "position", "id")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidiaryRow:
    """One account in one unit and line: the subsidiary ledger (明细账)."""

    unit: str
    line: str
    before: Decimal
    debit: Decimal
    credit: Decimal

    @property
    def after(self) -> Decimal:
        return self.before + self.debit - self.credit

    @property
    def before_amount(self) -> Decimal:
        return abs(self.before)

    @property
    def after_amount(self) -> Decimal:
        return abs(self.after)


def subsidiary_ledger(unit: Unit, account_id: int, month: date) -> list[SubsidiaryRow]:
    """Opening, movement and closing of an account per unit and line; the rows add up to the account."""
    rows = LedgerBalance.objects.filter(
        unit_id__in=Unit.objects.below(unit).values("pk"), account_id=account_id, month__lte=month
    )
    sums = rows.values_list("unit_id", "line").annotate(
        before=Sum(F("debit") - F("credit"), filter=Q(month__lt=month)),
        debits=Sum("debit", filter=Q(month=month)),
        credits=Sum("credit", filter=Q(month=month)),
    )
    names = dict(Unit.objects.below(unit).values_list("pk", "name"))
    return [
        SubsidiaryRow(unit=names[pk], line=line, before=before or NIL, debit=debit or NIL, credit=credit or NIL)
        for pk, line, before, debit, credit in sums.order_by("unit_id", "line")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherGroup:
    """Lines of a voucher that say the same, added up: the face of a voucher of a thousand receipts."""

    account: str
    line: str
    debit: Decimal
    credit: Decimal
    count: int


def voucher_face(voucher: Voucher) -> list[VoucherGroup]:
    """The voucher as printed: one row per account and side; the single documents stand behind it."""
    rows = (
        voucher.lines.values("account_id", "line", debited=Q(debit__gt=0))
        .annotate(debits=Sum("debit"), credits=Sum("credit"), n=Count("id"))
        .order_by("-debited", "account__code")
    )
    found = list(rows)
    accounts = Account.objects.in_bulk([row["account_id"] for row in found])
    return [
        VoucherGroup(
            account=str(accounts[row["account_id"]]),
            line=row["line"],
            debit=row["debits"],
            credit=row["credits"],
            count=row["n"],
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class LedgerFault:
    """A place where the chain of a unit's vouchers does not hold."""

    unit_id: int
    chain_no: int
    kind: str


_FAULTS = """
WITH chain AS (
    SELECT v.unit_id, v.chain_no, v.previous, finance_voucher_digest(v) = v.digest AS sound,
           lag(v.chain_no, 1, 0::bigint) OVER w AS before, lag(v.digest, 1, ''::bytea) OVER w AS digest_before
      FROM finance_voucher v WHERE v.chain_no IS NOT NULL WINDOW w AS (PARTITION BY v.unit_id ORDER BY v.chain_no)
)
SELECT unit_id, chain_no, 'tampered' FROM chain WHERE NOT sound
UNION ALL SELECT unit_id, before + 1, 'missing' FROM chain WHERE chain_no <> before + 1
UNION ALL SELECT unit_id, chain_no, 're-ordered' FROM chain
           WHERE sound AND chain_no = before + 1 AND previous <> digest_before
UNION ALL SELECT h.unit_id, h.length, 'cut' FROM finance_ledgerhead h
           WHERE NOT EXISTS (SELECT FROM finance_voucher v
                              WHERE v.unit_id = h.unit_id AND v.chain_no = h.length AND v.digest = h.digest)
UNION ALL SELECT unit_id, max(number), 'number gap' FROM finance_voucher WHERE number IS NOT NULL
           GROUP BY unit_id, month, kind HAVING count(*) <> max(number)
ORDER BY 1, 2, 3"""


def ledger_faults() -> list[LedgerFault]:
    """Prove the books: no voucher changed, missing, re-ordered or cut off, no number left out."""
    with connection.cursor() as cursor:
        cursor.execute(_FAULTS)
        return [LedgerFault(*row) for row in cursor.fetchall()]
