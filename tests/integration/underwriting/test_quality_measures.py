"""Retraining, accountability, late proof-reading and papers open by themselves and end with what was done (5.12)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.models import WorkItem
from core.workflow.refusals import Forbidden
from organisation.public import calendar, system_actor
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed
from underwriting.models import BatchedPaper, PaperBatch, Policy, ProofReading, QualityCheck, QualityMeasure
from underwriting.reference.demo_measures import build_measures
from underwriting.selectors.quality import frozen_on
from underwriting.selectors.quality_measures import made_up_for, to_be_opened
from underwriting.services.quality_measures import begin_measure, end_measure, note_measure, record_measure

CENTRE, FENGZE = "350591", "350503"
pytestmark = [pytest.mark.django_db, pytest.mark.req("PRO-20", "DUT-19")]
GRAVE = [{"field": "sum_insured", "grade": "A", "found": "1"}]


@pytest.fixture
def policies() -> list[Policy]:
    return made.make_policy_in_force()


def _begin(today: date, kind: str) -> list[QualityMeasure]:
    found = [one for one in to_be_opened(today) if one.kind == kind]
    return [begin_measure(order(system_actor("policy-clock", unit_id=one.unit_id)), matter=one) for one in found]


def _checked(policy: Policy, month: date, errors: Any = ()) -> QualityCheck:
    check = QualityCheck(
        month=month, policy=policy, line=policy.line, clerk_id=1, clerk="李珍珍", errors=list(errors), compared_on=month
    )
    check.set_unit(policy.unit)
    check.state = "faulty" if errors else "good"
    check.created_at = check.updated_at = timezone.now()
    check.save()
    return check


def test_two_bad_months_open_retraining_on_the_day_of_the_circular(policies: list[Policy]) -> None:
    last, before = date(2026, 10, 1), date(2026, 9, 1)
    for month in (last, before):
        _checked(policies[0], month, GRAVE)
    circular = frozen_on(last)
    assert _begin(circular - timedelta(days=1), "retrain") == []
    (found,) = _begin(circular, "retrain")
    assert (found.person, found.month, found.detail) == ("李珍珍", last, "100.00%")
    assert _begin(circular, "retrain") == []
    item = WorkItem.objects.get(subject_kind="underwriting.quality_measure", subject_id=found.pk, done_at=None)
    assert (item.queue, item.clock) == ("underwriting.measure_retrain", "underwriting.measure_retrain")
    with nothing_changed(), pytest.raises(Forbidden):
        record_measure(found.pk, order(actor_at("UW_DIR", CENTRE), reason="不归我"))
    done = record_measure(found.pk, order(actor_at("UW_INFO", CENTRE), reason="11 月 26 日集中培训并考试"))
    assert (done.state, done.decision) == ("done", "11 月 26 日集中培训并考试")


def test_a_good_month_between_asks_for_no_retraining(policies: list[Policy]) -> None:
    _checked(policies[0], date(2026, 10, 1))
    _checked(policies[0], date(2026, 9, 1), GRAVE)
    assert _begin(frozen_on(date(2026, 10, 1)), "retrain") == []


def test_an_error_of_class_a_that_cost_money_is_decided_by_the_director(policies: list[Policy]) -> None:
    policy, today = policies[0], timezone.localdate()
    _checked(policy, today.replace(day=1), GRAVE)
    assert _begin(today, "account") == []
    policy.losses.create(
        vin=policy.vin,
        claim_number="C1",
        occurred_on=today,
        incurred=3000,
        at_fault=True,
        closed=False,
        recorded_at=timezone.now(),
    )
    (found,) = _begin(today, "account")
    assert (found.policy_id, found.detail) == (policy.pk, policy.number)
    with nothing_changed(), pytest.raises(Forbidden):
        record_measure(found.pk, order(actor_at("UW_INFO", CENTRE), reason="批评"))
    assert record_measure(found.pk, order(actor_at("UW_DIR", CENTRE), reason="扣减当月绩效")).state == "done"
    assert _begin(today, "account") == []


def test_policies_nobody_read_or_handed_over_chase_their_unit_until_they_are(policies: list[Policy]) -> None:
    today = calendar().add_working_days(timezone.localdate(), 8)
    assert _begin(timezone.localdate(), "proof") == []
    (proof,), (papers,) = _begin(today, "proof"), _begin(today, "papers")
    assert (proof.found, papers.found, proof.unit_id) == (2, 2, policies[0].unit_id)
    assert made_up_for(today) == []
    reviewer = actor_at("UW_REVIEW", FENGZE)
    assert note_measure(proof.pk, order(reviewer, reason="打印机故障，明日补校")).state == "open"
    for policy in policies:
        ProofReading.objects.create(policy=policy, reader_id=1, reader="林", read_at=timezone.now())
    assert [one.kind for one in made_up_for(today)] == ["proof"]
    clock = system_actor("policy-clock", unit_id=proof.unit_id)
    assert end_measure(proof.pk, order(clock)).state == "over"
    assert BatchedPaper.objects.count() == PaperBatch.objects.count() == 0


def test_the_demo_shows_a_measure_in_each_state(policies: list[Policy]) -> None:
    build_measures()
    found = set(QualityMeasure.objects.values_list("kind", "state"))
    assert {("retrain", "open"), ("account", "done")} <= found
