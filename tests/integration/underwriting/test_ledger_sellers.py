"""Fixed-sum forms that a salesperson holds: he hands the policy over, the clerk of his unit enters it (8.1, 8.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.demo.form_stock import hand_out
from archives.public import FormsNotThere
from archives.rules.form_places import Standing
from archives.services.form_refusals import Unexplained
from core.jobs.drain import drain
from finance.models import Receivable
from tests.factories import forms
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import LedgerEntry, Policy
from underwriting.selectors.unsettled import unsettled_of
from underwriting.services import ledger_entry
from underwriting.services.refusals import InvalidEntry

FENGZE, JINJIANG = forms.FENGZE, forms.JINJIANG
TODAY = timezone.localdate
CARD = "accident_card"


@pytest.fixture(autouse=True)
def cards(branch: None) -> None:
    """The clerk holds 1–200, the store has the next eight hundred."""
    hand_out(forms.kind(CARD))


def drawn(first: int = 201) -> Any:
    """The salesperson draws five cards from the store of his unit."""
    seller = actor_at("SALES", FENGZE)
    forms.sign(forms.slip("issue", first, 5, actor=forms.keeper(), code=CARD, person_id=seller.staff_id), seller)
    return seller


def row(number: int, seller_id: int | None, **over: Any) -> LedgerEntry:
    given = {
        "form": CARD,
        "serial": forms.kind(CARD).serial(number),
        "holder_name": "陈晓东",
        "insured_name": "",
        "issued_on": TODAY(),
        "start_on": TODAY(),
        "end_on": TODAY() + timedelta(days=364),
        "seller_id": seller_id,
    }
    data = ledger_entry.LedgerData(**(given | over))
    return ledger_entry.enter_and_owe(order(actor_at("UW_ISSUE", FENGZE)), data=data)


@pytest.mark.req("PRO-18", "PRO-19", "FRM-03")
def test_the_clerk_enters_what_a_salesperson_of_the_unit_handed_over() -> None:
    seller = drawn()
    found = row(201, seller.staff_id)
    assert (found.serial, found.seller_id, found.seller_name) == ("YK00000201", seller.staff_id, seller.name)
    assert forms.lots(CARD, holder_id=seller.staff_id) == [("used", 201, 201), ("with_user", 202, 205)]
    due = Receivable.objects.get(document_kind="underwriting.ledger_entry", document_id=found.pk)
    assert due.salesperson_id == seller.staff_id
    made.enter_receipt([due])
    drain(reraise=True)
    policy = Policy.objects.get(serial=found.serial)
    assert (policy.salesperson_id, policy.proposal.salesperson_name) == (seller.staff_id, seller.name)


@pytest.mark.req("FRM-03", "FRM-06")
def test_unsettled_premium_blocks_who_sold_and_not_the_clerk_who_entered() -> None:
    seller = drawn()
    found, clerk = row(201, seller.staff_id), forms.clerk()
    LedgerEntry.objects.filter(pk=found.pk).update(settle_by=TODAY() - timedelta(days=1))
    assert unsettled_of(forms.kind(CARD), clerk.staff_id, TODAY()) == ""
    over = {"actor": forms.keeper(), "code": CARD, "person_id": seller.staff_id}
    with nothing_changed(), pytest.raises(Unexplained) as refusal:
        forms.slip("issue", 206, 1, **over)
    assert refusal.value.field == "form_type_id"


@pytest.mark.req("PRO-19", "FRM-03")
def test_nobody_uses_forms_of_strangers_or_of_other_units() -> None:
    seller = drawn()
    others = (actor_at("SALES", JINJIANG), actor_at("UW_REVIEW", FENGZE), forms.keeper())
    for other in others:
        with nothing_changed(), pytest.raises(InvalidEntry) as refused:
            row(1, other.staff_id)
        assert refused.value.field == "seller_id"
    for number, named in ((201, None), (1, seller.staff_id), (206, seller.staff_id)):
        with nothing_changed(), pytest.raises(FormsNotThere) as absent:
            row(number, named)
        assert absent.value.field == "serial"
    assert forms.lots(CARD, standing=Standing.USED) == []


@pytest.mark.req("PRO-18", "PRO-19")
def test_the_page_of_entry_offers_the_salespeople_of_the_unit(settings: Any) -> None:
    settings.DEMO = True
    seller, holder = drawn(), made.make_customer()
    page, client = reverse("underwriting:ledger_new"), signed_in("UW_ISSUE", FENGZE)
    shown = client.get(page)
    offered = [name for _key, name in shown.context["form"].fields["seller_id"].choices]
    assert seller.name in offered
    assert actor_at("SALES", JINJIANG).name not in offered
    sent = {
        "command_key": shown.context["form"]["command_key"].value(),
        "form": CARD,
        "serial": "YK00000201",
        "seller_id": seller.staff_id,
        "holder_name": holder.name,
        "issued_on": f"{TODAY()}",
        "start_on": f"{TODAY()}",
        "end_on": f"{TODAY() + timedelta(days=364)}",
        "payer": holder.name,
    }
    answer = client.post(page, sent, follow=True)
    assert answer.status_code == 200
    assert LedgerEntry.objects.get().seller_name == seller.name
    assert f"<dd>{seller.name}</dd>" in answer.content.decode()
