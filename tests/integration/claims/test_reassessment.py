"""Objects assessed again after the adjuster looked; cases that were registered before the survey ended."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.models import Claim, LossItem, LossReport, SurveyTask
from claims.services import assess, calculate, reassess, register, reports, survey
from claims.services import refusals as refused
from core.models import Notification, WorkItem
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import NotPossible
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed


def adjuster(reason: str = "") -> object:
    return order(actor_at("CS_ADJ", made.CENTRE), reason=reason)


@pytest.mark.req("SUR-08", "PAY-01")
def test_a_returned_object_is_assessed_and_calculated_again() -> None:
    claim = made.make_claim_in("calculated")
    own = LossItem.objects.get(kind="own_vehicle")
    with nothing_changed(), pytest.raises(ReasonMissing):
        reassess.return_assessment(claim.pk, adjuster(), item_ids=[own.pk])
    with nothing_changed(), pytest.raises(refused.InvalidEntry):
        reassess.return_assessment(claim.pk, adjuster("x"), item_ids=[])
    back = reassess.return_assessment(claim.pk, adjuster("前保险杠应修复，不更换"), item_ids=[own.pk])
    assert (back.state, back.assessed_at) == ("registered", None)
    assert set(Claim.objects.values_list("state", flat=True)) == {"registered"}
    task = SurveyTask.objects.get()
    who = made.surveyor_of(task)
    assert task.state == "on_site"
    assert WorkItem.objects.get(subject_kind="claims.task", done_at=None).assignee_id == who.staff_id
    told = Notification.objects.get(key__startswith="reassess:")
    assert (told.recipient_id, told.body) == (who.staff_id, "前保险杠应修复，不更换")
    survey.edit_item(own.pk, order(who), data=made.item_data(amount=6000))
    assess.confirm(own.pk, order(who))
    assert Claim.objects.get(pk=claim.pk).assessed_at is None
    reassess.finish_survey(task.pk, order(who))
    again = Claim.objects.get(pk=claim.pk)
    assert (again.state, again.assessed) == ("assessed", Decimal("14000.00"))
    made.papers.complete_documents(claim.pk, order(actor_at("CS_ADMIN", made.CENTRE)))
    result = calculate.calculate(claim.pk, adjuster())
    assert (result.calculations, result.payable) == (2, claim.payable - 4000)
    assert (result.decide_by, result.docs_complete_at) == (claim.decide_by, claim.docs_complete_at)


@pytest.mark.req("PAY-01")
def test_nothing_is_assessed_again_under_a_claim_that_is_decided() -> None:
    claim = made.make_claim_in("approving")
    other = Claim.objects.exclude(pk=claim.pk).get()
    item = LossItem.objects.first()
    assert item is not None
    with nothing_changed(), pytest.raises(NotPossible, match=claim.number):
        reassess.return_assessment(other.pk, adjuster("x"), item_ids=[item.pk])


def test_a_case_registered_early_moves_on_when_the_survey_ends() -> None:
    """All objects were confirmed at the place, before the survey was finished."""
    task = made.make_on_site()
    who = made.surveyor_of(task)
    register.register(task.report_id, order(actor_at("CS_REG", made.CENTRE)))
    survey.record_facts(task.pk, order(who), facts=made.SurveyFacts(fault="full", narrative="追尾"))
    made.add_photos(task, who)
    survey.add_item(order(who), task_id=task.pk, data=made.item_data())
    slip = survey.add_item(order(who), task_id=task.pk, data=made.item_data(name="重复录入"))
    assess.confirm(LossItem.objects.get(name="大众朗逸").pk, order(who))
    reassess.finish_survey(task.pk, order(who))
    assert set(Claim.objects.values_list("state", flat=True)) == {"registered"}
    reassess.drop_item(slip.pk, order(who, reason="重复录入"))
    assert set(Claim.objects.values_list("state", "assessed")) == {("assessed", Decimal("10000.00"))}


def test_the_last_task_of_an_accident_is_not_cancelled() -> None:
    report = made.make_report(covers=[])
    with nothing_changed(), pytest.raises(NotPossible):
        reassess.drop_task(report.tasks.get().pk, order(actor_at("CS_DISP", made.HOTLINE), reason="x"))


@pytest.mark.req("HOT-01")
def test_a_surveyed_report_without_cover_can_be_cancelled() -> None:
    report = made.make_assessed(covers=[])
    done = reports.cancel_report(report.pk, order(actor_at("CS_AGENT", made.HOTLINE), reason="非本公司承保"))
    assert (done.state, LossReport.objects.get().state) == ("cancelled", "cancelled")


def test_the_surveyor_is_told_that_a_price_came_back() -> None:
    report = made.make_surveyed(covers=[], items=(made.item_data(amount=25000),))
    item = LossItem.objects.get(report=report)
    who = made.surveyor_of(item.task)
    assess.to_price_review(item.pk, order(who))
    assess.return_price(item.pk, order(actor_at("CS_PRICE", made.CENTRE), reason="配件价格高于市场价"))
    told = Notification.objects.get(key__startswith="reassess:")
    assert (told.recipient_id, told.body) == (who.staff_id, "配件价格高于市场价")
