"""Premium after the issue in the demo branch: asked for, agreed, overdue, paid by the treasury, rejected."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import yaml
from PIL import Image

from core import demo
from core.money import split
from core.workflow.command import Actor
from finance.public import receive_instalment as receive_premium
from organisation.public import system_actor
from underwriting.models import Instalment, Policy, PremiumExemption, Proposal
from underwriting.reference.demo_lines import LineCase
from underwriting.rules.instalments import Instalment as Payment
from underwriting.rules.lifecycle import SECTION_KIND
from underwriting.services import exempting, issue, life, money
from underwriting.services.instalments import bind_to_policy, fall_due, receive_instalment

CASES = Path(__file__).parents[1] / "data" / "demo_exemptions.yaml"
FIRST, UWC, AGO = 800, "350591", timedelta(days=2)


def build_exemptions() -> None:
    """How far each has come stands in the file."""
    for number, case in enumerate(yaml.safe_load(CASES.read_text(encoding="utf-8")), start=FIRST):
        ExemptedCase(case, number).go()


class ExemptedCase(LineCase):
    """An approved proposal, and what was asked about its premium."""

    def __init__(self, row: dict[str, str], number: int) -> None:
        super().__init__(row, number)
        if self.row["stands"] == "overdue":
            self.at, self.today = self.at - AGO, self.today - AGO

    def _as(self, post: str, unit: str = "") -> Actor:
        """Sums of these cases are decided by the director."""
        return super()._as("UW_DIR" if post == "UW_UND3" else post, unit)

    def go(self) -> None:
        """The proposal first, then the request."""
        super().go()
        proposal = Proposal.objects.filter(holder_name=self.row["name"]).latest("pk")
        asked = self._ask(proposal)
        stands = self.row["stands"]
        if stands == "rejected":
            command = self._reasoned(self._as("UW_DIR", UWC), "汇票期限长于宽限期，须见费出单")
            exempting.reject_exemption(asked.pk, command)
        elif stands != "requested":
            exempting.approve_exemption(asked.pk, self._reasoned(self._as("UW_DIR", UWC), "同意，凭证明材料出单"))
        if stands in {"agreed", "overdue"}:
            self._pay_first(proposal)
            self._issue(proposal)
        if stands == "overdue":
            self._go_overdue(proposal)

    def _ask(self, proposal: Proposal) -> PremiumExemption:
        data = exempting.ExemptionData(
            proposal_id=proposal.pk,
            code=self.row.get("code", "INSTALMENT_APPROVED"),
            grounds=self.row["grounds"],
            payments=self._payments(proposal),
            evidence=_scan(),
        )
        return exempting.request_exemption(self._command(self._as("UW_ISSUE")), data=data)

    def _payments(self, proposal: Proposal) -> tuple[Payment, ...]:
        shares = [Decimal(one) for one in self.row.get("shares", ())]
        step = int(self.row.get("days_between", 0))
        days: list[date] = [self.today + timedelta(days=step * place) for place in range(len(shares))]
        if self.row["stands"] == "overdue":
            days[-1] = self.today + timedelta(days=120)
        return tuple(Payment(amount, day) for amount, day in zip(_parts(proposal, shares), days, strict=True))

    def _pay_first(self, proposal: Proposal) -> None:
        section = proposal.sections.get()
        till = self._command(self._as("SUB_RP"))
        receive_premium(till, SECTION_KIND, section.pk, instalment=1, bank_reference=f"POS2026{self.number:06d}")
        clock = system_actor("policy-clock", unit_id=proposal.unit_id)
        first = Instalment.objects.get(proposal=proposal, place=1)
        receive_instalment(first.pk, self._command(clock), received_at=self.at)
        money.mark_paid(proposal.pk, self._command(clock), section_id=section.pk, received_at=self.at)

    def _issue(self, proposal: Proposal) -> None:
        issue.issue(proposal.pk, self._command(self._as("UW_ISSUE")), explained_to=self.row["name"])
        bind_to_policy(Policy.objects.get(proposal=proposal))

    def _go_overdue(self, proposal: Proposal) -> None:
        """Cover began the day after; the second payment did not come."""
        policy = Policy.objects.get(proposal=proposal)
        clock = system_actor("policy-clock", unit_id=policy.unit_id)
        life.begin_cover(policy.pk, self._command(clock))
        fall_due(Instalment.objects.get(policy=policy, place=2).pk, self._command(clock))


def _parts(proposal: Proposal, shares: list[Decimal]) -> list[Decimal]:
    """By the shares, to the cent; what is left over belongs to the first."""
    return split(proposal.premium, shares, residual_to=0) if shares else []


def _scan() -> bytes:
    """An empty page stands for the evidence."""
    stream = BytesIO()
    Image.new("RGB", (420, 594), "white").save(stream, "JPEG")
    return stream.getvalue()


def register() -> None:
    """Tell the registry."""
    demo.register(1008, "premium after the issue", build_exemptions)
