"""Enquiries of every kind find who is responsible, are answered, told and still read by who passed them on (CUS-08)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from core import reference
from core.models import WorkItem
from core.workflow.refusals import Hidden, NotPossible
from customer_service.models import Enquiry
from customer_service.selectors.enquiries import enquiries
from customer_service.services import answers
from customer_service.services import enquiries as services
from customer_service.services.enquiries import EnquiryData, NeedsData
from organisation.models import Unit
from parties.public import IdType, InvalidEntry, PartyData, PartyKind, find_parties
from tests.factories.organisation import actor_at, make_branch, order
from tests.factories.parties import resident_number
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Proposal

IDENTITY = resident_number(881)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("CUS-08")]


@pytest.fixture(autouse=True)
def branch(settings):
    settings.DEMO = True
    make_branch()
    for loader in reference.loaders():
        if loader.name.startswith("underwriting: "):
            loader.load()
    with translation.override("en"):
        yield


@pytest.fixture
def sales():
    return actor_at("SALES", "350503")


def _asked(actor, matter="cover", **more) -> Enquiry:
    data = EnquiryData(way="phone", name="张三丰", phone="13805950001", question="?", matter=matter, **more)
    return services.take_enquiry(order(actor), data=data)


def _waits(enquiry) -> tuple[str, str]:
    item = WorkItem.objects.get(subject_kind="customer_service.enquiry", subject_id=enquiry.pk, done_at=None)
    return item.queue, Unit.objects.get(pk=item.unit_id).code


def test_a_surrender_goes_to_the_clerks_who_issue(sales):
    asked = _asked(sales, "ending")
    assert (asked.desk, asked.passed) == ("policies", [])
    assert _waits(asked) == ("customer_service.enquiries_policies", "350503")
    assert "customer_service.enquiries_policies" in actor_at("UW_ISSUE", "350503").queues()


def test_a_question_about_a_claim_goes_to_the_centre_and_is_still_read_here(sales):
    asked = _asked(sales, "claim")
    assert (asked.desk, asked.passed[0]["from"], asked.passed[0]["to"]) == ("claims", "advice", "claims")
    assert _waits(asked) == ("customer_service.enquiries_claims", "350592")
    assert [one.pk for one in enquiries(sales)] == [asked.pk]
    with nothing_changed(), pytest.raises(Hidden):
        answers.answer_enquiry(asked.pk, order(sales), answer="x")
    done = answers.answer_enquiry(asked.pk, order(actor_at("CS_ADMIN", "350592")), answer="paid", way="phone")
    assert (done.state, done.answer, done.answered_by_name) == ("closed", "paid", actor_at("CS_ADMIN", "350592").name)


def test_who_answers_elsewhere_sees_it_and_who_passed_it_on_too(sales):
    asked = _asked(sales)
    there = Unit.objects.get(code="350582")
    moved = answers.pass_on(asked.pk, order(sales, reason="the customer lives there"), desk="advice", unit_id=there.pk)
    assert moved.state == "open"
    assert _waits(moved) == ("customer_service.enquiries", "350582")
    assert [one.pk for one in enquiries(actor_at("UW_ISSUE", "350582"))] == [asked.pk]
    assert [one.pk for one in enquiries(sales)] == [asked.pk]


def test_passing_on_needs_another_place_and_a_reason(sales):
    asked = _asked(sales)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        answers.pass_on(asked.pk, order(sales, reason="x"), desk="advice")
    assert refused.value.field == "desk"


def test_an_answer_waits_until_the_customer_has_heard_it(sales):
    asked = _asked(sales)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        answers.answer_enquiry(asked.pk, order(sales), answer=" ")
    assert refused.value.field == "answer"
    told = answers.answer_enquiry(asked.pk, order(sales), answer="about 800 a year")
    assert (told.state, told.contacts) == ("answered", [])
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        answers.note_contact(asked.pk, order(sales), way="phone", reached=False)
    assert refused.value.field == "note"
    tried = answers.note_contact(asked.pk, order(sales), way="phone", reached=False, note="again tomorrow")
    assert tried.state == "answered"
    heard = answers.note_contact(asked.pk, order(sales), way="phone", reached=True)
    assert (heard.state, heard.answer) == ("closed", "about 800 a year")
    assert [(row["reached"], row["note"]) for row in heard.contacts] == [(False, "again tomorrow"), (True, "")]
    with nothing_changed(), pytest.raises(NotPossible):
        answers.answer_enquiry(asked.pk, order(sales), answer="other")


def _recommended(sales) -> Enquiry:
    asked = _asked(sales)
    facts = {"address": "安吉路1号", "house": "600000.00", "unknown": "x"}
    services.analyse_needs(asked.pk, order(sales), data=NeedsData(needs=("home",), facts=facts))
    return services.recommend_products(asked.pk, order(sales), codes=("HHP",), advice="")


def test_a_new_customer_is_registered_from_the_enquiry_with_its_telephone_number(sales):
    asked = _recommended(sales)
    assert asked.facts == {"address": "安吉路1号", "house": "600000.00"}
    new = PartyData(
        kind=PartyKind.PERSON, name="张三丰", id_type=IdType.RESIDENT_ID, id_number=IDENTITY
    )  # fmt: skip
    done = services.start_proposal(asked.pk, order(sales), code="HHP", customer=new)
    found = find_parties("13805950001", sales)
    assert [one.id for one in found] == [done.party_id]


def test_the_entry_opens_with_the_answers_and_the_enquiry_names_its_proposal(sales):
    asked = _recommended(sales)
    hand = signed_in("SALES", "350503")
    start = reverse("customer_service:start_proposal", args=[asked.pk])
    typed = {
        "command_key": str(uuid4()), "version": 3, "code": "HHP", "customer": "new", "kind": "person", "name": "张三丰",
        "id_type": "resident_id", "id_number": IDENTITY,
    }  # fmt: skip
    looked = hand.post(start, typed | {"look": "1", "look_for": "nobody"})
    assert looked.status_code == 200
    assert IDENTITY in looked.content.decode()
    assert hand.post(start, typed | {"id_number": "1"}).status_code == 422
    address = hand.post(start, typed)["Location"]
    page = hand.get(address).content.decode()
    assert "安吉路1号" in page
    assert "600000.00" in page
    assert asked.number in page
    entry = {
        "command_key": str(uuid4()), "start_on": "2026-12-30", "address": "安吉路1号", "construction": "concrete",
        "house_value": "600000", "house": "600000",
    }  # fmt: skip
    made = hand.post(address, entry)
    assert made.status_code == 302, made.content.decode()
    proposal = Proposal.objects.get()
    assert Enquiry.objects.get().proposals == [{"id": proposal.pk, "number": proposal.number}]
    assert proposal.number in hand.get(reverse("customer_service:enquiry", args=[asked.pk])).content.decode()


def test_the_pages_of_answering_and_passing_on(sales):
    asked = _asked(sales)
    hand = signed_in("SALES", "350503")
    for name, typed in (
        ("pass_on", {"desk": "policies", "unit_id": sales.unit_id, "reason": "a change"}),
        ("answer", {"answer": "come to the counter", "way": "phone"}),
    ):
        address = reverse(f"customer_service:{name}", args=[asked.pk])
        assert hand.get(address).status_code == 200
        key = {"command_key": str(uuid4()), "version": Enquiry.objects.get().version}
        assert hand.post(address, key | typed).status_code == 302
    found = Enquiry.objects.get()
    assert (found.desk, found.state, found.contacts[0]["way"]) == ("policies", "closed", "phone")
    assert "come to the counter" in hand.get(reverse("customer_service:enquiry", args=[asked.pk])).content.decode()
