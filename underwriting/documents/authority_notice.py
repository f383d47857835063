"""Notice to the vehicle authority that compulsory cover has ended before its time (CT-15, domain 5.9, A3 step 7)."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from archives.public import DocumentRef, produce, qr_svg, verification_address
from core.workflow.command import Command
from underwriting.documents.endorsement import fact_of
from underwriting.documents.policy import COMPANY
from underwriting.models import COMPULSORY, Endorsement
from underwriting.rules.lifecycle import POLICY_KIND

NOTICE, CHINESE = "authority_notice", "zh-hans"


def is_needed(endorsement: Endorsement) -> bool:
    """Whenever compulsory cover ends by an endorsement."""
    return bool(endorsement.ends_policy and endorsement.line == COMPULSORY)


def make_authority_notice(endorsement: Endorsement, command: Command) -> DocumentRef:
    """Make and keep the letter with the endorsement."""
    title = f"解除交强险合同告知函 {endorsement.printed_number}"
    fact = fact_of(endorsement, command, kind=NOTICE, title=title)
    content = content_of(endorsement, command)
    return produce(
        command.then("notice"), fact, template="documents/authority_notice.html", context=content, signed=True
    )


def content_of(endorsement: Endorsement, command: Command) -> dict[str, Any]:
    """Everything the letter says; it is Chinese."""
    policy = endorsement.policy
    address = verification_address(POLICY_KIND, policy.pk, at=command.at)
    with translation.override(CHINESE):
        ground = endorsement.get_ground_display()
    return {
        "title": "解除机动车交通事故责任强制保险合同告知函",
        "number": endorsement.printed_number,
        "company": COMPANY,
        "unit_name": policy.unit.name,
        "verification_address": address,
        "qr": qr_svg(address),
        "printed_at": command.at,
        "ends_on": endorsement.effective_on,
        "never_began": endorsement.effective_on < policy.start_on,
        "papers": endorsement.returned_papers or ("已全部收回" if endorsement.papers_complete else "未收回"),
        "rows": [
            ("保险单号", policy.number),
            ("交强险标志印刷号", policy.serial or "–"),
            ("投保人", policy.holder_name),
            ("被保险人", policy.insured_name),
            ("号牌号码", policy.shown_plate),
            ("车辆识别代号", policy.vin),
            ("发动机号", policy.engine_number or "–"),
            ("厂牌型号", policy.model),
            ("原保险期间", f"{policy.start_on} 0时起至 {policy.proposal.end_on} 24时止"),
            ("解除原因", ground),
        ],
    }
