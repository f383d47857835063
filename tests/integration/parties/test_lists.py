"""Grey and black list: four eyes, days from which and until which, and what is hit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.crypto import mask_account
from core.models import WorkItem
from core.search import Entry, Scope, index
from core.workflow.engine import ReasonMissing
from parties.public import account_hits, hit_notices, list_hits, vehicle_hits
from parties.services.contacts import add_contact
from parties.services.data import ListingData
from parties.services.listing import (
    confirm_listing,
    confirm_removal,
    keep_after_review,
    keep_listed,
    propose_listing,
    propose_removal,
    record_appeal,
    reject_listing,
)
from parties.services.refusals import InvalidEntry, OwnProposal
from parties.tasks import review_entries
from tests.factories.parties import make_party
from tests.support.actors import order
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("CUS-04")]
TODAY = timezone.localdate()


def proposal(**over) -> ListingData:
    values = {
        "kind": "grey", "subject": "plate", "value": "闽C·12345", "reason_code": "suspected_fraud",
        "evidence": "two claims with the same damage", "valid_from": TODAY, "review_on": TODAY + timedelta(days=180),
    }  # fmt: skip
    return ListingData(**(values | over))


def test_an_entry_is_hit_only_after_another_person_confirmed_it(desk, second):
    entry = propose_listing(order(desk), data=proposal())
    assert vehicle_hits(plate="闽C12345", vin="", on=TODAY) == ()
    assert WorkItem.objects.get(subject_id=entry.pk).queue == "parties.list_decision"
    with nothing_changed(), pytest.raises(OwnProposal):
        confirm_listing(entry.pk, order(desk))

    confirm_listing(entry.pk, order(second))
    (hit,) = vehicle_hits(plate="闽C·12345", vin="", on=TODAY)
    assert (hit.number, hit.kind, hit.reason_code, hit.shown) == (entry.number, "grey", "suspected_fraud", "闽C12345")
    assert vehicle_hits(plate="闽C12346", vin="", on=TODAY) == ()
    assert vehicle_hits(plate="", vin="", on=TODAY) == ()


def test_an_account_is_hit_whoever_holds_it_and_shown_masked(desk, second):
    entry = propose_listing(order(desk), data=proposal(subject="account", value="6222 0214 0800 1234 567"))
    confirm_listing(entry.pk, order(second))
    (hit,) = account_hits("6222021408001234567", TODAY)
    assert (hit.number, hit.shown) == (entry.number, mask_account("6222021408001234567"))
    assert account_hits("6222021408001234568", TODAY) == account_hits("", TODAY) == ()


def test_the_database_refuses_one_person_in_both_places(desk, second):
    entry = propose_listing(order(desk), data=proposal())
    with pytest.raises(IntegrityError, match="listing_four_eyes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE parties_listentry SET decided_by_id = proposed_by_id WHERE id = %s", [entry.pk])


@pytest.mark.parametrize(
    ("subject", "value"),
    [("party", ""), ("identity", "number"), ("phone", "phone"), ("phone", "13905952222")],
)
def test_a_customer_is_hit_by_himself_his_number_and_every_telephone(desk, second, subject, value):
    party = make_party(order(desk))
    add_contact(party.pk, order(desk), kind="phone", value="13905952222")
    typed = {"number": party.id_number.lower(), "phone": "138 0595 0001"}.get(value, value)
    entry = propose_listing(
        order(desk), data=proposal(kind="black", subject=subject, value=typed, party_id=party.pk, reason_code="fraud")
    )
    confirm_listing(entry.pk, order(second))

    assert [hit.entry_id for hit in list_hits(party.pk, TODAY)] == [entry.pk]
    assert party.id_number not in entry.shown


@pytest.mark.parametrize(
    ("on", "hits"),
    [(TODAY - timedelta(days=1), 0), (TODAY, 1), (TODAY + timedelta(days=30), 1), (TODAY + timedelta(days=31), 0)],
)
def test_an_entry_is_hit_from_its_first_to_its_last_day(desk, second, on, hits):
    data = proposal(valid_until=TODAY + timedelta(days=30))
    confirm_listing(propose_listing(order(desk), data=data).pk, order(second))
    assert len(vehicle_hits(plate="闽C12345", vin="", on=on)) == hits


def test_a_rejected_proposal_is_never_hit_and_may_be_made_again(desk, second):
    entry = propose_listing(order(desk), data=proposal())
    with nothing_changed(), pytest.raises(ReasonMissing):
        reject_listing(entry.pk, order(second))
    assert reject_listing(entry.pk, order(second, reason="no evidence")).state == "rejected"
    assert vehicle_hits(plate="闽C12345", vin="", on=TODAY) == ()
    assert propose_listing(order(desk), data=proposal()).pk != entry.pk


def test_a_removal_takes_two_and_the_entry_is_hit_meanwhile(desk, second):
    entry = propose_listing(order(desk), data=proposal())
    confirm_listing(entry.pk, order(second))
    propose_removal(entry.pk, order(second, reason="appeal upheld"))
    assert len(vehicle_hits(plate="闽C12345", vin="", on=TODAY)) == 1
    with nothing_changed(), pytest.raises(OwnProposal):
        confirm_removal(entry.pk, order(second))
    assert keep_listed(entry.pk, order(desk, reason="new evidence")).state == "active"
    propose_removal(entry.pk, order(second, reason="appeal upheld"))
    assert confirm_removal(entry.pk, order(desk)).valid_until == TODAY
    assert vehicle_hits(plate="闽C12345", vin="", on=TODAY) == ()


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"evidence": "short"}, "evidence"),
        ({"review_on": TODAY - timedelta(days=1)}, "review_on"),
        ({"review_on": TODAY + timedelta(days=367)}, "review_on"),
        ({"valid_until": TODAY - timedelta(days=1)}, "valid_until"),
        ({"value": "1"}, "value"),
        ({"subject": "phone", "value": "12"}, "value"),
        ({"subject": "party", "party_id": None}, "party_id"),
    ],
)
def test_incomplete_proposals_are_refused(desk, over, field):
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        propose_listing(order(desk), data=proposal(**over))
    assert refused.value.field == field


def test_a_proven_case_may_be_reviewed_later_than_a_suspicion(desk):
    data = proposal(kind="black", reason_code="fraud", review_on=TODAY + timedelta(days=731))
    assert propose_listing(order(desk), data=data).state == "proposed"


def test_the_review_of_a_proven_case_is_not_put_off_for_ever(desk):
    data = proposal(kind="black", reason_code="fraud", review_on=TODAY + timedelta(days=732))
    with nothing_changed(), pytest.raises(InvalidEntry, match="731") as refused:
        propose_listing(order(desk), data=data)
    assert refused.value.field == "review_on"


def test_everything_that_is_wrong_is_said_at_once(desk):
    wrong = proposal(
        value="1", evidence="short", source_number="CXXX1", valid_until=TODAY - timedelta(days=1),
        review_on=TODAY - timedelta(days=1),
    )  # fmt: skip
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        propose_listing(order(desk), data=wrong)
    assert set(refused.value.details["faults"]) == {"source_number", "valid_until", "review_on", "evidence", "value"}


def test_the_case_named_as_source_is_one_of_ours(desk):
    scope = Scope(unit_id=desk.unit_id)
    index(Entry(kind="claims.claim", object_id=7, title="案件", at=timezone.now(), scope=scope, number="CMOD7"))
    with nothing_changed(), pytest.raises(InvalidEntry, match="CXXX1"):
        propose_listing(order(desk), data=proposal(source_number="CXXX1"))
    made = propose_listing(order(desk), data=proposal(source_number="cmod7"))
    assert (made.source_kind, made.source_number) == ("claims.claim", "CMOD7")


def test_the_same_entry_is_not_made_twice(desk):
    propose_listing(order(desk), data=proposal())
    with nothing_changed(), pytest.raises(InvalidEntry, match="already an entry"):
        propose_listing(order(desk), data=replace(proposal(), value="闽C12345"))


@pytest.mark.req("DUT-37")
def test_entries_come_to_review_on_their_day_and_are_hit_until_somebody_decided(desk, second):
    entry = propose_listing(order(desk), data=proposal(review_on=TODAY + timedelta(days=30)))
    confirm_listing(entry.pk, order(second))
    day = TODAY + timedelta(days=30)
    assert review_entries(day - timedelta(days=1), timezone.now()) == 0
    assert review_entries(day, timezone.now()) == 1
    assert review_entries(day, timezone.now()) == 0
    assert WorkItem.objects.get(subject_id=entry.pk, done_at=None).queue == "parties.list_review"
    assert len(vehicle_hits(plate="闽C12345", vin="", on=day)) == 1

    with nothing_changed(), pytest.raises(OwnProposal):
        keep_after_review(entry.pk, order(desk, reason="still"), review_on=TODAY + timedelta(days=60))
    for wrong in (TODAY, TODAY + timedelta(days=367)):
        with nothing_changed(), pytest.raises(InvalidEntry):
            keep_after_review(entry.pk, order(second, reason="still"), review_on=wrong)
    kept = keep_after_review(entry.pk, order(second, reason="still"), review_on=TODAY + timedelta(days=60))
    assert (kept.state, kept.review_on, kept.reviewed_on) == ("active", TODAY + timedelta(days=60), TODAY)


def test_a_complaint_alone_opens_no_review(desk, second):
    entry = propose_listing(order(desk), data=proposal())
    confirm_listing(entry.pk, order(second))
    with nothing_changed(), pytest.raises(InvalidEntry, match="complaint alone") as refused:
        record_appeal(entry.pk, order(desk, reason="he is angry"), ground="complaint")
    assert refused.value.field == "ground"
    assert record_appeal(entry.pk, order(desk, reason="court"), ground="decision").state == "review"


def test_why_somebody_is_listed_is_shown_only_to_posts_that_may_see_the_lists(desk, second, stranger):
    party = make_party(order(desk))
    entry = propose_listing(order(desk), data=proposal(subject="party", value="", party_id=party.pk))
    confirm_listing(entry.pk, order(second))
    (shown,) = hit_notices(desk, party_ids=[party.pk, None], vehicles=[("闽C99999", "")], on=TODAY)
    assert (shown.number, shown.reason) == (entry.number, "Suspected fraud")
    (hidden,) = hit_notices(stranger, party_ids=[party.pk], on=TODAY)
    assert (hidden.kind, hidden.subject, hidden.number, hidden.reason, hidden.url) == ("grey", "Customer", "", "", "")
