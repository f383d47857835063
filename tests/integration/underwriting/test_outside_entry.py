"""From the registration of a policy issued outside to its entry: one click, judged as of the signature (B-33)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.demo.form_stock import hand_out
from core.workflow.refusals import Forbidden, Hidden
from tests.factories import forms
from tests.factories import lines as made_lines
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import BackEntry, Proposal
from underwriting.rules import back_entry as life
from underwriting.services import back_entry
from underwriting.services.data import LineData, ProposalData
from underwriting.services.intake import receive_proposal, submit_proposal, withdraw_proposal
from underwriting.services.refusals import InvalidEntry

FENGZE, JINJIANG = made.FENGZE, forms.JINJIANG
TODAY = timezone.localdate
SENT = {name: value for name, value in made_lines.ACCIDENT.items() if isinstance(value, str)}


@pytest.fixture(autouse=True)
def papers(branch: None) -> None:
    hand_out(forms.kind("policy_paper"), held_for=timedelta(days=14))


def outside(**over: Any) -> BackEntry:
    given = {
        "way": life.COMPUTER,
        "serial": forms.kind("policy_paper").serial(1),
        "channel": "DIRECT",
        "line": "IPA",
        "holder_name": made.make_customer().name,
        "premium": Decimal("900.00"),
        "signed_on": TODAY() - timedelta(days=5),
    }
    data = back_entry.OutsideData(**(given | over))
    return back_entry.register_back_entry(order(actor_at("UW_ISSUE", FENGZE)), data=data)


def signed(days: int = 0) -> LineData:
    """A cover that begins so many days after the signature."""
    start = TODAY() - timedelta(days=5 - days)
    return LineData(product="IPA", start_on=start, content=dict(made_lines.ACCIDENT))


@pytest.mark.req("PRO-14", "PRO-17")
def test_the_entry_begins_from_the_page_of_the_registration(settings: Any) -> None:
    settings.DEMO = True
    found, clerk = outside(), signed_in("UW_ISSUE", FENGZE)
    page, begin = reverse("underwriting:back_entry", args=[found.pk]), reverse("underwriting:line_new", args=["IPA"])
    way = f'href="{begin}?from=back-entry:{found.pk}"'
    shown = clerk.get(page).content.decode()
    assert way in shown
    assert "Begin the entry: its draft is linked at once" in shown
    assert way not in signed_in("UW_REVIEW", FENGZE).get(page).content.decode()
    entry = clerk.get(f"{begin}?from=back-entry:{found.pk}")
    form = entry.context["form"]
    assert form["start_on"].value() == found.signed_on + timedelta(days=1)
    assert found.serial in entry.content.decode()
    begun = SENT | {"command_key": form["command_key"].value(), "start_on": f"{found.signed_on}", "end_on": ""}
    priced = clerk.post(entry.context["quote_url"], begun)
    draft_url = clerk.post(f"{begin}?from=back-entry:{found.pk}", begun)
    assert draft_url.status_code == 302
    draft = Proposal.objects.get()
    assert priced.context["proposal"].line_premium == draft.line_premium > 0
    assert (draft.start_on, draft.signed_on, draft.holder_name) == (found.signed_on, found.signed_on, found.holder_name)
    found.refresh_from_db()
    assert found.proposal_id == draft.pk
    after = clerk.get(page).content.decode()
    assert way not in after
    assert f"Complete {draft.number} as the paper says it" in after


@pytest.mark.req("PRO-14", "PRO-08")
def test_the_premium_of_a_linked_draft_is_shown_for_the_start_of_the_paper(settings: Any) -> None:
    settings.DEMO = True
    found, clerk = outside(), signed_in("UW_ISSUE", FENGZE)
    command = order(actor_at("UW_ISSUE", FENGZE))
    draft = back_entry.receive_outside(command, found.pk, ProposalData(line=signed()))
    edited = clerk.get(reverse("underwriting:line_edit", args=[draft.pk]))
    shown = clerk.post(edited.context["quote_url"], SENT | {"start_on": f"{draft.start_on}", "end_on": ""})
    assert shown.context["proposal"].line_premium == draft.line_premium
    early = SENT | {"start_on": f"{draft.start_on - timedelta(days=1)}", "end_on": ""}
    refused = clerk.post(edited.context["quote_url"], early)
    assert refused.context["problem"] == "Cover begins at 00:00 of a day after today."
    plain = reverse("underwriting:line_premium", args=["IPA"])
    refused = clerk.post(plain, SENT | {"start_on": f"{draft.start_on}", "end_on": ""})
    assert refused.context["proposal"] is None
    other = reverse("underwriting:line_premium", args=["GPA"])
    assert clerk.post(f"{other}?of={draft.pk}", SENT).status_code == 404


@pytest.mark.req("PRO-14", "PRO-17")
def test_an_entry_is_begun_once_by_its_unit_and_not_before_the_signature() -> None:
    found = outside()
    for actor in (actor_at("UW_ISSUE", JINJIANG), actor_at("SALES", JINJIANG)):
        with nothing_changed(), pytest.raises(Hidden):
            back_entry.receive_outside(order(actor), found.pk, ProposalData(line=signed()))
    clerk = actor_at("UW_ISSUE", FENGZE)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        back_entry.receive_outside(order(clerk), found.pk, ProposalData(line=signed(-1)))
    assert refused.value.field == "start_on"
    draft = back_entry.receive_outside(order(clerk), found.pk, ProposalData(line=signed()))
    with nothing_changed(), pytest.raises(InvalidEntry):
        back_entry.receive_outside(order(clerk), found.pk, ProposalData(line=signed()))
    withdraw_proposal(draft.pk, order(clerk, reason="录错"))
    again = back_entry.receive_outside(order(clerk), found.pk, ProposalData(line=signed(1)))
    found.refresh_from_db()
    assert found.proposal_id == again.pk


@pytest.mark.req("PRO-14")
def test_who_enters_no_policies_issued_outside_begins_none_in_the_past() -> None:
    found = outside()
    with nothing_changed(), pytest.raises(Forbidden):
        back_entry.receive_outside(order(actor_at("SALES", FENGZE)), found.pk, ProposalData(line=signed()))


@pytest.mark.req("PRO-14")
def test_a_motor_policy_begins_with_the_vehicle_on_the_day_after_the_signature(settings: Any) -> None:
    settings.DEMO = True
    found = outside(line="MCI")
    clerk = signed_in("UW_ISSUE", FENGZE)
    page = clerk.get(reverse("underwriting:back_entry", args=[found.pk])).content.decode()
    assert f'href="{reverse("underwriting:new")}?from=back-entry:{found.pk}"' in page
    draft = made.make_draft()
    submit_proposal(draft.pk, order(actor_at("UW_ISSUE", FENGZE)))
    back = BackEntry.objects.filter(pk=found.pk)
    back.update(proposal=draft)
    page = clerk.get(reverse("underwriting:back_entry", args=[found.pk])).content.decode()
    assert "The entry was handed in: say here that it is complete." in page


@pytest.mark.req("PRO-14")
def test_a_motor_draft_of_a_registration_may_begin_on_the_day_of_the_signature() -> None:
    found = outside(line="MCI")
    clerk = order(actor_at("UW_ISSUE", FENGZE))
    data = ProposalData(vehicle=made.vehicle(), cover=made.cover(start_on=found.signed_on))
    draft = back_entry.receive_outside(clerk, found.pk, data)
    assert (draft.start_on, draft.signed_on, draft.channel) == (found.signed_on, found.signed_on, "DIRECT")
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        receive_proposal(order(actor_at("UW_ISSUE", FENGZE)), data=data)
    assert refused.value.field == "start_on"


@pytest.mark.req("PRO-14", "PRO-17")
def test_a_draft_that_gives_way_is_an_ordinary_one_again_and_what_was_handed_in_stays() -> None:
    found, clerk = outside(), actor_at("UW_ISSUE", FENGZE)
    first = back_entry.receive_outside(order(clerk), found.pk, ProposalData(line=signed()))
    second, third = (
        receive_proposal(order(clerk), data=ProposalData(line=replace(signed(), start_on=TODAY() + timedelta(days=1))))
        for _time in range(2)
    )
    back_entry.begin_entry(found.pk, order(clerk), proposal=second.number)
    days = dict(Proposal.objects.values_list("pk", "signed_on"))
    assert days == {first.pk: None, second.pk: found.signed_on, third.pk: None}
    Proposal.objects.filter(pk=second.pk).update(state="review")
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        back_entry.begin_entry(found.pk, order(clerk), proposal=third.number)
    assert second.number in refused.value.message
