"""The receipts desk: money is confirmed against what is due, never altered (domain 5.8, 9.6, FIN-11)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from core.clocks import local_day
from core.numbering import business_number, reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import Hidden, NotPossible, RuleRefusal, SegregationConflict
from finance.models import BankCredit, Method, PremiumIncome, Receipt, ReceiptItem, Receivable, Relation
from finance.rules.entries import NIL, Entry, EventKind, reversal
from finance.rules.lifecycles import receipt as lifecycle
from finance.rules.premium_entries import (
    endorsement_paid,
    premium_received,
    unidentified_matched,
    unidentified_received,
)
from finance.selectors.receivables import is_recognised, issued_since, owed_on, refundable
from finance.services.booking import Booking, Document, book, book_all, day_of
from finance.services.holds import refuse_held
from finance.services.indexing import index_receipt
from finance.services.premium import reinstate_receivable, settle_receivable
from organisation.models import Unit
from organisation.public import parameter


class CashRefused(RuleRefusal):
    """Zero cash: premiums come by card, transfer or electronic payment only (domain 5.8)."""

    code = "cash_refused"


class AmountAltered(RuleRefusal):
    """The amount differs from what is due."""

    code = "amount_altered"


class ReferenceUsed(RuleRefusal):
    """The same bank reference confirms another receipt."""

    code = "reference_used"


class PayerUnchecked(RuleRefusal):
    """The payer's identity or relation to the policyholder was not confirmed."""

    code = "payer_unchecked"


class NothingDue(RuleRefusal):
    """No item of premium due was chosen, or the items do not belong together."""

    code = "nothing_due"


class TooLateToVoid(RuleRefusal):
    """A receipt is voided on its own day only; later the money is refunded."""

    code = "too_late_to_void"


@creation(Receipt, lifecycle.ENTER)
def enter_receipt(
    command: Command,
    /,
    *,
    receivable_ids: tuple[int, ...],
    method: str,
    bank_reference: str,
    amount: Decimal,
    payer_name: str,
    payer_relation: str,
    identity_checked: bool = False,
) -> Receipt:
    """Confirm money for one or more items of one policyholder in one unit."""
    items = _due_items(receivable_ids, method, bank_reference, known=True)
    receipt = _receipt(command, items, method, bank_reference)
    receipt.payer_name, receipt.payer_relation = payer_name.strip(), payer_relation
    receipt.identity_checked = identity_checked
    refuse_altered_amount(items, amount)
    refuse_held(items, command.at)
    _refuse_cash(receipt, command)
    _refuse_used_reference(receipt, items[0].used_by)
    _refuse_unchecked_payer(receipt, items[0], command)
    _settle(command, receipt, items, EventKind.PREMIUM_RECEIVED)
    receipt.number = business_number("J", "RCT", day_of(command).year, receipt.unit.code, gap_free=True)
    index_receipt(receipt, state=lifecycle.CONFIRMED, at=command.at)
    return receipt


@transition(Receipt, lifecycle.VOID)
def void_receipt(receipt: Receipt, command: Command, /) -> None:
    """Take back a receipt of the same day, by another person, before a policy was issued on it."""
    if receipt.entered_by_id == command.actor.staff_id:
        raise SegregationConflict(_("You entered this receipt; somebody else voids it."))
    if local_day(receipt.received_at) != day_of(command):
        raise TooLateToVoid(_("Only receipts of today can be voided. Refund the premium instead."))
    if BankCredit.objects.filter(receipt=receipt).exists():
        raise NotPossible(_("This receipt was matched from unidentified money and stays."))
    receipt.void_reason = command.reason
    index_receipt(receipt, state=lifecycle.VOIDED, at=command.at)
    for position, item in enumerate(receipt.items.select_related("receivable").order_by("receivable_id")):
        due = item.receivable
        _refuse_issued(due)
        _refuse_gone_back(due)
        entry = _entry_of(due, owed=_cleared(due), matched=False)
        back = reversal(entry, EventKind.PREMIUM_RECEIPT_VOIDED)
        book(command, booking_for(due, back, receipt, position))
        reinstate_receivable(due.pk, command.then(f"reinstate:{due.pk}"))


def _refuse_issued(due: Receivable) -> None:
    """Money on which a policy was issued stays; what came in after the issue was a debt like any other."""
    if due.income_id is None and not due.addition and issued_since(due.document_kind, due.document_id, due.settled_at):
        raise NotPossible(
            _("A policy was issued on %(number)s. Void the policy first.") % {"number": due.document_number}
        )


def _cleared(due: Receivable) -> Decimal:
    """What the money of a document cleared: once its premium is income, the debt stands again (JE-43)."""
    if due.addition and not due.on_credit:
        return NIL
    return due.premium if is_recognised(due.document_kind, due.document_id) else NIL


def _refuse_gone_back(due: Receivable) -> None:
    """Additional premium that is going back as a refund is not taken back once more with its receipt."""
    if due.income_id is None:
        return
    income = PremiumIncome.objects.select_for_update(of=("self",), no_key=True).get(pk=due.income_id)
    if refundable(income) < due.premium:
        raise NotPossible(_("This premium is being refunded. The receipt stays."))


@creation(BankCredit, lifecycle.RECORD_CREDIT)
def record_bank_credit(
    command: Command, /, *, unit_id: int, amount: Decimal, payer_name: str, bank_reference: str, remark: str = ""
) -> BankCredit:
    """Keep money that nobody can assign yet (JE-42)."""
    unit = Unit.objects.get(pk=unit_id)
    reference = bank_reference.strip()
    _refuse_recorded_reference(reference)
    credit = BankCredit(
        pk=reserved_id(BankCredit),
        received_on=day_of(command),
        amount=amount,
        payer_name=payer_name.strip(),
        bank_reference=reference,
        remark=remark.strip(),
    )
    credit.set_unit(unit)
    credit.number = business_number("W", "UNI", day_of(command).year, unit.code, gap_free=True)
    book(
        command,
        Booking(
            entry=unidentified_received(amount),
            unit_id=unit.pk,
            line="",
            document=Document(kind=BankCredit.lifecycle.kind, id=credit.pk, number=credit.number),
            source=(BankCredit.lifecycle.kind, credit.pk),
            counterparty_name=credit.payer_name,
        ),
    )
    return credit


@transition(BankCredit, lifecycle.MATCH_CREDIT)
def match_bank_credit(
    credit: BankCredit,
    command: Command,
    /,
    *,
    receivable_ids: tuple[int, ...],
    payer_relation: str,
    identity_checked: bool = False,
) -> None:
    """The due items were found: they are settled out of the unidentified money, again to the cent."""
    credit.receipt = receive_matched(
        command.then("receipt"),
        receivable_ids=receivable_ids,
        credit_id=credit.pk,
        payer_relation=payer_relation,
        identity_checked=identity_checked,
    )


@creation(Receipt, lifecycle.ENTER)
def receive_matched(
    command: Command,
    /,
    *,
    receivable_ids: tuple[int, ...],
    credit_id: int,
    payer_relation: str,
    identity_checked: bool,
) -> Receipt:
    """The receipt that stands for matched money; the bank was debited when the money was recorded."""
    credit = BankCredit.objects.get(pk=credit_id)
    items = _due_items(receivable_ids, Method.TRANSFER, credit.bank_reference)
    receipt = _receipt(command, items, Method.TRANSFER, credit.bank_reference)
    receipt.payer_name, receipt.payer_relation = credit.payer_name, payer_relation
    receipt.identity_checked = identity_checked
    refuse_altered_amount(items, credit.amount)
    refuse_held(items, command.at)
    _refuse_used_reference(receipt, items[0].used_by)
    _refuse_unchecked_payer(receipt, items[0], command)
    _settle(command, receipt, items, EventKind.UNIDENTIFIED_MATCHED)
    receipt.number = business_number("J", "RCT", day_of(command).year, receipt.unit.code, gap_free=True)
    index_receipt(receipt, state=lifecycle.CONFIRMED, at=command.at)
    return receipt


def refuse_altered_amount(items: Sequence[Receivable], amount: Decimal) -> None:
    due = sum((item.amount for item in items), Decimal(0))
    if amount != due:
        raise AmountAltered(
            _("%(due)s is due, not %(amount)s. The amount is made by the business and cannot be altered here.")
            % {"due": due, "amount": amount},
            details={"value": str(amount), "limit": str(due)},
            field="amount",
        )


def booking_for(due: Receivable, entry: Entry, receipt: Receipt, position: int) -> Booking:
    """How the part of a receipt that belongs to one item goes into the books."""
    return Booking(
        entry=entry,
        unit_id=due.unit_id,
        line=due.line,
        document=Document(kind=due.document_kind, id=due.document_id, number=due.document_number),
        source=(Receipt.lifecycle.kind, receipt.pk),
        occurrence=position,
        salesperson_id=due.salesperson_id,
        counterparty_id=due.payer_id,
        counterparty_name=receipt.payer_name,
    )


def _refuse_recorded_reference(reference: str) -> None:
    """The same money comes into the books once, whether somebody knows what it is for or not."""
    receipts = Receipt.objects.filter(bank_reference=reference, state=lifecycle.CONFIRMED)
    if BankCredit.objects.filter(bank_reference=reference).exists() or receipts.exists():
        raise ReferenceUsed(
            _("The bank reference %(reference)s is already recorded.") % {"reference": reference},
            field="bank_reference",
        )


def _due_items(receivable_ids: tuple[int, ...], method: str, reference: str, *, known: bool = False) -> Any:
    """The chosen items, locked in the order of their keys; they must belong together. Each carries the number of the
    receipt, or with ``known`` of the unidentified money, in which the reference stands already (``used_by``)."""
    wanted = sorted(set(receivable_ids))
    receipts = Receipt.objects.filter(method=method, bank_reference=reference.strip(), state=lifecycle.CONFIRMED)
    used: Any = Subquery(receipts.values("number")[:1])
    if known:
        credits_ = BankCredit.objects.filter(bank_reference=reference.strip())
        used = Coalesce(used, Subquery(credits_.values("number")[:1]))
    locked = (
        Receivable.objects.select_for_update(of=("self",), no_key=True).select_related("unit").annotate(used_by=used)
    )
    items = list(locked.filter(pk__in=wanted).order_by("pk"))
    if not wanted:
        raise NothingDue(_("Choose what is paid."))
    if len(items) != len(wanted):
        raise Hidden(_("Not found."))
    if len({(item.unit_id, item.payer_id or item.payer_name) for item in items}) > 1:
        raise NothingDue(_("One receipt is for one policyholder in one unit."))
    return items


def _receipt(command: Command, items: Sequence[Receivable], method: str, reference: str) -> Receipt:
    receipt = Receipt(
        pk=reserved_id(Receipt),
        received_at=command.at,
        method=method,
        bank_reference=reference.strip(),
        amount=sum((item.amount for item in items), Decimal(0)),
        case_ref=items[0].case_ref,
        entered_by_id=command.actor.staff_id,
    )
    receipt.set_unit(items[0].unit)
    return receipt


def _settle(command: Command, receipt: Receipt, items: Sequence[Receivable], event: EventKind) -> None:
    matched = event is EventKind.UNIDENTIFIED_MATCHED
    owed = owed_on(items)
    for item in items:
        settle_receivable(item.pk, command.then(f"settle:{item.pk}"))
    book_all(
        command,
        [
            booking_for(item, _entry_of(item, owed=owed[item.pk], matched=matched), receipt, position)
            for position, item in enumerate(items)
        ],
    )
    # The foreign key to the receipt is checked at commit; the engine saves the receipt after this.
    ReceiptItem.objects.bulk_create(ReceiptItem(receipt=receipt, receivable=item, amount=item.amount) for item in items)


def _entry_of(item: Receivable, *, owed: Decimal, matched: bool) -> Entry:
    """Premium of running cover is income at once (JE-07); all other premium clears what is owed or is an advance. Of
    an addition on which nothing is issued yet nothing is owed."""
    if item.net is not None:
        return endorsement_paid(
            item.net, item.premium - item.followers - item.net, followers=item.followers, matched=matched
        )
    compose = unidentified_matched if matched else premium_received
    issued = not item.addition or item.bound_at is not None
    return compose(item.premium, vehicle_tax=item.vehicle_tax, owed=owed if issued else NIL)


def _refuse_cash(receipt: Receipt, command: Command) -> None:
    if receipt.method == Method.CASH and not parameter("finance.cash_accepted", unit=receipt.unit, on=day_of(command)):
        raise CashRefused(_("Cash is not accepted. Use POS, bank transfer or electronic payment."), field="method")


def _refuse_used_reference(receipt: Receipt, used_by: str | None) -> None:
    if not receipt.bank_reference:
        raise ReferenceUsed(_("Enter the bank reference of the payment."), field="bank_reference")
    if used_by is not None:
        raise ReferenceUsed(
            _("The reference %(reference)s stands already in %(number)s.")
            % {"reference": receipt.bank_reference, "number": used_by},
            details={"value": receipt.bank_reference},
            field="bank_reference",
        )


def _refuse_unchecked_payer(receipt: Receipt, due: Receivable, command: Command) -> None:
    """Payer ≠ policyholder: name and relation, and identity from the threshold on (domain 5.8, AML rule of 2.3)."""
    own = receipt.payer_relation == Relation.SELF
    if own != (receipt.payer_name == due.payer_name):
        raise PayerUnchecked(
            _("The policyholder is %(name)s. Choose how the payer is related, or correct the payer's name.")
            % {"name": due.payer_name},
            field="payer_relation",
        )
    threshold = parameter(
        "finance.premium_check_from" if own else "finance.payer_check_from", unit=receipt.unit, on=day_of(command)
    )
    if receipt.amount >= threshold and not receipt.identity_checked:
        raise PayerUnchecked(
            _("From %(threshold)s on, the payer's identity document is checked and copied first.")
            % {"threshold": threshold},
            details={"limit": str(threshold), "value": str(receipt.amount)},
            field="identity_checked",
        )
