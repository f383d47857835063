"""Assessments and committee cases, made through the services by their posts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from core.clocks import due
from core.models import StoredFile
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import FENGZE, UWC, make_draft, make_submitted, vehicle
from underwriting.models import CommitteeCase, Opinion, Proposal, RiskAssessment
from underwriting.selectors.risk_facts import read_guide
from underwriting.services import review, risk_cases, risk_report, risk_survey
from underwriting.services.risk_cases import MeetingData
from underwriting.services.risk_survey import ProfileData

LARGE = Decimal(5_000_000)  # with the sum of a dear car above what the director of the centre may decide
DATA = ProfileData(
    address="泉州市丰泽区东海大街1号",
    occupancy="客运",
    profile={"business": "旅客运输", "items": "客车一辆", "history": "近五年无损失", "sources": "营业执照、赔案系统"},
)


def make_major(**over: Any) -> Proposal:
    """A motor proposal above the authority of the centre, checked: it waits for its assessment."""
    usual = {"third_party_limit": LARGE, "vehicle": vehicle(new_price=Decimal(9_000_000))}
    found = make_submitted(**(usual | over))
    return review.pass_review(found.pk, order(actor_at("UW_REVIEW", FENGZE)))


def assessment_of(proposal: Proposal) -> RiskAssessment:
    return RiskAssessment.objects.get(proposal=proposal)


def stored_photo() -> StoredFile:
    return StoredFile.objects.create(
        purpose="photo",
        name="site.jpg",
        media_type="image/jpeg",
        size=10,
        sha256="0" * 64,
        path=f"test/{timezone.now().timestamp()}",
    )


def papers_of(assessment: RiskAssessment) -> tuple[str, ...]:
    """Every paper that the guide asks for."""
    return tuple(key for key, _text in read_guide(assessment.guide).documents) if assessment.guide else ()


def best_answers(assessment: RiskAssessment) -> dict[str, str]:
    """The answer that is worth most to every question."""
    assert assessment.guide is not None
    questions = read_guide(assessment.guide).questions()
    return {key: max(one.choices, key=lambda choice: choice.percent).value for key, one in questions.items()}


def make_drafted(proposal: Proposal, *, opinion: str = Opinion.ACCEPT, advice: str = "") -> RiskAssessment:
    """Data, photo, visit, answers, report: by the assessor of the centre."""
    found, assessor = assessment_of(proposal), actor_at("UW_RISK", UWC)
    risk_survey.collect(found.pk, order(assessor), data=replace(DATA, documents=papers_of(found)))
    risk_survey.add_photo(found.pk, order(assessor), file_id=stored_photo().pk, shot="site")
    risk_survey.inspect(found.pk, order(assessor))
    risk_survey.answer(found.pk, order(assessor), answers=best_answers(found))
    return risk_report.draft(found.pk, order(assessor), opinion=opinion, findings="风险可控", advice=advice)


def make_signed(proposal: Proposal, **over: Any) -> RiskAssessment:
    found = make_drafted(proposal, **over)
    return risk_report.sign(found.pk, order(actor_at("UW_RISK", UWC)))


def make_confirmed(proposal: Proposal, **over: Any) -> RiskAssessment:
    """Confirmed by the director, another person than the one who signed."""
    found = make_signed(proposal, **over)
    return risk_report.confirm(found.pk, order(actor_at("UW_DIR", UWC)))


def make_called(proposal: Proposal) -> CommitteeCase:
    """A case whose papers are out and whose meeting is called."""
    case = CommitteeCase.objects.get(assessment=make_confirmed(proposal))
    group = actor_at("UW_RISK", UWC)
    risk_cases.prepare(case.pk, order(group), plan="限额2000万元", cession="超出自留部分临分")
    return risk_cases.schedule(case.pk, order(group), data=MeetingData(form="meeting", meets_at=earliest()))


def earliest() -> datetime:
    return due("underwriting.committee_papers", timezone.now())[0] + timedelta(minutes=1)


def filed(count: int) -> list[str]:
    """Numbers of proposals of one sub-branch: copies of one draft, to be sampled on an underwriting day."""
    first = make_draft()
    numbers = [f"{first.number[:-4]}{9000 + place}" for place in range(count)]
    for number in numbers:
        first.pk, first.number = None, number
        first.save(force_insert=True)
    return numbers


def reasoned(command: Any, reason: str) -> Any:
    return replace(command, reason=reason)
