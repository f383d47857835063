"""Premium that was invoiced goes back: a red invoice is written for it, or the invoice of the same month is made void
(domain 8.5, 5.9, A2 step 5)."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.public import BoundForm, bound_forms, retire_form
from core.jobs import enqueue
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible, RuleRefusal
from finance.models import Payable, Receipt, ReceiptItem
from finance.models.red_invoices import RedInvoice
from finance.rules.lifecycles import receipt as receipts
from finance.rules.lifecycles import red_invoice as life

JOB, INVOICE = "finance.red_invoices", "vat_invoice"


class InvoiceIncomplete(RuleRefusal):
    """Something about the red invoice is missing."""

    code = "red_invoice_incomplete"


def look_for_invoices(payable: Payable) -> None:
    """Whether the premium was invoiced is looked at as queued work of the same transaction."""
    enqueue(JOB, key=str(payable.pk), payload={"payable": payable.pk})


def ask_red_invoices(command: Command, payable: Payable) -> list[RedInvoice]:
    """One for every valid invoice of the receipts by which this premium came in."""
    return [
        ask_red_invoice(command.then(form.serial), payable_id=payable.pk, receipt_id=receipt.pk, serial=form.serial)
        for receipt, form in _invoices(payable)
    ]


def _invoices(payable: Payable) -> list[tuple[Receipt, BoundForm]]:
    paid = Q(receivable__document_kind=payable.claim_kind, receivable__document_id=payable.claim_id)
    if payable.income is not None:
        income = payable.income
        paid |= Q(receivable__document_kind=income.premium_kind, receivable__document_id=income.premium_id)
        paid |= Q(receivable__income=income)
    keys = ReceiptItem.objects.filter(paid).values_list("receipt_id", flat=True).distinct()
    found = Receipt.objects.filter(pk__in=keys, state=receipts.CONFIRMED).order_by("pk")
    forms = [(one, form) for one in found for form in bound_forms(receipts.RECEIPT.kind, one.pk)]
    return [(one, form) for one, form in forms if form.valid and form.kind == INVOICE]


@creation(RedInvoice, life.ASK)
def ask_red_invoice(command: Command, /, *, payable_id: int, receipt_id: int, serial: str) -> RedInvoice:
    """What the keeper of finance documents has to write within two working days."""
    payable = Payable.objects.select_related("unit").get(pk=payable_id)
    receipt = Receipt.objects.get(pk=receipt_id)
    form = next(one for one in bound_forms(receipts.RECEIPT.kind, receipt_id) if one.serial == serial)
    made = RedInvoice(
        payable=payable,
        original=serial,
        invoiced_on=localdate(form.used_at),
        invoiced=receipt.amount,
        document_number=payable.claim_number,
        line=payable.line,
        buyer=payable.payee_name,
        amount=min(Decimal(payable.amount), Decimal(receipt.amount)),
    )
    made.set_unit(payable.unit)
    return made


@transition(RedInvoice, life.WRITE)
def write_red_invoice(
    row: RedInvoice, command: Command, /, *, number: str, deducted: bool = False, information_form: str = ""
) -> None:
    """A buyer who has deducted the tax gives the information form first."""
    if not number.strip():
        raise InvoiceIncomplete(_("Enter the number of the red invoice."), field="number")
    if deducted and not information_form.strip():
        raise InvoiceIncomplete(
            _("The buyer has deducted the tax: enter the information form first."), field="information_form"
        )
    row.number, row.deducted, row.information_form = number.strip(), deducted, information_form.strip()
    row.done_by, row.done_at = command.actor.name, command.at


@transition(RedInvoice, life.VOID)
def void_invoice(row: RedInvoice, command: Command, /) -> None:
    """All of the premium goes back in the month of the invoice: the invoice itself is made void."""
    today = localdate(command.at)
    if (row.invoiced_on.year, row.invoiced_on.month) != (today.year, today.month):
        raise NotPossible(_("An invoice of an earlier month is not made void; write a red invoice."))
    if row.amount != row.invoiced:
        raise NotPossible(_("Only part of the invoiced premium goes back; write a red invoice for it."))
    for _receipt, form in _invoices(row.payable):
        if form.serial == row.original:
            retire_form(command, form, lost=False, note=row.document_number)
    row.done_by, row.done_at = command.actor.name, command.at
