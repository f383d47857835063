"""The reconciliation statement of one account and month, from the bank's lines and the postings of the books."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from core.clocks import local_day
from finance.models import (
    Account,
    AccountingPeriod,
    BankCredit,
    BankMatch,
    BankStatement,
    BusinessEntry,
    LedgerBalance,
    OutstandingNote,
    PaymentOrder,
    Receipt,
    StatementLine,
    VoucherLine,
)
from finance.rules.bank_matching import Adjusted, Item
from finance.rules.entries import NIL
from finance.rules.lifecycles import bank_statement as states
from finance.selectors.ledger import POSTED
from finance.selectors.scope import within
from organisation.models import Unit

BANK_USES = "bank_"
BANK, BOOK = "bank", "book"
REFERENCES: tuple[tuple[Any, str], ...] = (
    (Receipt, "bank_reference"),
    (PaymentOrder, "bank_reference"),
    (BankCredit, "bank_reference"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """Money that only one side knows (未达账项), with its age in days at the end of the month."""

    id: int
    on: date
    text: str
    reference: str
    amount: Decimal  # without sign
    age: int
    voucher_id: int | None = None
    note: OutstandingNote | None = None

    @property
    def key(self) -> str:
        """The item among all of a statement."""
        return f"{BOOK if self.voucher_id else BANK}:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The statement with its four kinds of outstanding items."""

    adjusted: Adjusted
    bank_in: list[Outstanding]
    bank_out: list[Outstanding]
    book_in: list[Outstanding]
    book_out: list[Outstanding]

    def items(self) -> list[Outstanding]:
        return [*self.bank_in, *self.bank_out, *self.book_in, *self.book_out]


def statements(actor: Any) -> QuerySet[BankStatement]:
    return BankStatement.objects.visible_to(actor).select_related("unit", "account", "prepared_by", "reviewed_by")


def bank_accounts(on: date) -> list[Account]:
    """Accounts at banks that take postings; cash and money in transit have no statement."""
    accounts = Account.objects.filter(effective__contains=on, cash=True, postable=True, use__startswith=BANK_USES)
    return list(accounts.order_by("code"))


def last_day(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def open_lines(statement: BankStatement) -> QuerySet[StatementLine]:
    """Bank lines of the account up to the month that no match of this or an earlier month explains."""
    lines = StatementLine.objects.filter(
        statement__unit_id=statement.unit_id,
        statement__account__code=statement.account.code,
        statement__month__lte=statement.month,
    ).exclude(statement__state=states.DISCARDED)
    return lines.filter(Q(match=None) | Q(match__statement__month__gt=statement.month)).order_by("on", "id")


def open_postings(statement: BankStatement) -> QuerySet[VoucherLine]:
    """Posted lines of the account up to the end of the month that no match of this or an earlier month explains."""
    matched = BankMatch.objects.filter(postings__line=OuterRef("pk"), statement__month__lte=statement.month)
    lines = VoucherLine.objects.filter(
        within(statement.unit, "voucher__"),
        account__code=statement.account.code,
        voucher__month__lte=statement.month,
        voucher__state__in=POSTED,
    )
    return lines.filter(~Exists(matched)).select_related("voucher", "entry").order_by("voucher__date", "id")


def free_lines(statement: BankStatement) -> QuerySet[StatementLine]:
    """Open lines that can be matched: what a later month explains is explained."""
    return open_lines(statement).filter(match=None)


def free_postings(statement: BankStatement) -> QuerySet[VoucherLine]:
    """Open postings that can be matched."""
    return open_postings(statement).filter(bank_match=None)


def book_balance(statement: BankStatement) -> Decimal:
    """What the posted books say at the end of the month."""
    rows = LedgerBalance.objects.filter(
        unit_id__in=Unit.objects.below(statement.unit).values("pk"),
        account__code=statement.account.code,
        month__lte=statement.month,
    )
    return rows.aggregate(total=Sum(F("debit") - F("credit")))["total"] or NIL


def bank_items(lines: list[StatementLine]) -> list[Item]:
    return [Item(line.pk, line.on, line.paid_in - line.paid_out, line.reference) for line in lines]


def book_items(lines: list[VoucherLine]) -> list[Item]:
    """Postings with the reference under which the bank knows them."""
    references = references_of(lines)
    return [Item(x.pk, x.voucher.date, x.debit - x.credit, references.get(x.pk, "")) for x in lines]


def references_of(lines: list[VoucherLine]) -> dict[int, str]:
    """Bank references of receipts, payments and unidentified money behind postings."""
    entries = {line.pk: line.entry for line in lines if line.entry is not None}
    found: dict[tuple[str, int], str] = {}
    for model, column in REFERENCES:
        kind = model.lifecycle.kind
        wanted = {entry.source_id for entry in entries.values() if entry.source_kind == kind}
        if wanted:
            rows = model.objects.filter(pk__in=wanted).values_list("pk", column)
            found |= {(kind, pk): reference for pk, reference in rows}
    return {pk: found.get(_source(entry), "") for pk, entry in entries.items()}


def _source(entry: BusinessEntry) -> tuple[str, int]:
    return entry.source_kind, entry.source_id


def sheet_of(statement: BankStatement) -> Sheet:
    """The statement as it stands now."""
    end = min(last_day(statement.month), local_day(statement.created_at))
    lines, postings = list(open_lines(statement)), list(open_postings(statement))
    references = references_of(postings)
    notes = _notes(statement, lines, postings)
    bank = [(line.paid_in, _noted(_of_bank(line, end), notes)) for line in lines]
    book = [(line.debit, _noted(_of_books(line, end, references.get(line.pk, "")), notes)) for line in postings]
    bank_in, bank_out = [i for came, i in bank if came], [i for came, i in bank if not came]
    book_in, book_out = [i for came, i in book if came], [i for came, i in book if not came]
    adjusted = Adjusted(
        bank=statement.closing,
        book=book_balance(statement),
        bank_in_not_book=_sum(bank_in),
        bank_out_not_book=_sum(bank_out),
        book_in_not_bank=_sum(book_in),
        book_out_not_bank=_sum(book_out),
    )
    return Sheet(adjusted=adjusted, bank_in=bank_in, bank_out=bank_out, book_in=book_in, book_out=book_out)


def _notes(
    statement: BankStatement, lines: Iterable[StatementLine], postings: Iterable[VoucherLine]
) -> dict[str, OutstandingNote]:
    """The last explanation of each item, given for this month or an earlier one."""
    chosen = Q(line__in=[line.pk for line in lines]) | Q(posting__in=[line.pk for line in postings])
    notes = OutstandingNote.objects.filter(chosen, statement__month__lte=statement.month).select_related("made_by")
    return {f"{BANK}:{n.line_id}" if n.line_id else f"{BOOK}:{n.posting_id}": n for n in notes.order_by("pk")}


def _noted(item: Outstanding, notes: dict[str, OutstandingNote]) -> Outstanding:
    return replace(item, note=notes.get(item.key))


def unexplained(statement: BankStatement, sheet: Sheet, *, explain: int, report: int) -> list[Outstanding]:
    """Items that are open too long without a word: after the first limit one explanation is enough, after the second
    it is given anew every month until the item is cleared."""
    return [
        item
        for item in sheet.items()
        if item.age > explain and (item.note is None or (item.age > report and item.note.statement_id != statement.pk))
    ]


def _of_bank(line: StatementLine, end: date) -> Outstanding:
    return Outstanding(
        id=line.pk,
        on=line.on,
        text=" ".join(part for part in (line.counterparty, line.summary) if part),
        reference=line.reference,
        amount=line.paid_in or line.paid_out,
        age=(end - line.on).days,
    )


def _of_books(line: VoucherLine, end: date, reference: str) -> Outstanding:
    return Outstanding(
        id=line.pk,
        on=line.voucher.date,
        text=" ".join(part for part in (line.counterparty_name, line.document_number or line.summary) if part),
        reference=reference,
        amount=line.debit or line.credit,
        age=(end - line.voucher.date).days,
        voucher_id=line.voucher_id,
    )


def _sum(items: list[Outstanding]) -> Decimal:
    return sum((item.amount for item in items), NIL)


def matches_of(statement: BankStatement) -> list[BankMatch]:
    """What was matched on this statement, the newest first."""
    rows = statement.matches.select_related("made_by").prefetch_related("bank_lines", "postings__line__voucher")
    return list(rows.order_by("-id"))


def unreconciled_in(period: AccountingPeriod) -> list[str]:
    """Bank accounts that moved in the month and have no reviewed reconciliation."""
    below = Unit.objects.below(period.unit).values("pk")
    rows = LedgerBalance.objects.filter(
        unit_id__in=below, month=period.month, account__cash=True, account__use__startswith=BANK_USES
    )
    moved = rows.values_list("account__code", flat=True).distinct()
    done = reviewed_in(period).values_list("account__code", flat=True)
    return sorted(set(moved) - set(done))


def reviewed_in(period: AccountingPeriod) -> QuerySet[BankStatement]:
    return BankStatement.objects.filter(
        unit_id=period.unit_id, month=period.month, state__in=[states.REVIEWED, states.CLOSED]
    ).select_related("account")


def may_see_statement(actor: Any, pk: int) -> bool:
    """Who sees the reconciliation may open the bank's file."""
    return actor.refusal_for("finance.view_bank") is None and statements(actor).filter(pk=pk).exists()
