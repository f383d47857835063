"""Invoiced premium goes back with a red invoice, or the invoice of its month is made void (8.5, A2, C10)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.demo.form_stock import hand_to_counters
from archives.models import FormType
from archives.public import bound_forms, next_serial
from core.jobs.drain import drain
from core.workflow.refusals import NotPossible
from finance.models import Receipt, RedInvoice
from finance.services.receipt_forms import use_receipt_form
from finance.services.red_invoices import InvoiceIncomplete, void_invoice, write_red_invoice
from tests.factories import endorsements as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Policy


def invoiced(policy: Policy) -> Receipt:
    """The counter gave an invoice for the premium."""
    hand_to_counters(FormType.objects.get(code="vat_invoice"))
    receipt = Receipt.objects.get(items__receivable__document_id=policy.section_id)
    counter = actor_at("SUB_RP", made.FENGZE)
    serial = next_serial("vat_invoice", counter.staff_id or 0)
    return use_receipt_form(receipt.pk, order(counter), kind="vat_invoice", serial=serial)


def given_back() -> RedInvoice:
    """Voided before its start at the customer's wish: the premium less the fee goes back."""
    policy = made.to_come()
    invoiced(policy)
    made.issued(policy, "void", on=policy.start_on - timedelta(days=1), at=timezone.now(), ground="wish")
    drain(reraise=True)
    return RedInvoice.objects.get()


def keeper() -> Any:
    return actor_at("FN_DOC", made.FINANCE)


@pytest.mark.req("FRM-02", "END-03")
def test_a_refund_of_invoiced_premium_asks_for_a_red_invoice() -> None:
    row = given_back()
    assert (row.state, row.original, row.amount) == ("open", "FP0000000001", row.payable.amount)
    assert row.amount < row.invoiced
    for given, field in (
        ({"number": " "}, "number"),
        ({"number": "R1", "deducted": True}, "information_form"),
    ):
        with nothing_changed(), pytest.raises(InvoiceIncomplete) as refusal:
            write_red_invoice(row.pk, order(keeper()), **given)
        assert refusal.value.field == field
    done = write_red_invoice(row.pk, order(keeper()), number="R1", deducted=True, information_form="XX-8")
    assert (done.state, done.number, done.information_form) == ("written", "R1", "XX-8")


@pytest.mark.req("FRM-02")
def test_only_a_whole_invoice_of_this_month_is_made_void() -> None:
    row = given_back()
    with nothing_changed(), pytest.raises(NotPossible):
        void_invoice(row.pk, order(keeper()))
    RedInvoice.objects.filter(pk=row.pk).update(amount=row.invoiced)
    done = void_invoice(row.pk, order(keeper()))
    receipt = Receipt.objects.get(amount=row.invoiced)
    assert done.state == "voided"
    assert [one.valid for one in bound_forms("finance.receipt", receipt.pk)] == [False]


@pytest.mark.req("FRM-02")
def test_premium_without_an_invoice_needs_no_red_one() -> None:
    policy = made.to_come()
    made.issued(policy, "void", on=policy.start_on - timedelta(days=1), at=timezone.now(), ground="wish")
    drain(reraise=True)
    assert not RedInvoice.objects.exists()


@pytest.mark.req("FRM-02")
def test_the_pages_open_for_the_keeper_of_finance_documents(settings: Any) -> None:
    settings.DEMO = True
    row = given_back()
    reader = signed_in("FN_DOC", made.FINANCE)
    for name, args in (("red_invoices", []), ("red_invoice", [row.pk])):
        page = reader.get(reverse(f"finance:{name}", args=args))
        assert page.status_code == 200
        assert row.original in page.content.decode()
