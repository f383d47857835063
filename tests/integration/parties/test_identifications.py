"""Papers, owners and identifications of customers (CUS-02, AML law)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core.models import StoredFile, WorkItem
from parties.demo.intermediaries import blank_scan
from parties.models import CustomerPaper, Identification
from parties.public import AmlAct, AmlNeed, aml_needed, require_identification
from parties.rules.identification import Gap
from parties.services.identification import OwnerData, add_owner, identify
from parties.services.papers import PaperData, confirm_paper, receive_paper, refuse_paper
from parties.services.refusals import InvalidEntry, OwnProposal
from parties.services.register import register_party
from parties.tasks import renew_identifications
from tests.factories.parties import make_party, organisation_data, resident_number
from tests.support.actors import order
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()


def need(party, amount="10000.00", act=AmlAct.CLAIM_PAYMENT) -> AmlNeed:
    return AmlNeed(party_id=party.pk, act=act, amount=Decimal(amount), document_number="P-1")


def paper(party, kind="identity", **over) -> PaperData:
    return PaperData(**{"party_id": party.pk, "kind": kind, "content": blank_scan(), "name": "a.png"} | over)


def kept(desk, second, party, kind="identity") -> CustomerPaper:
    return confirm_paper(receive_paper(order(desk), data=paper(party, kind)).pk, order(second))


@pytest.mark.req("CUS-02")
def test_a_paper_is_checked_by_a_second_person(desk, second):
    party = make_party(order(desk))
    made = receive_paper(order(desk), data=paper(party))
    assert WorkItem.objects.get(subject_id=made.pk).queue == "parties.paper_check"
    assert (StoredFile.objects.get().subject_kind, StoredFile.objects.get().subject_id) == ("parties.party", party.pk)
    with nothing_changed(), pytest.raises(OwnProposal):
        confirm_paper(made.pk, order(desk))
    assert confirm_paper(made.pk, order(second)).state == "true"
    assert refuse_paper(made.pk, order(second, reason="the register says otherwise")).state == "refused"


@pytest.mark.req("CUS-02")
def test_an_expired_paper_is_not_taken(desk):
    party = make_party(order(desk))
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        receive_paper(order(desk), data=paper(party, valid_until=TODAY - timedelta(days=1)))
    assert refused.value.field == "valid_until"


def test_below_the_threshold_nobody_is_asked(desk):
    party = make_party(order(desk))
    with nothing_changed():
        verdict = require_identification(order(desk), need(party, "9999.99"))
    assert (verdict.needed, verdict.is_open, verdict.threshold) == (False, False, Decimal(10000))


def test_each_act_has_its_threshold(desk):
    party = make_party(order(desk))
    assert not aml_needed(party.pk, AmlAct.PREMIUM_TRANSFER, Decimal("199999.99"), TODAY).needed
    assert aml_needed(party.pk, AmlAct.PREMIUM_TRANSFER, Decimal(200000), TODAY).needed
    assert aml_needed(party.pk, AmlAct.PREMIUM_CASH, Decimal(10000), TODAY).needed


def test_a_missing_identification_is_worked_off_once_and_holds_until_it_is_due(desk, second):
    party = make_party(order(desk), occupation="teacher")
    verdict = require_identification(order(desk), need(party))
    assert verdict.missing == (Gap.PAPER, Gap.RECORD)
    require_identification(order(desk), need(party, "20000.00"))
    record = Identification.objects.get()
    assert WorkItem.objects.get(subject_id=record.pk, done_at=None).queue == "parties.identification"
    with nothing_changed(), pytest.raises(InvalidEntry, match="Not complete"):
        identify(record.pk, order(desk), relation="same person")
    kept(desk, second, party)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        identify(record.pk, order(desk), relation=" ")
    assert refused.value.field == "relation"
    done = identify(record.pk, order(desk), relation="same person")
    assert (done.state, done.refresh_on.year) == ("identified", TODAY.year + 3)
    assert aml_needed(party.pk, AmlAct.REFUND, Decimal(10000), TODAY).missing == ()

    after = done.refresh_on + timedelta(days=1)
    assert renew_identifications(done.refresh_on, timezone.now()) == 0
    assert renew_identifications(after, timezone.now()) == 1
    assert Identification.objects.get().state == "needed"


def test_an_organisation_names_who_owns_it(desk, second):
    party = register_party(order(desk), data=organisation_data(address="福建省泉州市丰泽区", industry="物流"))
    for kind in ("business_licence", "representative"):
        kept(desk, second, party, kind)
    assert aml_needed(party.pk, AmlAct.REFUND, Decimal(10000), TODAY).missing == (Gap.OWNERS, Gap.RECORD)
    owner = OwnerData(name="林建国", id_type="resident_id", id_number=resident_number(1), share=Decimal(60))
    add_owner(party.pk, order(desk), data=owner)
    with nothing_changed(), pytest.raises(InvalidEntry, match="more than 100") as refused:
        add_owner(party.pk, order(desk), data=owner)
    assert refused.value.field == "share"
    assert aml_needed(party.pk, AmlAct.REFUND, Decimal(10000), TODAY).missing == (Gap.RECORD,)
    assert party.owners.get().id_masked == "350***********" + resident_number(1)[-4:]


def test_a_person_has_no_beneficial_owner(desk):
    party = make_party(order(desk))
    owner = OwnerData(name="林建国", id_type="resident_id", id_number=resident_number(1), share=Decimal(60))
    with nothing_changed(), pytest.raises(InvalidEntry, match="organisation"):
        add_owner(party.pk, order(desk), data=owner)
