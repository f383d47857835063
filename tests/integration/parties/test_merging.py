"""A customer registered twice is merged, also after the first policy: nothing moves, everything is found (CUS-01)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from stdnum.cn import ric

from core.web.history import timeline
from core.workflow.refusals import Forbidden, NotPossible
from parties.models import Party
from parties.public import accounts_of, find_parties, hits_of_people, party
from parties.rules.identity import IdType, PartyKind
from parties.services import merging
from parties.services.data import PartyData
from parties.services.refusals import InvalidEntry
from parties.services.register import register_party
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Policy

FENGZE, UWC = made.FENGZE, made.UWC


@pytest.fixture(autouse=True)
def branch(working_branch: None) -> None:
    """Units, people, authority, rules, open books."""


def twice() -> tuple[Party, Party]:
    """The same man by identity card, with policies, and by passport."""
    policies = made.make_issued()
    data = PartyData(
        kind=PartyKind.PERSON,
        name="陈晓东",
        id_type=IdType.PASSPORT,
        id_number="E12345678",
        phone="13905951234",
        different_from=(policies[0].holder_id,),
    )
    again = register_party(order(actor_at("SALES", FENGZE), reason="护照办理"), data=data)
    return Party.objects.get(pk=policies[0].holder_id), Party.objects.get(pk=again.pk)


def merge(party_pk: int, into: Party, reason: str = "同一客户，护照与身份证") -> Party:
    command = order(actor_at("UW_INFO", UWC), reason=reason)
    return merging.merge_party(party_pk, command, into=into.number)


@pytest.mark.req("CUS-01")
def test_the_record_with_policies_merges_and_its_references_resolve() -> None:
    old, new = twice()
    merge(old.pk, new)
    assert set(Policy.objects.values_list("holder_id", flat=True)) == {old.pk}
    assert party(old.pk).id == new.pk
    assert [fact.id for fact in find_parties("13905951234", actor_at("SALES", FENGZE))] == [new.pk]
    new.refresh_from_db()
    assert (new.same_as, "policyholder" in new.roles) == ([old.pk], True)
    merged = Party.objects.get(pk=old.pk)
    assert (merged.state, merged.merged_into_id, merged.same_as) == ("merged", new.pk, [new.pk])


@pytest.mark.req("CUS-01")
def test_the_page_of_the_customer_shows_the_business_of_both(settings: Any) -> None:
    settings.DEMO = True
    old, new = twice()
    merge(old.pk, new)
    underwriter = signed_in("UW_DIR", UWC)
    shown = underwriter.get(reverse("parties:customer", args=[new.pk]), {"tab": "business"}).content.decode()
    for number in Policy.objects.values_list("number", flat=True):
        assert number in shown
    assert new.number in underwriter.get(reverse("parties:customer", args=[old.pk])).content.decode()


@pytest.mark.req("CUS-01", "CUS-04")
def test_a_merger_hides_nobody_from_a_list() -> None:
    old, new = twice()
    before = hits_of_people([old.pk, new.pk], timezone.localdate())
    merge(old.pk, new)
    assert hits_of_people([old.pk, new.pk], timezone.localdate()) == before == {old.pk: (), new.pk: ()}
    assert accounts_of(new.pk) == []


@pytest.mark.req("CUS-01")
def test_a_wrong_merger_is_taken_back() -> None:
    old, new = twice()
    merge(old.pk, new)
    merging.separate_party(old.pk, order(actor_at("UW_INFO", UWC), reason="不是同一人"))
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, old.merged_into_id, old.same_as, new.same_as) == ("active", None, [], [])
    assert party(old.pk).id == old.pk
    assert new.pk in old.different_from


@pytest.mark.req("CUS-01")
def test_earlier_mergers_follow_to_the_record_that_remains() -> None:
    old, new = twice()
    merge(old.pk, new)
    third = register_party(
        order(actor_at("SALES", FENGZE), reason="港澳通行证"),
        data=PartyData(
            kind=PartyKind.PERSON,
            name="陈晓东",
            id_type=IdType.PASSPORT,
            id_number="G98765432",
            phone="13905951234",
            different_from=(new.pk,),
        ),
    )
    merge(new.pk, third)
    assert party(old.pk).id == party(new.pk).id == third.pk
    assert Party.objects.get(pk=old.pk).same_as == sorted([new.pk, third.pk])


@pytest.mark.req("CUS-01")
def test_what_is_not_the_same_customer_is_refused() -> None:
    old, new = twice()
    other = made.make_customer(name="王芳", number="350503199003152345", phone="13900000001")
    stranger = Party.objects.get(pk=other.id)
    body = "35050319850312999"  # born on the same day, another number
    twin = made.make_customer(name="陈晓冬", number=body + ric.calc_check_digit(f"{body}0"), phone="13900000002")
    for into, field in ((old, "into"), (stranger, "into"), (Party.objects.get(pk=twin.id), "into")):
        with nothing_changed(), pytest.raises(InvalidEntry) as caught:
            merge(old.pk, into)
        assert caught.value.field == field
    with nothing_changed(), pytest.raises(Forbidden):
        merging.merge_party(old.pk, order(actor_at("SALES", FENGZE), reason="x"), into=new.number)
    merge(old.pk, new)
    with nothing_changed(), pytest.raises(NotPossible):
        merge(old.pk, new)


@pytest.mark.req("CUS-01", "PLT-10")
def test_the_timeline_tells_mergers_by_customer_numbers(settings: Any) -> None:
    old, new = twice()
    merge(old.pk, new)
    merging.separate_party(old.pk, order(actor_at("UW_INFO", UWC), reason="不是同一人"))
    apart, merged = timeline("parties.party", old.pk, limit=2)
    assert merged.changes == [("Records of the same customer", "–", new.number)]
    assert apart.changes == [
        ("Records of the same customer", new.number, "–"),
        ("Known to be other customers", "–", new.number),
        ("Why they are other customers", "–", "不是同一人"),
    ]
