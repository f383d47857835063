"""An enquiry becomes a proposal without retyping (CUS-08)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from core import reference
from customer_service.models import Enquiry
from customer_service.services import enquiries as services
from customer_service.services.enquiries import EnquiryData, NeedsData
from parties.public import InvalidEntry
from tests.factories.organisation import actor_at, make_branch, order
from tests.factories.parties import make_party
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("CUS-08")]


@pytest.fixture(autouse=True)
def branch(settings):
    settings.DEMO = True
    make_branch()
    for loader in reference.loaders():
        if loader.name == "underwriting: products and clauses":
            loader.load()
    with translation.override("en"):
        yield


@pytest.fixture
def sales():
    return actor_at("SALES", "350503")


@pytest.fixture
def asked(sales) -> Enquiry:
    data = EnquiryData(way="phone", name="张三丰", phone="13805950001", question="how much is motor cover?")
    return services.record_enquiry(order(sales), data=data)


def test_an_enquiry_waits_for_an_answer_with_its_number_masked(asked):
    assert (asked.state, asked.number[:1], asked.phone_masked) == ("open", "E", "138****0001")


@pytest.mark.parametrize(
    ("over", "field"), [({"party_number": "KH000000099"}, "party_number"), ({"phone": "12"}, "phone")]
)
def test_a_wrong_number_stands_at_its_field(sales, over, field):
    values = {"way": "phone", "name": "张三丰", "question": "?"} | over
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        services.record_enquiry(order(sales), data=EnquiryData(**values))
    assert refused.value.field == field


def test_needs_come_before_a_recommendation_and_the_proposal_after_it(sales, asked):
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        services.analyse_needs(asked.pk, order(sales), data=NeedsData(needs=()))
    assert refused.value.field == "needs"
    services.analyse_needs(asked.pk, order(sales), data=NeedsData(needs=("vehicle", "home")))
    with nothing_changed(), pytest.raises(InvalidEntry, match="not on sale"):
        services.recommend_products(asked.pk, order(sales), codes=("NONE",), advice="")
    made = services.recommend_products(asked.pk, order(sales), codes=("MOTOR", "HHP"), advice="both")
    assert [(row["code"], row["need"]) for row in made.recommended] == [("MOTOR", "vehicle"), ("HHP", "home")]
    with nothing_changed(), pytest.raises(InvalidEntry, match="Choose the customer"):
        services.start_proposal(asked.pk, order(sales), code="HHP", party_number="")
    customer = make_party(order(sales))
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        services.start_proposal(asked.pk, order(sales), code="PLL", party_number=customer.number)
    assert refused.value.field == "code"
    done = services.start_proposal(asked.pk, order(sales), code="HHP", party_number=customer.number)
    assert (done.state, done.product, done.party_id) == ("started", "HHP", customer.pk)


def test_the_pages_lead_from_the_question_to_the_entry(sales):
    hand = signed_in("SALES", "350503")
    customer = make_party(order(sales))
    key = {"command_key": str(uuid4())}
    typed = {
        "way": "sales",
        "name": "张三丰",
        "party_number": customer.number,
        "matter": "cover",
        "unit_id": sales.unit_id,
        "question": "?",
    }
    assert hand.get(reverse("customer_service:new_enquiry")).status_code == 200
    assert hand.post(reverse("customer_service:new_enquiry"), key | typed).status_code == 302
    found = Enquiry.objects.get()
    needs = {"command_key": str(uuid4()), "version": 1, "needs": ["home"]}
    analyse = reverse("customer_service:analyse", args=[found.pk])
    assert hand.post(analyse, needs | {"needs": []}).status_code == 422
    page = hand.post(analyse, needs)
    assert page["Location"] == reverse("customer_service:recommend", args=[found.pk])
    assert 'value="HHP" id="id_codes_0" checked' in hand.get(page["Location"]).content.decode().replace("  ", " ")
    chosen = {"command_key": str(uuid4()), "version": 2, "codes": ["HHP"], "advice": "told"}
    assert hand.post(page["Location"], chosen).status_code == 302
    start = reverse("customer_service:start_proposal", args=[found.pk])
    assert customer.number in hand.get(start).content.decode()
    taken = {"command_key": str(uuid4()), "version": 3, "code": "HHP", "customer": customer.number}
    address = hand.post(start, taken)["Location"]
    entry = reverse("underwriting:line_new", args=["HHP"])
    assert address == f"{entry}?party={customer.number}&from=enquiry%3A{found.pk}"
    assert hand.get(reverse("customer_service:enquiry", args=[found.pk])).status_code == 200
    assert hand.get(reverse("customer_service:enquiries")).status_code == 200
