"""Reserves of claims, and what is owed for whatever purpose (domain 9.5, JE-12, JE-15 … JE-19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction as transaction_of_database
from django.utils.translation import gettext as _

from core.crypto import blind_index
from core.locks import hold
from core.money import whole_cents
from core.numbering import business_number, reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import RuleRefusal
from finance.models import ClaimReserve, Payable
from finance.rules.claim_entries import reserve_changed
from finance.rules.entries import NIL, Entry
from finance.rules.lifecycles import payment
from finance.rules.payables import Parts, Purpose, owed
from finance.selectors.payees import PayeeAccount, account_behind
from finance.selectors.payments import advances_standing
from finance.services.booking import Booking, Document, book, book_all, day_of
from organisation.models import Unit

ACCOUNT_INDEX = "finance.account"
NO_LINE = "GEN"


class PayeeIncomplete(RuleRefusal):
    """Payee, bank or account is missing."""

    code = "payee_incomplete"


class AdvanceNotSetOff(PayeeIncomplete):
    """What was advanced on the claim is not what is set off, or is still on its way to the bank."""

    code = "advance_not_set_off"


class ReserveMismatch(RuleRefusal):
    """The claim and the books do not agree on what is reserved."""

    code = "reserve_mismatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveChange:
    """The reserve of one claim in one line goes from ``old`` to ``new``."""

    claim_kind: str
    claim_id: int
    claim_number: str
    unit_id: int
    line: str
    old: Decimal
    new: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPayable:
    """An approved claim payment. ``amount`` is what the payee gets; ``expense`` (direct claims expense) and ``tax``
    (deductible input tax, such as that of a garage's special invoice) are parts of it; with what was ``advanced``
    before, the rest is indemnity. ``account_token`` is the account number."""

    claim_kind: str
    claim_id: int
    claim_number: str
    case: str
    unit_id: int
    line: str
    payee_id: int
    payee_name: str
    bank_name: str
    account_token: str
    amount: Decimal
    reason: str
    expense: Decimal = Decimal("0.00")
    tax: Decimal = Decimal("0.00")
    advanced: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """Something to be paid, whatever its purpose."""

    purpose: Purpose
    document_kind: str
    document_id: int
    document_number: str
    case: str
    unit_id: int
    line: str
    payee_id: int
    payee_name: str
    bank_name: str
    account: str
    net: Decimal
    reason: str
    expense: Decimal = NIL
    tax: Decimal = NIL
    offset: Decimal = NIL
    unearned: Decimal = NIL
    income_id: int | None = None
    entered_by_id: int | None = None

    def parts(self) -> Parts:
        return Parts(net=self.net, expense=self.expense, tax=self.tax, offset=self.offset, unearned=self.unearned)


@transaction_of_database.atomic
def change_reserves(command: Command, *, changes: Sequence[ReserveChange]) -> None:
    """Post the differences between what should be reserved for one claim and what is booked, line by line (JE-19). Runs
    inside the caller's command, which is what makes it happen once."""
    held = _locked_reserves(changes)
    moved = [change for change in changes if whole_cents(change.new) != _booked(held[change.line], change)]
    if not moved:
        return
    bookings = [_reserve_moved(held[change.line], change) for change in moved]
    touched = [held[change.line] for change in moved]
    ClaimReserve.objects.bulk_create([one for one in touched if one.changes == 1])
    ClaimReserve.objects.bulk_update([one for one in touched if one.changes > 1], ["amount", "changes"])
    book_all(command, [_booking_of(held[c.line], c, entry) for c, entry in zip(moved, bookings, strict=True)])


def _booked(reserve: ClaimReserve, change: ReserveChange) -> Decimal:
    """What the books hold; refused if the claim believes something else."""
    if reserve.amount != change.old:
        raise ReserveMismatch(
            _("The books hold a reserve of %(booked)s for %(claim)s, not %(old)s.")
            % {"booked": reserve.amount, "claim": change.claim_number, "old": change.old}
        )
    return change.old


def _reserve_moved(reserve: ClaimReserve, change: ReserveChange) -> Entry:
    booked, reserve.amount = reserve.amount, whole_cents(change.new)
    reserve.changes += 1
    return reserve_changed(booked, reserve.amount)


def _booking_of(reserve: ClaimReserve, change: ReserveChange, entry: Entry) -> Booking:
    return Booking(
        entry=entry,
        unit_id=reserve.unit_id,
        line=change.line,
        document=Document(kind=change.claim_kind, id=change.claim_id, number=change.claim_number),
        source=("finance.claim_reserve", reserve.pk),
        occurrence=reserve.changes,
    )


@creation(Payable, payment.OWE)
def open_claim_payable(command: Command, /, *, claim: ClaimPayable) -> Payable:
    """An approved claim is owed to its payee (JE-15, JE-17), less what was advanced (JE-18)."""
    net = whole_cents(claim.amount - claim.expense - claim.tax + claim.advanced)
    if net < 0 or claim.amount <= 0 or claim.advanced < 0:
        raise PayeeIncomplete(_("The amount to pay must be more than its expense and tax."), field="amount")
    _refuse_other_advance(claim)
    account = _usable_account(claim)
    return opened(
        command,
        Debt(
            purpose=Purpose.CLAIM,
            document_kind=claim.claim_kind,
            document_id=claim.claim_id,
            document_number=claim.claim_number,
            case=claim.case,
            unit_id=claim.unit_id,
            line=claim.line,
            payee_id=claim.payee_id,
            payee_name=claim.payee_name,
            bank_name=claim.bank_name.strip() or account.bank_name,
            account=account.number,
            net=net,
            expense=whole_cents(claim.expense),
            tax=whole_cents(claim.tax),
            offset=whole_cents(claim.advanced),
            reason=claim.reason,
        ),
    )


@creation(Payable, payment.OWE)
def open_debt(command: Command, /, *, debt: Debt) -> Payable:
    """Something else than a claim is owed."""
    return opened(command, debt)


def opened(command: Command, debt: Debt) -> Payable:
    """The payable with its number, booked if its purpose is booked when it is owed."""
    if not (debt.payee_name.strip() and debt.bank_name and debt.account):
        raise PayeeIncomplete(_("Payee, bank and account are needed before anything can be paid."), field="payee_name")
    parts = debt.parts()
    if parts.amount <= 0:
        raise PayeeIncomplete(_("Nothing remains to be paid."), field="amount")
    payable = Payable(
        pk=reserved_id(Payable),
        purpose=debt.purpose.value,
        claim_kind=debt.document_kind,
        claim_id=debt.document_id,
        claim_number=debt.document_number,
        case_ref=debt.case,
        line=debt.line,
        payee_id=debt.payee_id,
        payee_name=debt.payee_name.strip(),
        bank_name=debt.bank_name,
        account=debt.account,
        account_index=blind_index(ACCOUNT_INDEX, debt.account),
        amount=parts.amount,
        indemnity=parts.net,
        expense=parts.expense,
        tax=parts.tax,
        offset=parts.offset,
        unearned=parts.unearned,
        reason=debt.reason,
        income_id=debt.income_id,
        entered_by_id=debt.entered_by_id,
    )
    payable.set_unit(Unit.objects.get(pk=debt.unit_id))
    entry = owed(debt.purpose, parts)
    if entry is not None:
        book(command, booking_of(payable, entry))
    code = debt.line[:3] or NO_LINE
    payable.number = business_number("Y", code, day_of(command).year, payable.unit.code, gap_free=True)
    return payable


@transition(Payable, payment.PAY_OFF)
def pay_off(payable: Payable, command: Command, /) -> None:
    """The bank has paid the payee."""
    payable.paid_at = command.at


@transition(Payable, payment.REOPEN)
def reopen_payable(payable: Payable, command: Command, /) -> None:
    """The bank sent the money back: the debt stands again."""
    payable.paid_at = None


def _refuse_other_advance(claim: ClaimPayable) -> None:
    """Exactly what was advanced and paid is set off, so that nobody is paid twice. The reserve is locked: an advance
    that is entered at the same moment waits, and is refused after the claim is owed."""
    hold_reserve(claim.claim_kind, claim.claim_id, claim.line)
    left, under_way = advances_standing(claim.claim_kind, claim.claim_id)
    if under_way:
        raise AdvanceNotSetOff(_("An advance on this claim is still being paid. Wait for the bank, or withdraw it."))
    if claim.advanced != left:
        raise AdvanceNotSetOff(
            _("%(left)s was advanced on this claim and must be set off.") % {"left": left},
            details={"value": str(claim.advanced), "limit": str(left)},
            field="advanced",
        )


def hold_reserve(kind: str, pk: int, line: str) -> ClaimReserve | None:
    """The reserve of a claim, locked."""
    rows = ClaimReserve.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(claim_kind=kind, claim_id=pk, line=line).first()


def _usable_account(claim: ClaimPayable) -> PayeeAccount:
    """The account exists, is in use and is the payee's own."""
    account = account_behind(claim.account_token)
    if not account.usable:
        raise PayeeIncomplete(_("This account is no longer in use. Choose another one."), field="account_token")
    if account.belongs_to not in {None, claim.payee_id}:
        raise PayeeIncomplete(_("This account belongs to another customer."), field="account_token")
    return account


def booking_of(payable: Payable, entry: Entry, occurrence: int = 0) -> Booking:
    """How an entry about a payable goes into the books."""
    return Booking(
        entry=entry,
        unit_id=payable.unit_id,
        line=payable.line,
        document=claim_document(payable),
        source=(Payable.lifecycle.kind, payable.pk),
        occurrence=occurrence,
        counterparty_id=payable.payee_id,
        counterparty_name=payable.payee_name,
    )


def claim_document(payable: Payable) -> Document:
    return Document(kind=payable.claim_kind, id=payable.claim_id, number=payable.claim_number)


def _locked_reserves(changes: Sequence[ReserveChange]) -> dict[str, ClaimReserve]:
    """The reserves of one claim by line, locked; a line that is reserved for the first time gets a row of its own."""
    claim = changes[0]
    if any(change.old == 0 for change in changes):  # there may be no row to lock yet
        hold(f"finance.reserve:{claim.claim_kind}:{claim.claim_id}")
    rows = ClaimReserve.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    lines = [change.line for change in changes]
    found = rows.filter(claim_kind=claim.claim_kind, claim_id=claim.claim_id, line__in=lines)
    held = {reserve.line: reserve for reserve in found}
    if missing := [line for line in lines if line not in held]:
        unit = Unit.objects.get(pk=claim.unit_id)
        held |= {line: _first_reserve(claim, line, unit) for line in missing}
    return held


def _first_reserve(claim: ReserveChange, line: str, unit: Unit) -> ClaimReserve:
    reserve = ClaimReserve(
        claim_kind=claim.claim_kind,
        claim_id=claim.claim_id,
        claim_number=claim.claim_number,
        line=line,
        amount=Decimal("0.00"),
    )
    reserve.set_unit(unit)
    return reserve
