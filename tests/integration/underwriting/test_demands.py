"""Material that underwriters demand, the centre's own inspector, and help while an entry is filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.models import WorkItem
from core.workflow.refusals import Forbidden
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.integration.underwriting.test_people_list import scan
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import MaterialDemand, Proposal
from underwriting.services import decide, demands
from underwriting.services.data import PapersData, ProposalData
from underwriting.services.inspections import record_inspection, set_aside
from underwriting.services.intake import edit_proposal, submit_proposal
from underwriting.services.refusals import Incomplete, InvalidEntry

pytestmark = pytest.mark.django_db
FENGZE, UWC = made.FENGZE, made.UWC
TERMS = "仅限福建省内行驶"


def special() -> Proposal:
    """A proposal with a clause that has no code, typed as special agreement: it waits for a person."""
    papers = PapersData(signed=True, inspected=True, answered=made.answers(), special_terms=TERMS)
    found = made.make_decided(papers=papers)
    assert found.state == "uw_queue"
    return found


def demanded(found: Proposal, what: str = "document") -> MaterialDemand:
    return demands.demand(order(actor_at("UW_UND3", UWC)), proposal=found.pk, what=what, text="行驶路线证明")


def accepted(found: Proposal) -> Proposal:
    return decide.approve(found.pk, replace(order(actor_at("UW_DIR", UWC)), reason="风险可控"))


@pytest.mark.req("PRD-03")
def test_demanded_material_is_brought_or_waived_before_the_acceptance() -> None:
    found = special()
    first, second = demanded(found), demanded(found, "information")
    waiting = WorkItem.objects.filter(subject_kind="underwriting.demand", done_at=None)
    assert {item.queue for item in waiting} == {"underwriting.demands"}
    with nothing_changed(), pytest.raises(Incomplete, match="行驶路线证明"):
        accepted(found)
    clerk = actor_at("UW_ISSUE", FENGZE)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        demands.bring(first.pk, order(clerk))
    assert refused.value.field == "paper"
    brought = demands.bring(first.pk, order(clerk), content=scan(), name="route.png")
    assert (brought.state, brought.file.subject_kind) == ("received", "underwriting.demand")
    with nothing_changed(), pytest.raises(Forbidden):
        demands.waive(second.pk, replace(order(clerk), reason="不需要"))
    assert demands.waive(second.pk, replace(order(actor_at("UW_UND3", UWC)), reason="已电话核实")).state == "waived"
    assert accepted(found).state == "approved"


@pytest.mark.req("PRO-06")
def test_the_record_of_the_salesperson_counts_and_the_centre_may_send_its_own_inspector() -> None:
    """Recorded and signed the entry is handed in; the underwriter's inspector then decides what is believed."""
    found = special()
    assert (found.inspected, found.signed, found.inspections.count()) == (True, True, 1)
    asked = demanded(found, "inspection")
    clerk = order(actor_at("UW_ISSUE", FENGZE))
    with nothing_changed(), pytest.raises(InvalidEntry):
        demands.bring(asked.pk, clerk)
    photos = tuple((scan(), f"{place}.png") for place in range(3))
    inspector = order(actor_at("UW_RISK", UWC))
    seen = {
        "inspected_at": timezone.now() - timedelta(minutes=5),
        "place": "泉州市丰泽区",
        "result": "refused",
        "remark": "车辆已报废",
    }
    record_inspection(inspector, proposal=found.pk, photos=photos, **seen)
    assert demands.bring(asked.pk, order(actor_at("UW_RISK", UWC))).inspection is not None
    with nothing_changed(), pytest.raises(Incomplete, match="advises against"):
        accepted(found)


@pytest.mark.req("PRO-06")
def test_own_damage_is_not_handed_in_without_a_record_of_day_place_inspector_and_photos() -> None:
    draft = made.make_draft(papers=PapersData(signed=True, inspected=False, answered=made.answers()))
    clerk = actor_at("UW_ISSUE", FENGZE)
    with nothing_changed(), pytest.raises(Incomplete) as refused:
        submit_proposal(draft.pk, order(clerk))
    assert refused.value.details["fields"] == ["inspected"]
    marked = ProposalData(papers=PapersData(signed=True, inspected=True, answered=made.answers()))
    edit_proposal(draft.pk, order(clerk), data=marked)
    with nothing_changed(), pytest.raises(Incomplete):
        submit_proposal(draft.pk, order(clerk))
    seller = order(actor_at("SALES", FENGZE))
    seen = {"inspected_at": timezone.now() - timedelta(minutes=5), "place": "泉州市丰泽区", "result": "good"}
    with nothing_changed(), pytest.raises(InvalidEntry) as few:
        record_inspection(seller, proposal=draft.pk, photos=((scan(), "1.png"),), **seen)
    assert few.value.field == "photos"
    photos = tuple((scan(), f"{place}.png") for place in range(3))
    made_now = record_inspection(order(actor_at("SALES", FENGZE)), proposal=draft.pk, photos=photos, **seen)
    assert (made_now.inspector_id, made_now.photos) == (actor_at("SALES", FENGZE).staff_id, 3)
    assert submit_proposal(draft.pk, order(clerk)).state == "review"


@pytest.mark.req("PRO-06")
def test_a_record_that_is_set_aside_takes_the_mark_with_it() -> None:
    draft = made.make_draft(papers=PapersData(signed=True, inspected=False, answered=made.answers()))
    seen = {"inspected_at": timezone.now() - timedelta(minutes=5), "place": "泉州市丰泽区", "result": "good"}
    photos = tuple((scan(), f"{place}.png") for place in range(3))
    record = record_inspection(order(actor_at("SALES", FENGZE)), proposal=draft.pk, photos=photos, **seen)
    assert Proposal.objects.get(pk=draft.pk).inspected is True
    set_aside(record.pk, order(actor_at("SALES", FENGZE), reason="wrong vehicle"))
    assert Proposal.objects.get(pk=draft.pk).inspected is False


@pytest.mark.req("PRD-03")
def test_a_demand_is_asked_and_brought_on_the_page_of_its_proposal(settings: Any) -> None:
    settings.DEMO = True
    found, underwriter = special(), signed_in("UW_UND3", UWC)
    asking, page = (
        reverse("underwriting:ask_demand", args=[found.pk]),
        reverse("underwriting:proposal", args=[found.pk]),
    )
    assert asking in underwriter.get(page).content.decode()
    assert underwriter.post(asking, {"command_key": str(uuid4()), "what": "document", "text": ""}).status_code == 422
    typed = {"command_key": str(uuid4()), "what": "document", "text": "行驶路线证明"}
    assert underwriter.post(asking, typed).status_code == 302
    sales = signed_in("SALES", FENGZE)
    shown = sales.get(page).content.decode()
    assert "行驶路线证明" in shown
    assert asking not in shown
    assert sales.get(reverse("underwriting:demand", args=[MaterialDemand.objects.get().pk])).status_code == 302
    assert signed_in("SALES", made.JINJIANG).get(reverse("underwriting:demand", args=[1])).status_code == 404


@pytest.mark.req("PRO-22")
def test_the_salesperson_sees_what_is_missing_and_how_to_get_it(settings: Any) -> None:
    settings.DEMO = True
    draft = made.make_draft(papers=PapersData(signed=False, inspected=False))
    hand, page = signed_in("SALES", FENGZE), reverse("underwriting:proposal", args=[draft.pk])
    shown = hand.get(page).content.decode()
    assert "Read every question to the customer" in shown
    assert "4 / 7" in shown
    whole = ProposalData(papers=PapersData(signed=True, answered=made.answers()))
    edit_proposal(draft.pk, order(actor_at("UW_ISSUE", FENGZE)), data=whole)
    made.make_inspection(draft)
    assert "7 / 7" in hand.get(page).content.decode()
    submit_proposal(draft.pk, order(actor_at("UW_ISSUE", FENGZE)))
    assert "7 / 7" not in hand.get(page).content.decode()


@pytest.mark.req("PRO-06")
def test_an_inspection_is_recorded_on_its_page_with_several_photos(settings: Any) -> None:
    settings.DEMO = True
    draft = made.make_draft(papers=PapersData(signed=True, inspected=False, answered=made.answers()))
    hand, where = signed_in("UW_ISSUE", FENGZE), reverse("underwriting:inspect", args=[draft.pk])
    papers = f"{reverse('underwriting:edit', args=[draft.pk])}?step=papers"
    assert where in hand.get(papers).content.decode()
    photos = [SimpleUploadedFile(f"{n}.png", scan(), content_type="image/png") for n in range(3)]
    typed = {"command_key": str(uuid4()), "place": "泉州市丰泽区", "result": "good"}
    typed["inspected_at"] = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    assert hand.post(where, typed | {"photos": photos[:1]}).status_code == 422
    photos = [SimpleUploadedFile(f"{n}.png", scan(), content_type="image/png") for n in range(3)]
    assert hand.post(where, typed | {"photos": photos})["Location"] == papers
    assert [one.photos for one in draft.inspections.all()] == [3]
    assert Proposal.objects.get(pk=draft.pk).inspected is True
