"""Reserves and debts of claims (domain 9.5, JE-15 and JE-19)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db import transaction as transaction_of_database
from django.utils.translation import gettext as _

from core.crypto import blind_index
from core.money import whole_cents
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import RuleRefusal
from finance.models import ClaimReserve, Payable
from finance.rules.claim_entries import claim_approved, reserve_changed
from finance.rules.lifecycles import payment
from finance.selectors.payees import PayeeAccount, account_behind
from finance.services.booking import Booking, Document, book, day_of
from finance.services.receipts import reserved_id
from organisation.models import Unit

ACCOUNT_INDEX = "finance.account"


class PayeeIncomplete(RuleRefusal):
    """Payee, bank or account is missing."""

    code = "payee_incomplete"


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
    (deductible input tax) are parts of it, the rest is indemnity. ``account_token`` is the account number."""

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


@transaction_of_database.atomic
def change_reserve(command: Command, *, change: ReserveChange) -> ClaimReserve:
    """Post the difference between what should be reserved and what is booked (JE-19). Runs inside the caller's
    command, which is what makes it happen once."""
    reserve = _locked_reserve(change)
    if reserve.amount != change.old:
        raise ReserveMismatch(
            _("The books hold a reserve of %(booked)s for %(claim)s, not %(old)s.")
            % {"booked": reserve.amount, "claim": change.claim_number, "old": change.old}
        )
    if change.new == reserve.amount:
        return reserve
    booked, reserve.amount = reserve.amount, whole_cents(change.new)
    reserve.changes += 1
    reserve.save()
    book(
        command,
        Booking(
            entry=reserve_changed(booked, reserve.amount),
            unit_id=reserve.unit_id,
            line=change.line,
            document=Document(kind=change.claim_kind, id=change.claim_id, number=change.claim_number),
            source=("finance.claim_reserve", reserve.pk),
            occurrence=reserve.changes,
        ),
    )
    return reserve


@creation(Payable, payment.OWE)
def open_claim_payable(command: Command, /, *, claim: ClaimPayable) -> Payable:
    """An approved claim is owed to its payee (JE-15)."""
    indemnity = whole_cents(claim.amount - claim.expense - claim.tax)
    if indemnity < 0 or claim.amount <= 0:
        raise PayeeIncomplete(_("The amount to pay must be more than its expense and tax."), field="amount")
    account = _usable_account(claim)
    bank_name = claim.bank_name.strip() or account.bank_name
    if not (claim.payee_name.strip() and bank_name and account.number):
        raise PayeeIncomplete(_("Payee, bank and account are needed before anything can be paid."), field="payee_name")
    payable = Payable(
        pk=reserved_id(Payable),
        claim_kind=claim.claim_kind,
        claim_id=claim.claim_id,
        claim_number=claim.claim_number,
        case_ref=claim.case,
        line=claim.line,
        payee_id=claim.payee_id,
        payee_name=claim.payee_name.strip(),
        bank_name=bank_name,
        account=account.number,
        account_index=blind_index(ACCOUNT_INDEX, account.number),
        amount=whole_cents(claim.amount),
        indemnity=indemnity,
        expense=whole_cents(claim.expense),
        tax=whole_cents(claim.tax),
        reason=claim.reason,
    )
    payable.set_unit(Unit.objects.get(pk=claim.unit_id))
    book(command, _approval(payable))
    payable.number = business_number("Y", claim.line[:3], day_of(command).year, payable.unit.code, gap_free=True)
    return payable


@transition(Payable, payment.PAY_OFF)
def pay_off(payable: Payable, command: Command, /) -> None:
    """The bank has paid the payee."""
    payable.paid_at = command.at


def _usable_account(claim: ClaimPayable) -> PayeeAccount:
    """The account exists, is in use and is the payee's own."""
    account = account_behind(claim.account_token)
    if not account.usable:
        raise PayeeIncomplete(_("This account is no longer in use. Choose another one."), field="account_token")
    if account.belongs_to not in {None, claim.payee_id}:
        raise PayeeIncomplete(_("This account belongs to another customer."), field="account_token")
    return account


def _approval(payable: Payable) -> Booking:
    return Booking(
        entry=claim_approved(payable.indemnity, expense=payable.expense, tax=payable.tax),
        unit_id=payable.unit_id,
        line=payable.line,
        document=claim_document(payable),
        source=(Payable.lifecycle.kind, payable.pk),
        counterparty_id=payable.payee_id,
        counterparty_name=payable.payee_name,
    )


def claim_document(payable: Payable) -> Document:
    return Document(kind=payable.claim_kind, id=payable.claim_id, number=payable.claim_number)


def _locked_reserve(change: ReserveChange) -> ClaimReserve:
    found = ClaimReserve.objects.select_for_update(of=("self",), no_key=True)
    key = {"claim_kind": change.claim_kind, "claim_id": change.claim_id, "line": change.line}
    reserve = found.filter(**key).first()
    if reserve is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"finance.reserve:{key}"])
        reserve = found.filter(**key).first()
    if reserve is None:
        reserve = ClaimReserve(claim_number=change.claim_number, amount=Decimal("0.00"), **key)
        reserve.set_unit(Unit.objects.get(pk=change.unit_id))
        reserve.save(force_insert=True)
    return reserve
