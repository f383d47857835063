"""Invoices and receipts on controlled paper: issued to the counters, used once, bound to the receipt (FRM-02)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.demo.form_stock import hand_to_counters
from archives.models import FormMovement, FormType
from archives.public import FormsNotThere, UnknownForm, next_serial
from archives.rules.form_places import Step
from finance.models import Receipt
from finance.public import PremiumDue, open_receivable
from finance.services.receipt_forms import PaperRefused, papers_of, use_receipt_form
from finance.services.receipts import enter_receipt
from organisation.models import Unit
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
COUNTER = ("SUB_RP", "350503")


@pytest.fixture(autouse=True)
def branch(working_branch: None) -> None:
    hand_to_counters(FormType.objects.get(code="vat_invoice"))


def received(pk: int = 1) -> Receipt:
    """Premium that the counter of Fengze confirmed."""
    counter, today = actor_at(*COUNTER), timezone.localdate()
    due = PremiumDue(
        document_kind="underwriting.proposal",
        document_id=pk,
        document_number=f"TMOD{pk}",
        case=f"underwriting.proposal:{pk}",
        unit_id=Unit.objects.get(code="350503").pk,
        line="MOD",
        payer_id=1,
        payer_name="王建国",
        gross=Decimal("1060.00"),
        tax_rate=Decimal("0.06"),
        due_on=today,
        cover_start=today,
    )
    ref = open_receivable(order(counter), due)
    return enter_receipt(
        order(counter),
        receivable_ids=(ref.id,),
        method="pos",
        bank_reference=f"POS{pk}",
        amount=Decimal("1060.00"),
        payer_name="王建国",
        payer_relation="self",
    )


@pytest.mark.req("FRM-02")
def test_an_invoice_is_used_by_the_counter_that_holds_it_and_bound_to_the_receipt() -> None:
    counter, receipt = actor_at(*COUNTER), received()
    serial = next_serial("vat_invoice", counter.staff_id)
    assert serial == "FP0000000001"
    use_receipt_form(receipt.pk, order(counter), kind="vat_invoice", serial=serial)
    moved = FormMovement.objects.get(step=Step.USE)
    assert (moved.subject_kind, moved.subject_id, moved.subject_number) == (
        "finance.receipt",
        receipt.pk,
        receipt.number,
    )
    assert [one.first for one in papers_of(receipt)] == [1]
    assert next_serial("vat_invoice", counter.staff_id) == "FP0000000002"


@pytest.mark.req("FRM-02")
def test_an_invoice_is_used_once_and_a_receipt_has_one() -> None:
    counter, first, second = actor_at(*COUNTER), received(1), received(2)
    use_receipt_form(first.pk, order(counter), kind="vat_invoice", serial="FP0000000001")
    with nothing_changed(), pytest.raises(FormsNotThere):
        use_receipt_form(second.pk, order(counter), kind="vat_invoice", serial="FP0000000001")
    with nothing_changed(), pytest.raises(PaperRefused, match="already"):
        use_receipt_form(first.pk, order(counter), kind="vat_invoice", serial="FP0000000002")


@pytest.mark.req("FRM-02")
@pytest.mark.parametrize(
    ("kind", "serial", "refused"),
    [
        ("compulsory_sign", "JB0000000001", PaperRefused),
        ("vat_invoice", "FP1", UnknownForm),
        ("vat_invoice", "FP0000001001", FormsNotThere),
    ],
)
def test_other_paper_or_numbers_of_another_counter_are_refused(kind: str, serial: str, refused: type) -> None:
    receipt = received()
    with nothing_changed(), pytest.raises(refused):
        use_receipt_form(receipt.pk, order(actor_at(*COUNTER)), kind=kind, serial=serial)


@pytest.mark.req("FRM-02", "FRM-04")
def test_the_counter_uses_it_in_the_browser_and_the_register_shows_it(settings: Any) -> None:
    settings.DEMO = True
    counter, receipt = signed_in(*COUNTER), received()
    name = {"kind": "finance.receipt", "pk": receipt.pk, "name": "finance.receipt.use_form"}
    sent = {"command_key": str(uuid4()), "version": "", "kind": "vat_invoice", "serial": "FP0000000001"}
    answer = counter.post(reverse("core:act", kwargs=name), sent)
    assert answer.status_code in (200, 204, 302)
    assert "FP0000000001" in counter.get(reverse("finance:receipt", args=[receipt.pk])).content.decode()
    for post, unit in (("UW_INFO", "350591"), ("FN_DOC", "350593")):
        page = signed_in(post, unit).get(reverse("archives:form_uses")).content.decode()
        assert "FP0000000001" in page
        assert receipt.number in page
    other = signed_in("SUB_DOC", "350582").get(reverse("archives:form_uses")).content.decode()
    assert "FP0000000001" not in other
