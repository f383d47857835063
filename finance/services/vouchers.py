"""制单 → 复核 → 出纳签字 → 记账, and reversal: each step another person (domain 9.1, 3.3 #15–17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import jobs
from core.money import whole_cents
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible, RuleRefusal, SegregationConflict
from finance.models import Account, AccountingPeriod, Origin, Voucher, VoucherLine
from finance.rules.entries import EVENT_LABELS, EventKind, VoucherKind
from finance.rules.lifecycles import period as periods
from finance.rules.lifecycles import voucher as lifecycle
from finance.services.booking import day_of, in_language_of_the_books
from organisation.models import Unit

STEPS = {
    "maker_id": gettext_lazy("prepared"),
    "checker_id": gettext_lazy("reviewed"),
    "cashier_id": gettext_lazy("signed"),
    "poster_id": gettext_lazy("posted"),
}


class PeriodClosed(RuleRefusal):
    """The month does not take vouchers."""

    code = "period_closed"


class DoesNotBalance(RuleRefusal):
    """Debits and credits differ."""

    code = "does_not_balance"


class AttachmentsMissing(RuleRefusal):
    """A manual voucher rests on original documents."""

    code = "attachments_missing"


class AccountUnusable(RuleRefusal):
    """The account takes no postings on the day."""

    code = "account_unusable"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineData:
    """One line of a manual voucher."""

    account_id: int
    summary: str
    debit: Decimal = Decimal("0.00")
    credit: Decimal = Decimal("0.00")
    line: str = ""
    cash_flow: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherData:
    """A manual voucher as entered."""

    unit_id: int
    date: date
    summary: str
    attachments: int
    lines: tuple[LineData, ...]


def prepare_manual_voucher(command: Command, *, data: VoucherData) -> Voucher:
    """A voucher by hand, for what no business event covers (expenses, allocations)."""
    voucher = open_manual_voucher(command, data=data)
    return edit_voucher(voucher.pk, command.then("lines"), data=data)


@creation(Voucher, lifecycle.PREPARE)
def open_manual_voucher(command: Command, /, *, data: VoucherData) -> Voucher:
    """The head of a manual voucher, once its lines are known to be right."""
    unit = Unit.objects.get(pk=data.unit_id)
    accounts = _usable_accounts(data)
    _refuse_imbalance(data.lines)
    voucher = Voucher(
        unit_code=unit.code,
        kind=_kind(data.lines, accounts),
        origin=Origin.MANUAL,
        event=EventKind.MANUAL,
        date=data.date,
        month=data.date.replace(day=1),
        summary=data.summary.strip(),
        attachments=data.attachments,
    )
    voucher.set_unit(unit)
    return voucher


@transition(Voucher, lifecycle.EDIT)
def edit_voucher(voucher: Voucher, command: Command, /, *, data: VoucherData) -> None:
    """Write the lines of a manual draft anew. Vouchers of business events are corrected in the business."""
    if voucher.origin != Origin.MANUAL:
        raise NotPossible(_("Amounts of business events are corrected in the business, not in the voucher."))
    accounts = _usable_accounts(data)
    _refuse_imbalance(data.lines)
    if _kind(data.lines, accounts) != voucher.kind:
        raise NotPossible(_("The corrected lines make a voucher of another kind. Prepare a new voucher."))
    voucher.date, voucher.month = data.date, data.date.replace(day=1)
    voucher.summary, voucher.attachments = data.summary.strip(), data.attachments
    voucher.lines.all().delete()
    VoucherLine.objects.bulk_create(_lines(voucher, data.lines))


@transition(Voucher, lifecycle.SUBMIT)
def submit_voucher(voucher: Voucher, command: Command, /) -> None:
    """The accountant takes responsibility for the voucher and hands it to the reviewer."""
    _refuse_closed_period(voucher, frozenset({periods.OPEN}))
    if voucher.origin == Origin.MANUAL and not voucher.attachments:
        raise AttachmentsMissing(_("A manual voucher needs at least one original document."), field="attachments")
    voucher.maker_id = command.actor.staff_id
    voucher.checker_id = voucher.cashier_id = voucher.poster_id = None
    totals = _totals(voucher)
    voucher.total, voucher.cash = totals.debit, totals.cash


@transition(Voucher, lifecycle.CHECK)
def check_voucher(voucher: Voucher, command: Command, /) -> str | None:
    """The reviewer confirms that documents, accounts and amounts are right."""
    _refuse_earlier_hand(voucher, command)
    voucher.checker_id = command.actor.staff_id
    return lifecycle.TO_SIGN if voucher.cash else None


@transition(Voucher, lifecycle.RETURN)
def return_voucher(voucher: Voucher, command: Command, /) -> None:
    """Back to the accountant, with the reason; later signatures fall away."""
    voucher.checker_id = voucher.cashier_id = None


@transition(Voucher, lifecycle.SIGN)
def sign_voucher(voucher: Voucher, command: Command, /) -> None:
    """The cashier confirms that the money moved as the voucher says."""
    _refuse_earlier_hand(voucher, command)
    voucher.cashier_id = command.actor.staff_id


@transition(Voucher, lifecycle.POST)
def post_voucher(voucher: Voucher, command: Command, /) -> None:
    """Into the ledger: the database gives number and chain, and nothing changes any more."""
    _refuse_earlier_hand(voucher, command)
    _refuse_closed_period(voucher, frozenset({periods.OPEN, periods.HOLD}))
    voucher.poster_id = command.actor.staff_id
    if voucher.reverses_id is not None:
        jobs.enqueue("finance.mark_reversed", key=str(voucher.pk), payload={"reversal": voucher.pk})


@transition(Voucher, lifecycle.REVERSE)
def reverse_voucher(voucher: Voucher, command: Command, /) -> None:
    """Prepare the red voucher: the same lines on the other side, today (the only correction of a posted voucher)."""
    if Voucher.objects.filter(reverses=voucher).exists():
        raise NotPossible(_("This voucher is already reversed or its reversal is under way."))
    red = prepare_reversal(command.then("reversal"), voucher_id=voucher.pk, reason=command.reason)
    VoucherLine.objects.bulk_create(_mirrored(line, red) for line in voucher.lines.order_by("id"))


@creation(Voucher, lifecycle.PREPARE)
def prepare_reversal(command: Command, /, *, voucher_id: int, reason: str) -> Voucher:
    """The red voucher of a posted one."""
    original = Voucher.objects.get(pk=voucher_id)
    on = day_of(command)
    voucher = Voucher(
        unit_code=original.unit_code,
        kind=original.kind,
        origin=Origin.REVERSAL,
        event=EventKind.REVERSAL,
        line=original.line,
        date=on,
        month=on.replace(day=1),
        summary=f"{in_language_of_the_books(EVENT_LABELS[EventKind.REVERSAL])} {original.code} {reason}"[:200],
        reverses=original,
    )
    voucher.set_unit(original.unit)
    return voucher


@transition(Voucher, lifecycle.MARK_REVERSED)
def mark_reversed(voucher: Voucher, command: Command, /) -> None:
    """The reversal is posted; the original says so."""


@dataclass(frozen=True, slots=True)
class _Totals:
    debit: Decimal
    cash: bool


def _totals(voucher: Voucher) -> _Totals:
    sums = voucher.lines.aggregate(debit=Sum("debit"), credit=Sum("credit"))
    if not sums["debit"] or sums["debit"] != sums["credit"]:
        raise DoesNotBalance(
            _("Debit %(debit)s and credit %(credit)s differ.")
            % {"debit": sums["debit"] or 0, "credit": sums["credit"] or 0}
        )
    return _Totals(sums["debit"], voucher.lines.filter(account__cash=True).exists())


def _refuse_earlier_hand(voucher: Voucher, command: Command) -> None:
    """Nobody does two steps of one voucher."""
    for column, done in STEPS.items():
        if getattr(voucher, column) is not None and getattr(voucher, column) == command.actor.staff_id:
            raise SegregationConflict(
                _("You %(done)s this voucher; the next step is another person's.") % {"done": done},
                details={"rule": column},
            )


_GOVERNING = "SELECT * FROM finance_accountingperiod WHERE month = %s AND unit_id = ANY (%s) FOR SHARE"


def _refuse_closed_period(voucher: Voucher, allowed: frozenset[str]) -> None:
    """Each period that governs the unit must allow it; nobody closes one of them until the commit."""
    units = [pk for pk in (voucher.unit_id, voucher.sub_branch_id, voucher.branch_id, voucher.province_id) if pk]
    states = {period.state for period in AccountingPeriod.objects.raw(_GOVERNING, [voucher.month, units])}
    if not states or states - allowed:
        raise PeriodClosed(
            _("The period %(month)s does not take this voucher.") % {"month": f"{voucher.month:%Y-%m}"},
            details={"value": sorted(states), "limit": sorted(allowed)},
        )


def _refuse_imbalance(lines: Sequence[LineData]) -> None:
    debit = sum((whole_cents(line.debit) for line in lines), Decimal(0))
    credit = sum((whole_cents(line.credit) for line in lines), Decimal(0))
    if debit != credit or not debit:
        raise DoesNotBalance(_("Debit %(debit)s and credit %(credit)s differ.") % {"debit": debit, "credit": credit})


def _usable_accounts(data: VoucherData) -> dict[int, Account]:
    wanted = {line.account_id for line in data.lines}
    usable = Account.objects.filter(pk__in=wanted, postable=True, effective__contains=data.date)
    accounts = {account.pk: account for account in usable}
    if wanted - accounts.keys():
        raise AccountUnusable(_("Choose an account that takes postings on this day."), field="account")
    return accounts


def _kind(lines: Sequence[LineData], accounts: dict[int, Account]) -> str:
    cash = [line for line in lines if accounts[line.account_id].cash]
    moved = sum((line.debit - line.credit for line in cash), Decimal(0))
    if not cash or not moved:
        return VoucherKind.TRANSFER
    return VoucherKind.RECEIPT if moved > 0 else VoucherKind.PAYMENT


def _lines(voucher: Voucher, lines: Sequence[LineData]) -> list[VoucherLine]:
    return [
        VoucherLine(
            voucher=voucher,
            position=position,
            account_id=line.account_id,
            debit=line.debit,
            credit=line.credit,
            summary=line.summary or voucher.summary,
            unit_id=voucher.unit_id,
            line=line.line,
            cash_flow=line.cash_flow,
        )
        for position, line in enumerate(lines, start=1)
    ]


def _mirrored(line: VoucherLine, voucher: Voucher) -> VoucherLine:
    kept = ("account_id", "position", "unit_id", "line", "channel", "salesperson_id", "document_kind", "document_id",
            "document_number", "counterparty_id", "counterparty_name", "cash_flow")  # fmt: skip
    values = {name: getattr(line, name) for name in kept}
    return VoucherLine(voucher=voucher, debit=line.credit, credit=line.debit, summary=voucher.summary, **values)
