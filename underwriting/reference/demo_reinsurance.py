"""Reinsurance of the demo branch: placements in every state, cessions of its policies, accounts of the last quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml
from django.utils import timezone

from core import demo
from core.money import to_cents
from core.workflow.command import Actor, Command
from organisation.models import PostAssignment
from organisation.public import actor_of, system_actor
from underwriting.models import Cession, FacultativeCase, Movement, MovementKind, Policy, Proposal, Reinsurer, Treaty
from underwriting.reference.demo_lines import LineCase
from underwriting.rules.lines import MOTOR
from underwriting.rules.reinsurance import account as accounts
from underwriting.rules.reinsurance import facultative as life
from underwriting.selectors.reinsurance import ceded_lines
from underwriting.services import facultative, reinsurance_account
from underwriting.services.cession import cede, order_at_issue
from underwriting.services.cession_books import book

CASES = Path(__file__).parents[1] / "data" / "demo_cessions.yaml"
FIRST, UWC, PROVINCE = 700, "350591", "350000"
LINES = (Decimal(60), Decimal(40))


def build_cessions() -> None:
    """How far each has come stands in the file; then what treaties carry, and the accounts of the last quarter."""
    for number, case in enumerate(yaml.safe_load(CASES.read_text(encoding="utf-8")), start=FIRST):
        CededCase(case, number).go()
    policies = Policy.objects.filter(line__in=ceded_lines()).exclude(product=MOTOR).select_related("proposal")
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
        material = "承保条件表、风险评估报告、总平面图、近三年损失记录"
        facultative.submit(case.pk, self._command(desk), material=material, late_reason=late)
        if until == life.SUBMITTED:
            return
        department = self._as("RI_DEPT", PROVINCE)
        self._quote(case, department)
        if until == life.DECLINED:
            facultative.decline(case.pk, self._reasoned(department, "锂电池生产风险，市场承保能力不足"))
        elif until == life.BOUND:
            facultative.place(case.pk, self._command(department), reference="FAC-2026-0018")
            facultative.bind(case.pk, self._command(desk))

    def _quote(self, case: FacultativeCase, department: Actor) -> None:
        whole = self.row["cession"] == life.BOUND
        reinsurers = Reinsurer.objects.order_by("pk")[1:3] if whole else Reinsurer.objects.order_by("pk")[1:2]
        for one, line in zip(reinsurers, LINES, strict=False):
            facultative.quote(
                case.pk,
                self._command(department),
                reinsurer_id=one.party_id,
                written=line,
                commission=Decimal(22),
            )


def carry_over_last_quarter() -> None:
    """Balances that the branch brought with it, and the accounts made of them."""
    found = Cession.objects.filter(line="PRB").select_related("policy__unit__branch").order_by("pk").first()
    if found is None:
        return
    quarter = accounts.quarter_of(accounts.quarter_of(timezone.localdate()) - timedelta(days=1))
    clock = Command(
        key=uuid5(NAMESPACE_URL, "demo/cession/carried"),
        actor=system_actor("policy-clock", unit_id=found.unit_id),
        at=timezone.now(),
    )
    book(clock, Movement.objects.bulk_create(_carried(found.policy, quarter)))
    held = PostAssignment.objects.filter(post_id="UW_RI").select_related("staff", "unit", "scope_unit")
    desk = actor_of(held.order_by("pk")[0])
    steps = (reinsurance_account.send, reinsurance_account.confirm)
    for number, one in enumerate(Reinsurer.objects.order_by("pk")[:2]):
        made = reinsurance_account.prepare_account(
            _as_desk(desk, f"prepare/{number}"),
            branch_id=found.branch_id or 0,
            reinsurer_id=one.party_id,
            quarter=quarter,
        )
        for at, step in enumerate(steps[: number + 1]):
            step(made.pk, _as_desk(desk, f"{number}/{at}", "接受人来函 QR-2026-0931 确认无误"))


def _as_desk(desk: Actor, step: str, reason: str = "") -> Command:
    return Command(
        key=uuid5(NAMESPACE_URL, f"demo/reinsurance-account/{step}"), actor=desk, at=timezone.now(), reason=reason
    )


def _carried(policy: Policy, quarter: date) -> list[Movement]:
    """A premium, its commission and a recovery for each reinsurer of the quota share."""
    treaty = Treaty.objects.get(code="QS-PROP-26")
    amounts: dict[str, Any] = {
        MovementKind.PREMIUM: Decimal("182400.00"),
        MovementKind.COMMISSION: Decimal("63840.00"),
        MovementKind.RECOVERY: Decimal("52500.00"),
    }
    rows = []
    for share in treaty.shares.order_by("-leads", "pk"):
        for kind, whole in amounts.items():
            row = Movement(
                kind=kind,
                reinsurer_id=share.reinsurer_id,
                reinsurer_name=share.name,
                treaty=treaty,
                policy=policy,
                line=policy.line,
                amount=to_cents(whole * share.signed_percent / 100),
                booked_on=quarter + timedelta(days=61),
            )
            row.set_unit(policy.unit)
            rows.append(row)
    return rows


def register() -> None:
    """The builder comes after the other lines."""
    demo.register(1003, "cessions, placements and reinsurance accounts", build_cessions)
