"""Risk assessments, a committee case, underwriting days and advice in the demo branch, made by their posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml
from django.utils import timezone
from PIL import Image

from core import demo, files
from core.clocks import due
from core.workflow.command import Actor, Command
from organisation.models import PostAssignment
from organisation.public import actor_of
from underwriting.models import AssessmentClass, CommitteeCase, Policy, Proposal, RiskAssessment
from underwriting.reference.demo_visits import build_questions, build_visits
from underwriting.rules.risk_guide import Question
from underwriting.rules.risk_state import RISK_ASSESS
from underwriting.selectors.risk_facts import read_guide
from underwriting.services import (
    risk_cases,
    risk_letters,
    risk_orders,
    risk_report,
    risk_survey,
    risk_votes,
)
from underwriting.services.risk_cases import MeetingData
from underwriting.services.risk_orders import OrderData
from underwriting.services.risk_survey import ProfileData

CASES = Path(__file__).parents[1] / "data" / "demo_risk.yaml"
CENTRE = "350591"
COLOURS = {"site": (96, 125, 139), "protection": (84, 110, 122), "plan": (224, 224, 224), "hazard": (191, 54, 12)}


def build_risk() -> None:
    """What the file says, as far as the proposals are there."""
    told = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    for case in told["assessments"]:
        waiting = Proposal.objects.filter(product=case["product"], state=RISK_ASSESS).order_by("pk").first()
        if waiting is not None:
            DemoAssessment(case, RiskAssessment.objects.get(proposal=waiting)).go()
    _routine(told["routine"])
    build_questions(told["questions"])


def build_days() -> None:
    """Underwriting days, at which the files of the months before are sampled."""
    build_visits(yaml.safe_load(CASES.read_text(encoding="utf-8"))["days"])


class DemoAssessment:
    """One assessment on its way."""

    def __init__(self, case: Mapping[str, Any], found: RiskAssessment) -> None:
        self.case, self.found, self.steps, self.at = case, found, 0, timezone.now()

    def _command(self, actor: Actor, reason: str = "") -> Command:
        self.steps += 1
        key = uuid5(NAMESPACE_URL, f"demo/risk/{self.found.number}/{self.steps}")
        return Command(key=key, actor=actor, at=self.at, reason=reason)

    def go(self) -> None:
        """Data, visit, guide, report; then as far as the file says."""
        self.survey()
        self.report()
        if self.case["until"] != "signed":
            risk_report.confirm(self.found.pk, self._command(_as("UW_DIR")))
            self._board()

    def survey(self) -> None:
        """Data, photos, risk units, answers."""
        assessor, case, pk = _as("UW_RISK"), self.case, self.found.pk
        papers = tuple(key for key, _text in read_guide(self.found.guide).documents) if self.found.guide else ()
        given = {key: case[key] for key in ("address", "occupancy", "profile")}
        data = ProfileData(**given, documents=papers)
        risk_survey.collect(pk, self._command(assessor), data=data)
        for shot, colour in COLOURS.items():
            stored = files.store(_picture(colour), purpose=files.PHOTO, name=f"{shot}.jpg", actor=assessor)
            risk_survey.add_photo(pk, self._command(assessor), file_id=stored.pk, shot=shot)
        for area, subject, value, damage in case["units"]:
            command = self._command(assessor)
            given = {"area": area, "subject": subject, "finding": f"现场核对{subject}与台账相符，{area}通道畅通"}
            risk_survey.add_unit(pk, command, **given, value=Decimal(value), damage=Decimal(damage))
        risk_survey.inspect(pk, self._command(assessor))
        risk_survey.answer(pk, self._command(assessor), answers=answers(self.found, case["weak"]))

    def report(self) -> None:
        """Written and signed; the sub-branch proposes its conditions."""
        assessor, case, pk = _as("UW_RISK"), self.case, self.found.pk
        given = {"opinion": case["opinion"], "findings": case["findings"], "advice": case.get("advice", "")}
        risk_report.draft(pk, self._command(assessor), **given)
        risk_report.sign(pk, self._command(assessor))
        if case.get("terms"):
            manager = _as("SUB_MGR", self.found.unit.code)
            risk_report.propose_terms(pk, self._command(manager), terms=case["terms"])
        if case.get("letter"):
            risk_letters.write_letter(self._command(assessor), assessment=pk, hazards=case["letter"])

    def _board(self) -> None:
        case = CommitteeCase.objects.filter(assessment=self.found).first()
        if case is None:
            return
        group = _as("UW_RISK")
        plan = self.case.get("plan") or self.case.get("terms", "")
        cession = self.case.get("cession", "在自留额以内，无需分保")
        over = self.case["until"] == "resolved"  # its meeting was held; the others are still called
        risk_cases.prepare(case.pk, self._command(group), plan=plan, cession=cession, urgent=over)
        later = due(risk_cases.PAPERS_CLOCK, self.at)[0] + timedelta(hours=1)
        data = MeetingData(
            form="meeting" if over else "circulation",
            meets_at=self.at + timedelta(seconds=1) if over else later,
            venue="承保中心会议室",
            agenda="听取评估报告；讨论；表决",
        )
        risk_cases.schedule(case.pk, self._command(group), data=data)
        if over:
            self._resolve(case)

    def _resolve(self, case: CommitteeCase) -> None:
        here = list(case.attendance.values_list("pk", flat=True))
        risk_cases.attend(case.pk, self._command(_as("UW_RISK")), present=here)
        for seat in case.attendance.order_by("pk"):
            if seat.votes:
                command = self._command(_person(seat.staff_id), "同意评估意见")
                risk_votes.cast(case.pk, command, vote=self.case["votes"])
        command = self._command(_as("UW_RISK"))
        risk_votes.resolve(case.pk, command, conditions=self.case.get("conditions", ""))


def answers(found: RiskAssessment, weak: list[str]) -> dict[str, str]:
    """The best answers, but the middle one where the file says weak."""
    if found.guide is None:
        return {}
    questions = read_guide(found.guide).questions()
    return {key: _answer(one, weak=key in weak) for key, one in questions.items()}


def _answer(question: Question, *, weak: bool) -> str:
    ordered = sorted(question.choices, key=lambda choice: choice.percent, reverse=True)
    return ordered[1 if weak else 0].value


def _routine(told: Mapping[str, Any]) -> None:
    """A loss-prevention visit of a policy in force, with its letter delivered."""
    policy = Policy.objects.filter(product=told["product"]).order_by("pk").first()
    if policy is None:
        return
    now, assessor = timezone.now(), _as("UW_RISK")
    key = uuid5(NAMESPACE_URL, f"demo/risk/routine/{policy.number}")
    command = Command(key=key, actor=assessor, at=now)
    data = OrderData(kind=AssessmentClass.ROUTINE, policy=policy.pk, to_centre=True, address=policy.subject)
    made = risk_orders.order_assessment(command, data=data)
    case = {
        "address": policy.subject or policy.insured_name,
        "occupancy": "制鞋",
        "profile": {"business": "制鞋", "items": "厂房、设备、存货", "history": "无", "sources": "现场查勘"},
        "units": [["A 区", "厂房与设备", "3200000", "40"], ["B 区", "存货", "800000", "80"]],
        "weak": ["C_storage", "G_neighbours"],
        "opinion": "accept",
        "findings": told["findings"],
        "until": "confirmed",
    }
    way = DemoAssessment(case, made)
    way.go()
    letter = risk_letters.write_letter(command.then("letter"), assessment=made.pk, hazards=told["hazards"])
    manager = replace(command.then("deliver"), actor=_as("SUB_MGR", policy.unit.code))
    risk_letters.deliver(letter.pk, manager, delivered_to=policy.insured_name, delivered_on=timezone.localdate(now))


def _as(post: str, unit: str = CENTRE) -> Actor:
    held = PostAssignment.objects.filter(post_id=post, unit__code=unit)
    return actor_of(held.select_related("staff", "unit", "scope_unit").order_by("pk")[0])


def _person(staff_id: int) -> Actor:
    held = PostAssignment.objects.filter(staff_id=staff_id).select_related("staff", "unit", "scope_unit")
    return actor_of(held.order_by("pk")[0])


def _picture(colour: tuple[int, int, int]) -> bytes:
    target = BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(target, "JPEG")
    return target.getvalue()


def register() -> None:
    """After the proposals and policies of all lines; the days after the business of the months before."""
    demo.register(1010, "risk assessments", build_risk)
    demo.register(1305, "underwriting days", build_days)
