"""A major risk is assessed, confirmed by another person and only then decided on (RSK-01 … RSK-12)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.models import Document
from core.jobs.drain import drain
from core.models import WorkItem
from core.workflow.refusals import Forbidden, NotPossible, SegregationConflict
from organisation.public import system_actor
from tests.factories.organisation import actor_at, order
from tests.factories.risk import (
    DATA,
    assessment_of,
    best_answers,
    make_confirmed,
    make_drafted,
    make_major,
    make_signed,
    reasoned,
    stored_photo,
)
from tests.factories.underwriting import FENGZE, UWC, make_checked, make_decided
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import CommitteeCase, Proposal, RiskAssessment
from underwriting.rules import lifecycle
from underwriting.rules import risk_assessment as life
from underwriting.rules.risk_state import RISK_ASSESS
from underwriting.services import automatic, decide, intake, risk_orders, risk_report, risk_survey
from underwriting.services.refusals import Incomplete, InvalidEntry, NotAssessed
from underwriting.services.risk_orders import OrderData


@pytest.mark.req("RSK-01", "RSK-12")
def test_a_sum_above_the_authority_of_the_centre_is_assessed_before_anything_else() -> None:
    found = make_major()
    assessment = assessment_of(found)
    assert found.state == RISK_ASSESS
    assert (assessment.state, assessment.kind, assessment.place) == (life.PLANNED, "compulsory", "centre")
    assert [(row["ground"], row["limit"]) for row in assessment.grounds] == [("over_authority", "10000000.00")]
    item = WorkItem.objects.get(subject_kind=life.ASSESSMENT_KIND, subject_id=assessment.pk, done_at=None)
    assert (item.queue, item.clock, item.due_at) == (life.CENTRE_QUEUE, life.CENTRE_CLOCK, assessment.due_at)


def test_ordinary_motor_business_is_never_assessed() -> None:
    assert make_checked().state == lifecycle.AUTO_CHECK
    assert not RiskAssessment.objects.exists()


@pytest.mark.req("RSK-01", "RSK-11")
def test_nothing_is_decided_while_an_assessment_is_open() -> None:
    found = make_decided(third_party_limit=Decimal(2_000_000))
    underwriter = actor_at("UW_UND3", UWC)
    data = OrderData(kind="compulsory", proposal=found.pk, to_centre=True)
    wanted = risk_orders.order_assessment(order(underwriter), data=data)
    with nothing_changed(), pytest.raises(NotAssessed) as refused:
        decide.approve(found.pk, order(underwriter))
    assert refused.value.details == {"value": wanted.number}
    risk_orders.cancel(wanted.pk, reasoned(order(underwriter), "资料已足够"))
    assert decide.approve(found.pk, order(underwriter)).state == lifecycle.APPROVED


@pytest.mark.req("RSK-01")
def test_the_automatic_rules_do_not_touch_what_is_being_assessed() -> None:
    found = make_major()
    with nothing_changed(), pytest.raises(NotPossible):
        automatic.decide_automatically(found.pk, order(system_actor("auto-underwriting", unit_id=found.unit_id)))


@pytest.mark.req("RSK-06", "RSK-07")
def test_data_a_photo_and_every_answer_come_before_the_report() -> None:
    assessment, assessor = assessment_of(make_major()), actor_at("UW_RISK", UWC)
    with nothing_changed(), pytest.raises(Incomplete) as missing:
        risk_survey.collect(
            assessment.pk, order(assessor), data=risk_survey.ProfileData(address="", occupancy="", profile={})
        )
    assert missing.value.details["fields"] == ["address", "occupancy", "business", "items", "history", "sources"]
    risk_survey.collect(assessment.pk, order(assessor), data=DATA)
    with nothing_changed(), pytest.raises(Incomplete):
        risk_survey.inspect(assessment.pk, order(assessor))
    answers = best_answers(assessment)
    answers.pop(next(iter(answers)))
    with nothing_changed(), pytest.raises(Incomplete):
        risk_survey.answer(assessment.pk, order(assessor), answers=answers)


@pytest.mark.req("RSK-06", "RSK-08")
def test_a_report_is_signed_with_the_papers_of_its_guide_or_a_note_of_what_was_refused() -> None:
    found, assessor = make_drafted(make_major()), actor_at("UW_RISK", UWC)
    assert found.guide.code == "MOTOR"
    all_but_one = tuple(found.documents[1:])
    risk_survey.collect(found.pk, order(assessor), data=replace(DATA, documents=all_but_one))
    with nothing_changed(), pytest.raises(InvalidEntry) as unknown:
        risk_survey.collect(found.pk, order(assessor), data=replace(DATA, documents=("passport",)))
    assert unknown.value.field == "documents"
    with nothing_changed(), pytest.raises(Incomplete, match="List of vehicles"):
        risk_report.sign(found.pk, order(assessor))
    refused = replace(DATA, documents=all_but_one, refused="车辆清单")
    risk_survey.collect(found.pk, order(assessor), data=refused)
    assert risk_report.sign(found.pk, order(assessor)).state == "signed"


@pytest.mark.req("RSK-07", "RSK-20")
def test_risk_units_give_pml_and_mfl_at_once() -> None:
    assessment, assessor = assessment_of(make_major()), actor_at("UW_RISK", UWC)
    for area, value, damage in (("1", 8_000_000, 40), ("1", 2_000_000, 80), ("2", 300_000, 100)):
        risk_survey.add_unit(
            assessment.pk, order(assessor), area=area, subject="厂房", value=Decimal(value), damage=Decimal(damage)
        )
    assessment.refresh_from_db()
    assert (assessment.pml, assessment.mfl) == (Decimal("4800000.00"), Decimal("10000000.00"))


@pytest.mark.req("RSK-07", "REI-14")
def test_units_above_the_sum_insured_say_why() -> None:
    assessment, assessor = assessment_of(make_major()), actor_at("UW_RISK", UWC)
    given = {"area": "1", "subject": "厂房", "value": assessment.exposure + 1, "damage": Decimal(40)}
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        risk_survey.add_unit(assessment.pk, order(assessor), **given)
    assert refused.value.field == "reason"
    risk_survey.add_unit(assessment.pk, reasoned(order(assessor), "客户不足额投保，现场价值高于保额"), **given)
    assert assessment.units.get().why_above == "客户不足额投保，现场价值高于保额"


@pytest.mark.req("RSK-07")
def test_a_visit_is_complete_with_the_photos_demanded_and_a_finding_at_every_unit() -> None:
    assessment, assessor = assessment_of(make_major()), actor_at("UW_RISK", UWC)
    assert assessment.guide is not None
    data = assessment.guide.data | {"shots": ["site", "plan"]}
    type(assessment.guide).objects.filter(pk=assessment.guide_id).update(data=data)
    risk_survey.collect(assessment.pk, order(assessor), data=DATA)
    risk_survey.add_photo(assessment.pk, order(assessor), file_id=stored_photo().pk, shot="site")
    with nothing_changed(), pytest.raises(Incomplete) as missing:
        risk_survey.inspect(assessment.pk, order(assessor))
    assert missing.value.details["shots"] == ["plan"]
    risk_survey.add_photo(assessment.pk, order(assessor), file_id=stored_photo().pk, shot="plan")
    given = {"area": "1", "subject": "厂房", "value": Decimal(100), "damage": Decimal(40)}
    risk_survey.add_unit(assessment.pk, order(assessor), **given)
    with nothing_changed(), pytest.raises(Incomplete) as missing:
        risk_survey.inspect(assessment.pk, order(assessor))
    assert missing.value.details["units"] == ["1"]
    unit = assessment.units.get()
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_survey.note_finding(assessment.pk, order(assessor), unit=unit.pk, finding="无")
    risk_survey.note_finding(assessment.pk, order(assessor), unit=unit.pk, finding="通道畅通，灭火器在有效期内")
    assert risk_survey.inspect(assessment.pk, order(assessor)).state == life.INSPECTED


@pytest.mark.req("RSK-06")
def test_years_below_zero_are_refused_and_everything_missing_is_told_at_its_field(settings: Any) -> None:
    settings.DEMO = True
    assessment, assessor = assessment_of(make_major()), actor_at("UW_RISK", UWC)
    wrong = replace(DATA, profile={**DATA.profile, "years": "-5"})
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        risk_survey.collect(assessment.pk, order(assessor), data=wrong)
    assert refused.value.field == "years"
    url = reverse("core:act", args=[life.ASSESSMENT_KIND, assessment.pk, life.COLLECT.name])
    answer = signed_in("UW_RISK", UWC).post(url, {"command_key": str(uuid4()), "version": 1})
    form = answer.context["form"]
    assert set(form.errors) == {"address", "occupancy", "business", "items", "history", "sources"}


@pytest.mark.req("RSK-04")
def test_steps_without_anything_to_choose_are_not_offered() -> None:
    assessment, assessor = assessment_of(make_major()), actor_at("UW_RISK", UWC)
    for act in (life.DROP_UNIT, life.NOTE_FINDING, life.EXPERT_DONE):
        assert isinstance(assessment.personal_refusal(assessor, act), NotPossible)
    given = {"area": "1", "subject": "厂房", "value": Decimal(100), "damage": Decimal(40)}
    risk_survey.add_unit(assessment.pk, order(assessor), **given)
    assert assessment.personal_refusal(assessor, life.DROP_UNIT) is None


@pytest.mark.req("RSK-08", "RSK-20")
def test_a_fair_risk_is_not_signed_as_acceptable_without_terms() -> None:
    drafted, assessor = make_drafted(make_major()), actor_at("UW_RISK", UWC)
    RiskAssessment.objects.filter(pk=drafted.pk).update(grade="fair")
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_report.sign(drafted.pk, order(assessor))
    risk_report.draft(drafted.pk, order(assessor), opinion="terms", findings="一般", advice="免赔额5000元")
    assert risk_report.sign(drafted.pk, order(assessor)).state == life.SIGNED


@pytest.mark.req("RSK-08")
def test_the_report_is_signed_with_name_and_date_and_kept_confidential() -> None:
    signed = make_signed(make_major())
    drain(reraise=True)
    assert (signed.score, signed.grade) == (Decimal("100.00"), "excellent")
    assert signed.signed_by == "蔡文彬 · UW_RISK"
    kept = Document.objects.get(subject_kind=life.ASSESSMENT_KIND, subject_id=signed.pk)
    assert (kept.kind, kept.confidential) == ("risk_report", True)


@pytest.mark.req("RSK-11")
def test_who_signed_does_not_confirm() -> None:
    signed = make_signed(make_major())
    with nothing_changed(), pytest.raises(SegregationConflict):
        risk_report.confirm(signed.pk, order(actor_at("UW_RISK", UWC)))


@pytest.mark.req("RSK-09")
def test_a_confirmed_report_over_authority_goes_to_the_committee_and_the_proposal_waits() -> None:
    found = make_major()
    confirmed = make_confirmed(found)
    assert confirmed.state == life.COMMITTEE
    assert CommitteeCase.objects.get(assessment=confirmed).board == "committee"
    assert Proposal.objects.get(pk=found.pk).state == RISK_ASSESS


@pytest.mark.req("RSK-08")
def test_a_returned_report_loses_its_signature() -> None:
    signed = make_signed(make_major())
    back = risk_report.return_report(signed.pk, reasoned(order(actor_at("UW_DIR", UWC)), "照片不足"))
    assert (back.state, back.signed_at, back.signed_by) == (life.DRAFTED, None, "")


@pytest.mark.req("RSK-08", "RSK-20")
def test_a_poor_risk_is_not_advised_as_it_is() -> None:
    drafted = make_drafted(make_major())
    RiskAssessment.objects.filter(pk=drafted.pk).update(grade="poor")
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_report.draft(drafted.pk, order(actor_at("UW_RISK", UWC)), opinion="accept", findings="差")


@pytest.mark.req("RSK-05")
def test_an_assessment_that_was_given_to_somebody_is_that_persons() -> None:
    assessment = assessment_of(make_major())
    assessor = actor_at("UW_RISK", UWC)
    risk_orders.assign(
        assessment.pk,
        order(actor_at("UW_DIR", UWC)),
        assessor=assessor.staff_id,
        visit_on=timezone.localdate(),
        place="centre",
    )
    with nothing_changed(), pytest.raises(Forbidden):
        risk_survey.collect(assessment.pk, order(actor_at("SUB_MGR", FENGZE)), data=DATA)


@pytest.mark.req("RSK-03")
def test_a_committee_case_is_not_handed_to_the_sub_branch() -> None:
    assessment, manager = assessment_of(make_major()), actor_at("SUB_MGR", FENGZE)
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_orders.assign(
            assessment.pk,
            order(actor_at("UW_DIR", UWC)),
            assessor=manager.staff_id,
            visit_on=None,
            place="sub_branch",
        )


@pytest.mark.req("RSK-04")
def test_with_an_outside_expert_there_are_ten_working_days_and_the_report_waits_for_the_opinion() -> None:
    assessment = make_drafted(make_major())
    group = actor_at("UW_RISK", UWC)
    engaged = risk_orders.engage_expert(
        assessment.pk, order(group), name="李工", institution="省消防技术中心", task="消防评估", fee=Decimal(8000)
    )
    item = WorkItem.objects.get(subject_kind=life.ASSESSMENT_KIND, subject_id=assessment.pk, done_at=None)
    assert (item.clock, item.due_at) == (life.EXPERT_CLOCK, engaged.due_at)
    with nothing_changed(), pytest.raises(Incomplete):
        risk_report.sign(assessment.pk, order(group))
    expert = assessment.experts.get()
    risk_orders.expert_done(assessment.pk, order(group), expert=expert.pk, summary="符合规范")
    assert risk_report.sign(assessment.pk, order(group)).state == life.SIGNED


def test_a_compulsory_assessment_ends_with_its_proposal_only() -> None:
    found = make_major()
    assessment = assessment_of(found)
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_orders.cancel(assessment.pk, reasoned(order(actor_at("UW_DIR", UWC)), "不需要"))
    intake.withdraw_proposal(found.pk, reasoned(order(actor_at("UW_ISSUE", FENGZE)), "客户不投保了"))
    assessment.refresh_from_db()
    assert assessment.state == life.CANCELLED


@pytest.mark.req("RSK-10")
def test_the_sub_branch_proposes_conditions_from_the_result() -> None:
    signed = make_signed(make_major())
    found = risk_report.propose_terms(signed.pk, order(actor_at("SUB_MGR", FENGZE)), terms="绝对免赔额5万元")
    assert found.proposed_terms == "许海涛：绝对免赔额5万元"


@pytest.mark.req("RSK-08")
def test_what_the_confidential_report_says_is_kept_from_sales_and_issuers(settings: Any) -> None:
    """Both see that and by whom a risk is assessed; points, opinion and findings only who works with the report."""
    settings.DEMO = True
    found = make_confirmed(make_major(), advice="加装喷淋系统")
    pages = [reverse("underwriting:assessment", args=[found.pk]) + tab for tab in ("", "?tab=site", "?tab=guide")]
    pages += [reverse("underwriting:proposal", args=[found.proposal_id]), reverse("underwriting:assessments")]
    said = ("加装喷淋系统", "风险可控", f"{found.score} ·")
    reads = "".join(signed_in("UW_REVIEW", FENGZE).get(url).content.decode() for url in pages)
    assert [word in reads for word in said] == [True, True, True]
    for post in ("SALES", "UW_ISSUE"):
        hand = signed_in(post, FENGZE)
        answers = [hand.get(url) for url in pages]
        assert [one.status_code for one in answers] == [200] * len(pages)
        kept = "".join(one.content.decode() for one in answers)
        assert found.number in kept
        assert [word in kept for word in said] == [False, False, False]
