"""The reply of the upper level to a change above the authority of the branch, with what was asked (B-40)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.timezone import localtime

from archives.public import DocumentRef, produce
from core.workflow.command import Command
from underwriting.documents.endorsement import fact_of
from underwriting.documents.policy import COMPANY
from underwriting.models import Endorsement
from underwriting.rules import endorsement_upward as life
from underwriting.selectors.endorsements import differences, entry_of

KIND, TITLE, CHINESE = "endorsement_reply", "超权限批改批复", "zh-hans"
LEVEL_NAMES = {life.BRANCH: "分公司承保中心", life.PROVINCE: "省级分公司", life.HEAD: "总公司"}
OUTCOMES = {life.ADVISED: "签署意见上报", life.AGREED: "同意批改", life.REFUSED: "不同意批改", life.MORE: "补充材料"}


def make_reply(endorsement: Endorsement, command: Command) -> DocumentRef:
    """Render once; it stands with the endorsement."""
    fact = fact_of(endorsement, command, kind=KIND, title=TITLE, number=endorsement.number)
    return produce(
        command.then("reply"), fact, template="documents/referral_reply.html", context=content_of(endorsement, command)
    )


def content_of(endorsement: Endorsement, command: Command) -> dict[str, Any]:
    """The frozen terms, what every level said, and what was decided."""
    policy, voices = endorsement.policy, endorsement.voices
    asked, reply = voices[0], voices[-1]
    with translation.override(CHINESE):
        rows = differences(endorsement.before, asked["terms"], entry_of(policy))
        kind = endorsement.get_kind_display()
    return {
        "title": TITLE,
        "number": endorsement.number,
        "company": COMPANY,
        "unit_name": endorsement.unit.name,
        "printed_at": command.at,
        "facts": [
            ("保单号", policy.number),
            ("投保人", policy.holder_name),
            ("批改类型", kind),
            ("批改生效日", str(endorsement.effective_on)),
            ("批改后保险金额/责任限额合计", f"{asked['exposure']} 元"),
            ("保险费变动", f"{asked['delta']} 元"),
        ],
        "plan": "\n".join(f"{row.label}：{row.old or '–'} → {row.new or '–'}" for row in rows),
        "opinions": [_row(one) for one in voices],
        "decision": OUTCOMES[reply["outcome"]],
        "conditions": "",
    }


def _row(one: Mapping[str, Any]) -> tuple[str, str, str, str]:
    day = localtime(datetime.fromisoformat(one["at"])).date()
    return LEVEL_NAMES[one["level"]], OUTCOMES[one["outcome"]], one["text"], f"{one['by']} {day}"
