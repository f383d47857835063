"""Reports upward of the demo branch."""

from __future__ import annotations

from collections.abc import Callable

from core.workflow.command import Command
from underwriting.models import Proposal
from underwriting.rules.referral_pack import Outcome
from underwriting.services import referral
from underwriting.services.referral import ItemEntry

PACK = {
    "risk": ItemEntry(text="车辆按期年检，停放于封闭停车场，驾驶人固定；风险等级低。建议保持绝对免赔额。"),
    "history": ItemEntry(text="上一年度在我司投保，无赔款。"),
    "reinsurance": ItemEntry(waived="保额在自留额以内，无需分保。"),
    "negotiation": ItemEntry(text="客户已获知需上级核准，等待报价，未作任何承诺。"),
}


def report_upward(proposal: Proposal, opinion: str, command: Callable[[str], Command]) -> None:
    """An underwriter prepares the pack, signs, and reports to the province. ``command`` makes one with a reason."""
    begun = referral.begin_referral(command(""), proposal_id=proposal.pk)
    referral.write_pack(begun.pk, command(""), entries=PACK)
    referral.submit_referral(begun.pk, command(opinion), outcome=Outcome.AGREE)
