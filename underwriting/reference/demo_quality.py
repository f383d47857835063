"""Back-entries, ledger rows, defects, checks and batches of the demo branch, one in each state people meet."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from archives.public import next_serial
from core.workflow.command import Actor, Command
from finance.public import receive_premium
from organisation.models import PostAssignment
from organisation.public import actor_of, system_actor
from underwriting.models import BatchedPaper, CargoAgreement, DataDefect, PaperBatch, Policy, QualityCheck
from underwriting.rules import back_entry as life
from underwriting.rules.cargo_agreement import AGREED
from underwriting.rules.ledger_entry import LEDGER_ENTRY_KIND
from underwriting.services import back_entry, data_quality, ledger_entry, paper_batch

FENGZE, CENTRE = "350503", "350591"


class _Told:
    """Commands of the people of the branch, each with a key of its own."""

    def __init__(self) -> None:
        self.steps, self.at = 0, timezone.now()
        self.today = timezone.localdate(self.at)

    def by(self, post: str, unit: str = FENGZE, reason: str = "") -> Command:
        held = PostAssignment.objects.filter(post_id=post, unit__code=unit).select_related(
            "staff", "unit", "scope_unit"
        )
        return self.of(actor_of(held.order_by("pk")[0]), reason)

    def of(self, actor: Actor, reason: str = "") -> Command:
        self.steps += 1
        key = uuid5(NAMESPACE_URL, f"demo-quality/{self.steps}")
        return Command(key=key, actor=actor, at=self.at, reason=reason)


def build_quality() -> None:
    """Told after the business and the printed forms."""
    told = _Told()
    _outside(told)
    _ledger(told)
    _quality(told)
    _papers(told)


def _outside(told: _Told) -> None:
    for days, channel, name, line, premium in (
        (2, "DIRECT", "泉州市丰泽区东海街道幸福里小区业主委员会", "PLL", "3600.00"),
        (9, "DIRECT", "陈建国", "HHP", "280.00"),
        (12, "AGENCY", "泉州海丝物流有限公司", "CGD", "1250.00"),
    ):
        clerk = told.by("UW_ISSUE")
        data = back_entry.OutsideData(
            way=life.HAND_WRITTEN if days == 2 else life.COMPUTER,
            serial=next_serial(back_entry.PAPER, clerk.actor.staff_id or 0),
            channel=channel,
            line=line,
            holder_name=name,
            premium=Decimal(premium),
            signed_on=told.today - timedelta(days=days),
        )
        found = back_entry.register_and_ask(clerk, data=data)
        if days == 2:
            opinion = "停电期间手工出单，条款与费率符合规定，同意"
            found = back_entry.allow_hand_written(found.pk, told.by("UW_UND3", CENTRE, opinion))
        if days == 9:
            back_entry.chase(found.pk, told.by("UW_INFO", CENTRE, "已超时限，请今日补录"))
        if channel == "AGENCY":
            returned = told.today - timedelta(days=3)
            back_entry.note_return(found.pk, told.by("UW_ISSUE"), returned_on=returned)


def _ledger(told: _Told) -> None:
    for form, name, more in (
        ("accident_card", "王美玲", {}),
        ("household_fixed", "刘志强", {}),
        (
            "cargo_agency",
            "泉州市丰泽石材出口有限公司",
            {"premium": Decimal("860.00"), "sum_insured": Decimal("430000.00")} | _agency_agreement(),
        ),
    ):
        clerk = told.by("UW_ISSUE")
        given: dict[str, Any] = {
            "form": form,
            "serial": next_serial(form, clerk.actor.staff_id or 0),
            "holder_name": name,
            "insured_name": name,
            "issued_on": told.today,
            "start_on": told.today + timedelta(days=1),
            "end_on": told.today + timedelta(days=365),
        }
        row = ledger_entry.enter_and_owe(clerk, data=ledger_entry.LedgerData(**(given | more)))
        if form == "accident_card":  # paid at once: it stands among the policies
            reference = f"POS2026L{row.pk:05d}"
            receive_premium(told.by("SUB_RP"), LEDGER_ENTRY_KIND, [row.pk], bank_reference=reference)


def _agency_agreement() -> dict[str, Any]:
    """Under the agreement of an agency that issues certificates by itself."""
    agreed = CargoAgreement.objects.get(kind=CargoAgreement.Kind.AGENCY, state=AGREED)
    return {"agreement": agreed.number, "goods": agreed.goods[0], "agency": agreed.partner}


def _quality(told: _Told) -> None:
    policies = list(Policy.objects.filter(unit__code=FENGZE).order_by("pk")[:6])
    for place, policy in enumerate(policies):
        finder = system_actor("policy-clock", unit_id=policy.unit_id)
        check: QualityCheck = data_quality.draw_check(
            told.of(finder), policy_id=policy.pk, month=told.today.replace(day=1)
        )
        if place < 3:
            errors = {"phone": "13905951234"} if place == 1 else {"sum_insured": "120000.00"} if place == 2 else {}
            data_quality.compare(check.pk, told.by("UW_INFO", CENTRE), errors=errors)
        if place in {1, 4}:
            rule, detail = ("no_phone", policy.holder_name) if place == 1 else ("premium", "760.00 ≠ 665.00")
            found: DataDefect = data_quality.find_defect(told.of(finder), rule=rule, policy_id=policy.pk, detail=detail)
            if place == 1:
                answer = told.by("UW_ISSUE", reason="已与客户核实并补录联系电话")
                data_quality.answer_defect(found.pk, answer, method="customer")


def _papers(told: _Told) -> None:
    days = Policy.objects.filter(unit__code=FENGZE).order_by("created_at").values_list("created_at", flat=True)
    for place, day in enumerate(sorted({timezone.localdate(at) for at in days})):
        batch: PaperBatch = paper_batch.hand_over(told.by("UW_ISSUE"), day=day)
        if place == 0:
            paper_batch.receive_batch(batch.pk, told.by("UW_INFO", CENTRE), missing={1: "缺投保单原件"})
            paper_batch.file_batch(batch.pk, told.by("UW_INFO", CENTRE), volume="2026-丰泽-011", first_page=1)
    first = BatchedPaper.objects.order_by("pk").select_related("policy").first()
    if first is not None:
        paper_batch.proof_read(told.by("UW_REVIEW"), policy_id=first.policy_id, different=(), remark="")
