"""Defects that come back, and papers of policies issued after the batch of the day went out (5.11, A1 7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from core.jobs import enqueue
from core.jobs.drain import drain
from organisation.public import calendar
from parties.models import Party
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.forms.quality import BatchForm
from underwriting.models import BatchedPaper, DataDefect, Policy
from underwriting.selectors.quality import days_to_hand_over, findings
from underwriting.services import data_quality, paper_batch
from underwriting.services.refusals import InvalidEntry

FENGZE, UWC = made.FENGZE, made.UWC


def night(nth: int) -> int:
    """The job of the night; how many defects it found."""
    job = enqueue("underwriting.find_defects", key=f"night-{nth}", payload={})
    drain(reraise=True)
    job.refresh_from_db()
    return int(job.result["found"])


def mended(policy: Policy) -> None:
    defect = DataDefect.objects.get(rule="no_phone", policy=policy, state="open")
    data_quality.answer_defect(defect.pk, order(actor_at("UW_ISSUE", FENGZE), reason="已补录"), method="customer")
    data_quality.close_defect(defect.pk, order(actor_at("UW_INFO", UWC)))


@pytest.mark.req("PRO-21", "DUT-35")
def test_what_comes_back_after_it_was_closed_is_found_again_and_the_night_goes_on(branch: None) -> None:
    policy = made.make_issued(compulsory=False)[0]
    holder = Party.objects.get(pk=policy.holder_id)
    Party.objects.filter(pk=holder.pk).update(phone_masked="")
    assert night(1) >= 1
    mended(policy)
    Party.objects.filter(pk=holder.pk).update(name="泉州改名有限公司")
    Policy.objects.filter(pk=policy.pk).update(premium=policy.premium + 1)
    assert night(2) == 2
    assert list(DataDefect.objects.filter(rule="no_phone").order_by("pk").values_list("state", flat=True)) == [
        "closed",
        "open",
    ]
    assert DataDefect.objects.filter(rule="premium", policy=policy).count() == 1
    assert night(3) == 0


@pytest.mark.req("PRO-21")
@pytest.mark.parametrize("state", ["voided", "terminated", "exhausted"])
def test_a_contract_that_ended_early_makes_no_duplicate_of_the_one_that_replaces_it(branch: None, state: str) -> None:
    first, second = made.make_issued()
    Policy.objects.filter(pk=second.pk).update(line=first.line, state=state)
    assert [one for one in findings(timezone.localdate()) if one.rule == "duplicate"] == []


@pytest.mark.req("DUT-33")
def test_papers_of_a_policy_issued_after_the_batch_went_out_go_with_another_one_of_the_day(branch: None) -> None:
    today, clerk = timezone.localdate(), actor_at("UW_ISSUE", FENGZE)
    early, late = made.make_issued()
    Policy.objects.filter(pk=late.pk).update(created_at=timezone.now() - timedelta(days=40))
    first = paper_batch.hand_over(order(clerk), day=today)
    with nothing_changed(), pytest.raises(InvalidEntry, match="handed over before"):
        paper_batch.hand_over(order(clerk), day=today)
    Policy.objects.filter(pk=late.pk).update(created_at=timezone.now())
    assert days_to_hand_over(first.unit_id, today) == [(today, 1)]
    second = paper_batch.hand_over(order(clerk), day=today)
    assert days_to_hand_over(first.unit_id, today) == []
    assert dict(BatchedPaper.objects.values_list("policy_id", "batch_id")) == {early.pk: first.pk, late.pk: second.pk}


@pytest.mark.req("DUT-33")
def test_the_form_proposes_the_papers_of_the_last_working_day(branch: None) -> None:
    day = BatchForm().fields["day"].initial
    assert day == calendar().add_working_days(timezone.localdate(), -1) < timezone.localdate()


@pytest.mark.req("DUT-33")
def test_the_page_names_the_days_whose_papers_wait(settings: Any) -> None:
    settings.DEMO = True
    made.make_issued()
    page = reverse("underwriting:batch_new")
    client = signed_in("UW_ISSUE", FENGZE)
    waiting = f"{timezone.localdate()} (2)"
    assert waiting in client.get(page).content.decode()
    client.post(page, {"command_key": str(uuid4()), "day": timezone.localdate().isoformat()})
    assert "All papers of the last days were handed over." in client.get(page).content.decode()
