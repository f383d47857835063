"""Bank statements: imported whole or not at all, matched by stated rules or by hand with a reason, reviewed by another
person, closed with the month (domain 9.7, B-08, ORG-21)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core import locks
from core.files import SHEET, attach, store
from core.numbering import reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible, RuleRefusal, SegregationConflict
from finance.models import (
    Account,
    AccountingPeriod,
    BankMatch,
    BankStatement,
    MatchedPosting,
    OutstandingNote,
    StatementLine,
)
from finance.rules.bank_matching import MatchRule, Pair, match
from finance.rules.entries import NIL
from finance.rules.lifecycles import bank_statement as lifecycle
from finance.rules.statement_table import RowFault, StatementRow, read_rows
from finance.selectors import bank_reconciliation as selectors
from finance.services.booking import day_of
from finance.services.statement_file import read_statement
from organisation.models import Staff, Unit
from organisation.public import parameter, system_actor

AGE_LIMITS = ("finance.outstanding_explain_days", "finance.outstanding_report_days")


class StatementFaulty(RuleRefusal):
    """Rows of the statement cannot be taken, or its balances do not follow from its lines."""

    code = "statement_faulty"


class StatementKnown(RuleRefusal):
    """This statement was imported before."""

    code = "statement_known"


class NotEqual(RuleRefusal):
    """Both sides of a match are different amounts."""

    code = "not_equal"


class Unexplained(RuleRefusal):
    """Items that are open for long have no explanation."""

    code = "unexplained"


class Unbalanced(RuleRefusal):
    """The adjusted balances differ (BR-2)."""

    code = "unbalanced"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementHead:
    """Which account and month a statement is of, and its two balances."""

    unit_id: int
    account_id: int
    month: date
    opening: Decimal
    closing: Decimal


@creation(BankStatement, lifecycle.IMPORT)
def import_statement(command: Command, /, *, head: StatementHead, content: bytes, name: str) -> BankStatement:
    """Take all lines or none. The same file, or another one of the same month, is refused."""
    statement = _new(command, head, hashlib.sha256(content).hexdigest())
    rows, faults = read_rows(read_statement(content), statement.month)
    _refuse_faults(faults)
    _refuse_gap(statement, rows)
    file = store(content, purpose=SHEET, name=name, actor=command.actor)
    statement.file = attach(file, subject_kind=lifecycle.LIFECYCLE.kind, subject_id=statement.pk)
    # The lines point to a row that the engine saves after this; the foreign key is checked at commit.
    StatementLine.objects.bulk_create((_line(statement, row) for row in rows), batch_size=1000)
    return statement


def _new(command: Command, head: StatementHead, digest: str) -> BankStatement:
    statement = BankStatement(
        pk=reserved_id(BankStatement),
        account=Account.objects.get(pk=head.account_id),
        month=head.month.replace(day=1),
        opening=head.opening,
        closing=head.closing,
        digest=digest,
        prepared_by=person_of(command),
    )
    statement.set_unit(Unit.objects.get(pk=head.unit_id))
    known = BankStatement.objects.exclude(state=lifecycle.DISCARDED).filter(account=statement.account)
    if known.filter(digest=digest).exists():
        raise StatementKnown(_("This file was imported before."), field="file")
    if known.filter(unit_id=head.unit_id, month=statement.month).exists():
        raise StatementKnown(
            _("The statement of %(month)s is there already. Discard it first.") % {"month": f"{statement.month:%Y-%m}"},
            field="month",
        )
    return statement


def _hold_account(statement: BankStatement) -> None:
    """Statements of different months match the same lines and postings: one after the other."""
    locks.hold(f"finance.bank_match:{statement.unit_id}:{statement.account.code}")


def person_of(command: Command) -> Staff:
    """Reconciliations are the work of people."""
    return Staff.objects.get(pk=command.actor.staff_id or 0)


def _refuse_faults(faults: Sequence[RowFault]) -> None:
    if faults:
        listed = [{"row": fault.place, "message": _(fault.message), "value": fault.value} for fault in faults]
        raise StatementFaulty(
            _("%(count)s rows cannot be taken. Nothing was imported.") % {"count": len(faults)},
            details={"errors": listed},
            field="file",
        )


def _refuse_gap(statement: BankStatement, rows: Sequence[StatementRow]) -> None:
    """Opening + in − out = closing; and the balances follow from and lead to those of the months known."""
    moved = sum((row.paid_in - row.paid_out for row in rows), NIL)
    if statement.opening + moved != statement.closing:
        raise StatementFaulty(
            _("Opening balance and lines make %(made)s, not %(closing)s.")
            % {"made": statement.opening + moved, "closing": statement.closing},
            field="closing",
        )
    others = BankStatement.objects.filter(unit_id=statement.unit_id, account__code=statement.account.code)
    others = others.exclude(state=lifecycle.DISCARDED).order_by("month")
    last, following = (
        others.filter(month__lt=statement.month).last(),
        others.filter(month__gt=statement.month).first(),
    )
    if last is not None and last.closing != statement.opening:
        raise StatementFaulty(
            _("The statement of %(month)s closed with %(closing)s.")
            % {"month": f"{last.month:%Y-%m}", "closing": last.closing},
            field="opening",
        )
    if following is not None and following.opening != statement.closing:
        raise StatementFaulty(
            _("The statement of %(month)s opens with %(opening)s.")
            % {"month": f"{following.month:%Y-%m}", "opening": following.opening},
            field="closing",
        )


def _line(statement: BankStatement, row: StatementRow) -> StatementLine:
    return StatementLine(
        statement=statement,
        place=row.place,
        on=row.on,
        reference=row.reference,
        counterparty=row.counterparty,
        summary=row.summary,
        paid_in=row.paid_in,
        paid_out=row.paid_out,
    )


@transition(BankStatement, lifecycle.AUTO_MATCH)
def match_automatically(statement: BankStatement, command: Command, /) -> None:
    """Pair what is certain; the rule stands beside every pair."""
    days = int(parameter("finance.bank_match_days", unit=statement.unit, on=day_of(command)))
    _hold_account(statement)
    lines, postings = list(selectors.free_lines(statement)), list(selectors.free_postings(statement))
    pairs = match(selectors.bank_items(lines), selectors.book_items(postings), days=days)
    if not pairs:
        raise NotPossible(_("No further pair is certain. Match the rest by hand."))
    _keep(statement, command, pairs)


@transition(BankStatement, lifecycle.MATCH)
def match_by_hand(
    statement: BankStatement, command: Command, /, *, bank_ids: tuple[int, ...], book_ids: tuple[int, ...]
) -> None:
    """Lines and postings that a person says are the same money, with the reason; the amounts must agree."""
    _hold_account(statement)
    lines = list(selectors.free_lines(statement).filter(pk__in=bank_ids))
    postings = list(selectors.free_postings(statement).filter(pk__in=book_ids))
    if len(lines) != len(set(bank_ids)) or len(postings) != len(set(book_ids)) or not (lines or postings):
        raise NotPossible(_("Choose lines of the bank and of the books that are matched in no month."))
    bank = sum((line.paid_in - line.paid_out for line in lines), NIL)
    book = sum((line.debit - line.credit for line in postings), NIL)
    if bank != book:
        raise NotEqual(
            _("The bank says %(bank)s and the books say %(book)s.") % {"bank": bank, "book": book},
            details={"value": str(bank), "limit": str(book)},
        )
    pair = Pair(tuple(line.pk for line in lines), tuple(line.pk for line in postings), MatchRule.MANUAL)
    _keep(statement, command, [pair])


@transition(BankStatement, lifecycle.UNMATCH)
def undo_match(statement: BankStatement, command: Command, /, *, match_id: int) -> None:
    """A pair was wrong; both sides are open again."""
    found = statement.matches.filter(pk=match_id).first()
    if found is None:
        raise NotPossible(_("This match is not there any more."))
    _forget([found.pk])


@transition(BankStatement, lifecycle.EXPLAIN)
def explain_items(statement: BankStatement, command: Command, /, *, items: tuple[str, ...]) -> None:
    """Why items are still open (9.7); the reason of the command is the explanation."""
    known = {item.key: item for item in selectors.sheet_of(statement).items()}
    chosen = sorted(set(items))
    if not chosen or any(key not in known for key in chosen):
        raise NotPossible(_("Choose items that are outstanding."))
    person = person_of(command)
    OutstandingNote.objects.bulk_create(
        OutstandingNote(
            statement=statement,
            line_id=None if known[key].voucher_id else known[key].id,
            posting_id=known[key].id if known[key].voucher_id else None,
            text=command.reason[:200],
            made_by=person,
            made_at=command.at,
        )
        for key in chosen
    )


@transition(BankStatement, lifecycle.SUBMIT)
def submit_reconciliation(statement: BankStatement, command: Command, /) -> None:
    """Only a statement whose adjusted balances agree goes to review (BR-2), old items with their explanation."""
    sheet = selectors.sheet_of(statement)
    _refuse_unexplained(statement, sheet, command)
    adjusted = sheet.adjusted
    if not adjusted.balanced:
        raise Unbalanced(
            _("The adjusted balances differ by %(difference)s.") % {"difference": adjusted.difference},
            details={"value": str(adjusted.adjusted_bank), "limit": str(adjusted.adjusted_book)},
        )
    statement.book_balance = adjusted.book


def _refuse_unexplained(statement: BankStatement, sheet: selectors.Sheet, command: Command) -> None:
    explain, report = (int(parameter(name, unit=statement.unit, on=day_of(command))) for name in AGE_LIMITS)
    silent = selectors.unexplained(statement, sheet, explain=explain, report=report)
    if silent:
        raise Unexplained(
            _("%(count)s outstanding items older than %(days)s days have no explanation for this month.")
            % {"count": len(silent), "days": explain},
            details={"value": [item.key for item in silent], "limit": explain},
        )


@transition(BankStatement, lifecycle.REVIEW)
def review_reconciliation(statement: BankStatement, command: Command, /) -> None:
    """The bookkeeper reviews what somebody else prepared; what was posted meanwhile must not have changed it."""
    if statement.prepared_by_id == command.actor.staff_id:
        raise SegregationConflict(_("You prepared this reconciliation; somebody else reviews it."))
    adjusted = selectors.sheet_of(statement).adjusted
    if not adjusted.balanced:
        raise Unbalanced(
            _("The adjusted balances differ by %(difference)s.") % {"difference": adjusted.difference},
        )
    statement.book_balance = adjusted.book
    statement.reviewed_by_id = command.actor.staff_id


@transition(BankStatement, lifecycle.RETURN)
def return_reconciliation(statement: BankStatement, command: Command, /) -> None:
    """Back to the one who prepared it."""
    statement.reviewed_by_id = statement.book_balance = None


@transition(BankStatement, lifecycle.DISCARD)
def discard_statement(statement: BankStatement, command: Command, /) -> None:
    """The wrong file was imported; its matches are undone."""
    if StatementLine.objects.filter(statement=statement, match__statement__month__gt=statement.month).exists():
        raise NotPossible(_("Lines of this statement are matched in a later month."))
    _forget(list(statement.matches.values_list("pk", flat=True)))


@transition(BankStatement, lifecycle.CLOSE)
def close_reconciliation(statement: BankStatement, command: Command, /) -> None:
    """The month is closed."""


def close_reconciliations(period: AccountingPeriod, command: Command) -> None:
    """With the month its reviewed reconciliations are closed."""
    ledger = system_actor("ledger", unit_id=period.unit_id)
    for statement in selectors.reviewed_in(period).filter(state=lifecycle.REVIEWED).order_by("pk"):
        close_reconciliation(statement.pk, command.acting_as(ledger, f"close-reconciliation:{statement.pk}"))


def _keep(statement: BankStatement, command: Command, pairs: Sequence[Pair]) -> None:
    person = person_of(command)
    matches = BankMatch.objects.bulk_create(
        BankMatch(
            statement=statement,
            rule=pair.rule.value,
            reason=command.reason[:200] if pair.rule is MatchRule.MANUAL else "",
            made_by=person,
            made_at=command.at,
        )
        for pair in pairs
    )
    MatchedPosting.objects.bulk_create(
        MatchedPosting(match=made, line_id=pk) for made, pair in zip(matches, pairs, strict=True) for pk in pair.book
    )
    by_line = {pk: made for made, pair in zip(matches, pairs, strict=True) for pk in pair.bank}
    lines = list(StatementLine.objects.filter(pk__in=by_line))
    for line in lines:
        line.match = by_line[line.pk]
    StatementLine.objects.bulk_update(lines, ["match"], batch_size=1000)


def _forget(match_ids: Sequence[int]) -> None:
    StatementLine.objects.filter(match_id__in=match_ids).update(match=None)
    MatchedPosting.objects.filter(match_id__in=match_ids).delete()
    BankMatch.objects.filter(pk__in=match_ids).delete()
