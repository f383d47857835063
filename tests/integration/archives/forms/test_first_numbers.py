"""First numbers are typed as printed or bare, and offered; a request shows what was asked for (domain 8.2)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from archives.forms.form_papers import DispatchForm, IncidentForm, OrderForm
from archives.models import FormRequest, FormSlip
from archives.services import form_supply
from core.models import WorkItem
from tests.factories import forms as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

FENGZE, FINANCE = made.FENGZE, made.FINANCE
TYPED = ["JB0000000201", "0000000201", "201", ""]


def slip_page(client: Client, **given: Any) -> Any:
    page = reverse("archives:slip_new")
    key = client.get(page).context["form"]["command_key"].value()
    return client.post(page, given | {"command_key": key, "form_type_id": made.kind().pk, "quantity": 5}, follow=True)


@pytest.mark.req("FRM-03")
@pytest.mark.parametrize("typed", TYPED)
def test_a_slip_takes_the_full_serial_the_bare_number_or_the_lowest_of_the_store(typed: str, settings: Any) -> None:
    settings.DEMO = True
    seller = actor_at("SALES", FENGZE)
    slip_page(signed_in("SUB_DOC", FENGZE), kind="issue", first=typed, person_id=seller.staff_id)
    paper = FormSlip.objects.get()
    assert (paper.first, paper.last, paper.holder_id) == (201, 205, seller.staff_id)


@pytest.mark.req("FRM-03")
def test_who_returns_forms_begins_with_the_lowest_in_the_hand(settings: Any) -> None:
    settings.DEMO = True
    slip_page(signed_in("UW_ISSUE", FENGZE), kind="return", first="", person_id="")
    paper = FormSlip.objects.get()
    assert (paper.first, paper.last) == (1, 5)


@pytest.mark.req("FRM-03")
@pytest.mark.parametrize("typed", ["JB201", "XX0000000201", "12345678901"])
def test_what_is_no_number_of_the_form_is_refused_at_its_field(typed: str, settings: Any) -> None:
    settings.DEMO = True
    client = signed_in("SUB_DOC", FENGZE)
    seller = actor_at("SALES", FENGZE)
    with nothing_changed():
        answer = slip_page(client, kind="issue", first=typed, person_id=seller.staff_id)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["first"]


@pytest.mark.req("FRM-03")
def test_nothing_to_take_from_is_said_at_the_number(settings: Any) -> None:
    settings.DEMO = True
    client = signed_in("SALES", FENGZE)
    with nothing_changed():
        answer = slip_page(client, kind="return", first="", person_id="")
    assert list(answer.context["form"].errors) == ["first"]


@pytest.mark.req("FRM-03")
@pytest.mark.parametrize(("typed", "number"), [("JB0000003001", 3001), ("3001", 3001)])
def test_every_form_reads_a_first_number_alike(typed: str, number: int) -> None:
    kind = made.kind()
    shared = {"form_type_id": kind.pk, "first": typed, "quantity": 1}
    for form in (
        OrderForm(shared, kinds=[kind]),
        IncidentForm(shared, kinds=[kind]),
        DispatchForm(shared, kind=kind),
    ):
        form.is_valid()
        assert form.cleaned_data["first"] == number
    assert DispatchForm(kind=kind, lowest=3001, wanted=5)["first"].value() == "JB0000003001"


@pytest.mark.req("FRM-03", "FRM-06")
def test_a_request_shows_the_requested_quantity_until_its_numbers_are_known(settings: Any) -> None:
    settings.DEMO = True
    paper = form_supply.request_forms(
        order(made.keeper()), form_type_id=made.kind().pk, quantity=1234, grounds="业务高峰"
    )
    page, keeper = reverse("archives:request", args=[paper.pk]), signed_in("SUB_DOC", FENGZE)
    assert shown_quantity(keeper, page) == "1,234"
    item = WorkItem.objects.get(subject_kind=paper.lifecycle.kind, subject_id=paper.pk, done_at=None)
    assert item.detail == f"{paper.form_type} · 1,234"
    form_supply.approve_request(paper.pk, order(actor_at("SUB_MGR", FENGZE)))
    form_supply.dispatch(paper.pk, order(actor_at("FN_DOC", FINANCE)), first=3001, quantity=100)
    assert shown_quantity(keeper, page) == "100"
    assert FormRequest.objects.get().shown_contents == "JB0000003001–JB0000003100"


def shown_quantity(client: Client, page: str) -> str:
    facts = {fact.label: fact.value for fact in client.get(page).context["detail"].facts}
    return str(facts["Quantity"])
