"""Intermediaries: four eyes over papers and terms, mandates of customers, and what the branch may give away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from core.models import Notification, StoredFile
from organisation.models import ControlChange
from organisation.public import approve_change
from parties.demo.intermediaries import blank_scan
from parties.models import Intermediary
from parties.public import intermediaries, intermediary_fact
from parties.services.data import IntermediaryData, LineTerms, MandateData
from parties.services.intermediary import (
    approve_intermediary,
    edit_intermediary,
    end_mandate,
    record_mandate,
    register_intermediary,
    reject_intermediary,
)
from parties.services.intermediary_renewal import propose_renewal
from parties.services.refusals import InvalidEntry, OwnProposal
from parties.services.reminders import remind_of_intermediaries
from tests.factories.organisation import actor_at, make_branch, order
from tests.factories.parties import make_party
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("CUS-07")]
TODAY = timezone.localdate()
TERMS = LineTerms(line="MTP", commission_rate=Decimal("0.10"), issuing_limit=Decimal(1_000_000))


@pytest.fixture(autouse=True)
def branch(db):
    make_branch()
    with translation.override("en"):
        yield


@pytest.fixture
def info():
    return actor_at("UW_INFO", "350591")


@pytest.fixture
def director():
    return actor_at("UW_DIR", "350591")


@pytest.fixture
def customer():
    return make_party(order(actor_at("SALES", "350503")))


def papers(customer, **over) -> IntermediaryData:
    values = {
        "party_id": customer.pk, "kind": "issuing", "licence_number": "L-1",
        "licence_until": TODAY + timedelta(days=90),
        "agreement_number": "A-1", "agreement_from": TODAY, "agreement_until": TODAY + timedelta(days=300),
        "terms": (TERMS,),
    }  # fmt: skip
    return IntermediaryData(**(values | over))


def approved(info, director, customer, **over) -> Intermediary:
    made = register_intermediary(order(info), data=papers(customer, **over))
    return approve_intermediary(made.pk, order(director))


def test_business_comes_only_after_another_person_approved(info, director, customer):
    made = register_intermediary(order(info), data=papers(customer))
    assert (made.state, intermediaries(TODAY)) == ("proposed", [])
    assert intermediary_fact(made.pk, TODAY).fault.code == "not_active"

    approve_intermediary(made.pk, order(director))
    assert [one.code for one in intermediaries(TODAY)] == [made.code]
    fact = intermediary_fact(made.pk, TODAY)
    assert (fact.fault, fact.commission("MTP"), fact.issuing_limit("MTP")) == (
        None, Decimal("0.1000"), Decimal("1000000.00"),
    )  # fmt: skip


def test_nobody_approves_his_own_proposal_and_the_database_knows(info, director, customer):
    both = replace(director, staff_id=info.staff_id)
    made = register_intermediary(order(info), data=papers(customer))
    with nothing_changed(), pytest.raises(OwnProposal):
        approve_intermediary(made.pk, order(both))
    with pytest.raises(IntegrityError, match="intermediary_four_eyes"), transaction.atomic(), connection.cursor() as c:
        c.execute("UPDATE parties_intermediary SET decided_by_id = proposed_by_id WHERE id = %s", [made.pk])


def test_a_rejected_proposal_is_corrected_and_proposed_again(info, director, customer):
    made = register_intermediary(order(info), data=papers(customer))
    reject_intermediary(made.pk, order(director, reason="the licence is a copy of another one"))
    again = edit_intermediary(made.pk, order(info), data=papers(customer, licence_number="L-2"))
    assert (again.state, again.licence_number, again.decided_by_id) == ("proposed", "L-2", None)
    assert approve_intermediary(made.pk, order(director)).state == "active"


def test_an_expired_licence_or_agreement_refuses_new_business(info, director, customer):
    made = approved(info, director, customer)
    after = TODAY + timedelta(days=91)
    assert intermediaries(after) == []
    assert intermediary_fact(made.pk, after).fault.code == "licence_expired"


@pytest.mark.req("PRO-03")
@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"terms": (LineTerms(line="MCI", commission_rate=Decimal("0.05")),)}, "rate_MCI"),
        ({"terms": (replace(TERMS, issuing_limit=Decimal(10_000_001)),)}, "limit_MTP"),
        ({"kind": "no_issuing"}, "limit_MTP"),
        ({"terms": (LineTerms(line="MTP", commission_rate=Decimal(0)),) * 2}, "lines"),
        ({"agreement_until": TODAY - timedelta(days=1)}, "agreement_until"),
        ({"licence_from": TODAY + timedelta(days=91)}, "licence_until"),
        ({"party_id": 0}, "party_id"),
    ],
    ids=["filed rate", "branch authority", "no right", "twice", "agreement", "licence", "customer"],
)  # fmt: skip
def test_an_agreement_gives_no_more_than_the_branch_has(info, customer, over, field):
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        register_intermediary(order(info), data=papers(customer, **over))
    assert refused.value.field == field


def test_new_terms_hold_from_their_day_and_the_old_ones_until_the_day_before(info, director, customer):
    made = approved(info, director, customer)
    later = TODAY + timedelta(days=10)
    terms = (LineTerms(line="MTP", commission_rate=Decimal("0.08"), issuing_limit=Decimal(500_000)),)
    data = papers(customer, agreement_number="A-2", terms=terms)
    propose_renewal(order(info, reason="rates filed anew"), intermediary_id=made.pk, data=data, holds_from=later)
    change = ControlChange.objects.get()
    assert intermediary_fact(made.pk, later).commission("MTP") == Decimal("0.1000")

    approve_change(change.pk, order(director))
    assert intermediary_fact(made.pk, later - timedelta(days=1)).commission("MTP") == Decimal("0.1000")
    fact = intermediary_fact(made.pk, later)
    assert (fact.agreement_number, fact.commission("MTP"), fact.issuing_limit("MTP")) == (
        "A-2", Decimal("0.0800"), Decimal("500000.00"),
    )  # fmt: skip


def mandate(number: str, **over) -> MandateData:
    values = {
        "customer_number": number, "valid_from": TODAY, "valid_until": TODAY + timedelta(days=30),
        "content": blank_scan(), "name": "mandate.png",
    }  # fmt: skip
    return MandateData(**(values | over))


@pytest.mark.req("PRO-02")
def test_a_broker_signs_for_a_customer_while_the_mandate_runs(info, director, customer):
    broker = make_party(order(actor_at("SALES", "350503")), serial=3, name="李四光")
    made = approved(info, director, broker, kind="broker", terms=())
    assert not intermediary_fact(made.pk, TODAY).may_sign_for(customer.pk)
    record_mandate(made.pk, order(info), data=mandate(customer.number))

    assert intermediary_fact(made.pk, TODAY).may_sign_for(customer.pk)
    assert not intermediary_fact(made.pk, TODAY).may_sign_for(broker.pk)
    assert not intermediary_fact(made.pk, TODAY + timedelta(days=31)).may_sign_for(customer.pk)
    assert StoredFile.objects.get().subject_id == made.pk
    end_mandate(made.pk, order(info, reason="customer withdrew it"), mandate_id=made.mandates.get().pk)
    assert not intermediary_fact(made.pk, TODAY).may_sign_for(customer.pk)


@pytest.mark.req("PRO-02")
@pytest.mark.parametrize(
    ("kind", "over", "field"),
    [
        ("no_issuing", {}, "customer_number"),
        ("broker", {"customer_number": "KH999999999"}, "customer_number"),
        ("broker", {"valid_until": date(2020, 1, 1)}, "valid_until"),
    ],
)
def test_a_wrong_mandate_is_refused_at_its_field(info, director, customer, kind, over, field):
    made = approved(info, director, customer, kind=kind, terms=())
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        record_mandate(made.pk, order(info), data=mandate(customer.number, **over))
    assert refused.value.field == field


@pytest.mark.parametrize(("days", "told"), [(31, 0), (30, 1), (-1, 1)])
def test_who_keeps_an_intermediary_is_told_once_that_it_ends(info, director, customer, days, told):
    approved(info, director, customer, licence_until=TODAY + timedelta(days=days))
    assert remind_of_intermediaries(TODAY) == told
    assert remind_of_intermediaries(TODAY) == told
    mine = Notification.objects.filter(recipient_id=info.staff_id, key__startswith="parties.intermediary.ends/")
    assert mine.count() == told
