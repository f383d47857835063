"""Reinsurance of the demo branch: placements in every state, cessions of its policies, accounts of the last quarter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import yaml
from django.utils import timezone, translation

from core import demo
from core.workflow.command import Actor, Command
from organisation.models import PostAssignment
from organisation.public import actor_of, system_actor
from underwriting.models import FacultativeCase, Movement, Policy, Proposal, Reinsurer, RiskAssessment
from underwriting.reference.demo_lines import LineCase
from underwriting.reference.demo_risk import DemoAssessment
from underwriting.rules.lines import CEDED_LINES, MOTOR
from underwriting.rules.reinsurance import account as accounts
from underwriting.rules.reinsurance import facultative as life
from underwriting.selectors.plan_in_words import losses_in_words, terms_in_words
from underwriting.services import facultative, intake, reinsurance_account
from underwriting.services.cession import cede, order_at_issue
from underwriting.services.data import ProposalData

CASES = Path(__file__).parents[1] / "data" / "demo_cessions.yaml"
FIRST, UWC, PROVINCE = 700, "350591", "350000"
LINES = ((Decimal(60), Decimal(22)), (Decimal(40), Decimal(24)))  # written line and commission of each
CARRIED, YEAR = timedelta(days=30), timedelta(days=364)


def build_cessions() -> None:
    """How far each has come stands in the file; then what treaties carry, and the accounts of the last quarter."""
    told = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    for number, case in enumerate(told["large"], start=FIRST):
        CededCase(case, number).go()
    for number, case in enumerate(told["carried"], start=FIRST + len(told["large"])):
        CarriedCase(case, number).go()
    policies = Policy.objects.filter(line__in=CEDED_LINES).exclude(product=MOTOR).select_related("proposal")
    for policy in policies.order_by("pk"):
        clock = system_actor("policy-clock", unit_id=policy.unit_id)
        key = uuid5(NAMESPACE_URL, f"demo/cession/{policy.number}")
        cede(Command(key=key, actor=clock, at=timezone.now()), order_at_issue(policy))
    carry_over_last_quarter()


class CededCase(LineCase):
    """A risk above all treaties: the sub-branch states its opinion before it hands in the proposal."""

    def _way(self) -> Iterator[str]:
        for reached in super()._way():
            if reached == "draft":
                self._open()
            yield reached

    def go(self) -> None:
        """The proposal first, then its placement."""
        super().go()
        case = FacultativeCase.objects.get(customer=self.row["name"])
        self._place(case)

    def _open(self) -> None:
        proposal = Proposal.objects.filter(holder_name=self.row["name"]).latest("pk")
        opinion = "标的金额超出溢额合同限额，建议超出部分办理临时分保，条件随原保单"
        facultative.open_cession(self._command(self._as("UW_ISSUE")), proposal_id=proposal.pk, opinion=opinion)

    def _place(self, case: FacultativeCase) -> None:
        until = self.row["cession"]
        if until == life.NEEDED:
            return
        underwriter, desk = self._as("UW_UND3", UWC), self._as("UW_RI", UWC)
        conditions = "比例临分，条款、费率、免赔随原保单，手续费不高于25%"
        facultative.decide(case.pk, self._command(underwriter), asked=case.asked, conditions=conditions)
        late = "客户续保招标结果迟至本周公布" if case.submit_by < self.today else ""
        self._assess(case)
        with translation.override("zh-hans"):
            told = {
                "terms": terms_in_words(case.proposal),
                "loss_record": losses_in_words(case.proposal),
                "material": "承保条件表、风险评估报告、总平面图、近三年损失记录",
            }
        facultative.submit(case.pk, self._command(desk), **told, late_reason=late)
        if until == life.SUBMITTED:
            return
        department = self._as("RI_DEPT", PROVINCE)
        self._quote(case, department)
        if until == life.DECLINED:
            facultative.decline(case.pk, self._reasoned(department, "锂电池生产风险，市场承保能力不足"))
        elif until == life.BOUND:
            facultative.place(case.pk, self._command(department), reference="FAC-2026-0018")
            facultative.bind(case.pk, self._command(desk))

    def _assess(self, case: FacultativeCase) -> None:
        """Reinsurers get the signed report."""
        found = RiskAssessment.objects.filter(proposal=case.proposal_id).first()
        if found is None:
            return
        item = self.row["content"]["items"][0]
        told = {
            "address": self.row["content"]["address"],
            "occupancy": self.row["content"]["industry"],
            "profile": {
                "business": f"{self.row['content']['industry']}，{self.row['name']}",
                "items": f"{item['name']} {item['sum_insured']:,} 元",
                "history": "近五年无火灾损失",
                "sources": "营业执照、固定资产台账、现场查勘、赔案系统",
            },
            "weak": [],
            **self.row["risk"],
        }
        DemoAssessment(told, found).go()

    def _quote(self, case: FacultativeCase, department: Actor) -> None:
        whole = self.row["cession"] == life.BOUND
        reinsurers = Reinsurer.objects.order_by("pk")[1:3] if whole else Reinsurer.objects.order_by("pk")[1:2]
        for one, (line, commission) in zip(reinsurers, LINES, strict=False):
            quote = partial(facultative.quote, case.pk, reinsurer_id=one.party_id, commission=commission)
            if whole:
                quote(self._command(department), written=line / 2)
            why = "收到风险评估报告后提高接受份额" if whole else ""
            quote(self._reasoned(department, why), written=line)


class CarriedCase(LineCase):
    """A paper policy of the last quarter, entered when the branch began to work here: its cession stood in the account
    of that quarter."""

    def _way(self) -> Iterator[str]:
        began = accounts.quarter_of(self.today) - CARRIED
        for reached in super()._way():
            if reached == "received":
                self._as_of(began)
            yield reached

    def _as_of(self, began: date) -> None:
        pk = Proposal.objects.latest("pk").pk
        Proposal.objects.filter(pk=pk).update(signed_on=began - timedelta(days=1))
        line = self._first().line
        assert line is not None  # noqa: S101 - a case of a line
        period = replace(line, start_on=began, end_on=began + YEAR)
        intake.edit_proposal(pk, self._command(self._as("UW_ISSUE")), data=ProposalData(line=period))


def carry_over_last_quarter() -> None:
    """The accounts of the last quarter, made of what was ceded of the policy that the branch brought with it."""
    quarter = accounts.quarter_of(accounts.quarter_of(timezone.localdate()) - timedelta(days=1))
    brought = Movement.objects.filter(policy__proposal__signed_on__isnull=False, account=None)
    moved = brought.filter(policy__start_on__lt=accounts.next_quarter(quarter))
    if not moved.exists():
        return
    for policy in Policy.objects.filter(pk__in=moved.values("policy")):
        moved.filter(policy=policy).update(booked_on=policy.start_on)
    held = PostAssignment.objects.filter(post_id="UW_RI").select_related("staff", "unit", "scope_unit")
    desk = actor_of(held.order_by("pk")[0])
    branch = moved.values_list("branch_id", flat=True)[0] or 0
    steps = (reinsurance_account.send, reinsurance_account.confirm)
    for number, one in enumerate(Reinsurer.objects.order_by("pk")[:2]):
        made = reinsurance_account.prepare_account(
            _as_desk(desk, f"prepare/{number}"), branch_id=branch, reinsurer_id=one.party_id, quarter=quarter
        )
        for at, step in enumerate(steps[: number + 1]):
            step(made.pk, _as_desk(desk, f"{number}/{at}", "接受人来函 QR-2026-0931 确认无误"))


def _as_desk(desk: Actor, step: str, reason: str = "") -> Command:
    return Command(
        key=uuid5(NAMESPACE_URL, f"demo/reinsurance-account/{step}"), actor=desk, at=timezone.now(), reason=reason
    )


def register() -> None:
    """The builder comes after the other lines."""
    demo.register(1003, "cessions, placements and reinsurance accounts", build_cessions)
