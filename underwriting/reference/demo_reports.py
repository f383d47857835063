"""Reports upward of the demo branch."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import translation

from core.workflow.command import Command
from underwriting.models import Proposal
from underwriting.models.referral import Referral
from underwriting.rules.referral_pack import Outcome
from underwriting.services import referral
from underwriting.services.referral import ItemEntry

PACK = {
    "risk": ItemEntry(text="车辆按期年检，停放于封闭停车场，驾驶人固定；风险等级低。建议保持绝对免赔额。"),
    "reinsurance": ItemEntry(waived="保额在自留额以内，无需分保。"),
    "other": ItemEntry(waived="上级尚未要求补充其他材料。"),
    "negotiation": ItemEntry(text="客户已获知需上级核准，等待报价，未作任何承诺。"),
}


def _plan(begun: Referral) -> ItemEntry:
    """As the system drafted it, with the grounds."""
    grounds = "费率按条款费率执行，赔付记录良好，限额与客户经营规模相称。"
    return ItemEntry(text=begun.items["plan"]["text"], parts={"grounds": grounds})


def report_upward(proposal: Proposal, opinion: str, command: Callable[[str], Command]) -> None:
    """An underwriter prepares the pack, signs, and reports to the province. ``command`` makes one with a reason."""
    with translation.override("zh-hans"):
        begun = referral.begin_referral(command(""), proposal_id=proposal.pk)
    referral.write_pack(begun.pk, command(""), entries=PACK | {"plan": _plan(begun)})
    referral.submit_referral(begun.pk, command(opinion), outcome=Outcome.AGREE)
