"""Reports upward, made as people make them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from underwriting.models import Proposal, Referral
from underwriting.rules.referral_pack import Outcome
from underwriting.services import referral as services
from underwriting.services.referral import ItemEntry

PROVINCE, HEAD = "350000", "000000"
REST = {
    "plan": ItemEntry(text="车损200万元，三者100万元", parts={"grounds": "费率与风险相称，限额合理"}),
    "other": ItemEntry(waived="上级未要求其他材料"),
    "risk": ItemEntry(text="车辆用途稳定，风险较低"),
    "reinsurance": ItemEntry(waived="在自留额内"),
    "negotiation": ItemEntry(text="客户等待报价，未作承诺"),
    "history": ItemEntry(text="上年无赔款"),
}


def make_waiting(**over: Any) -> Proposal:
    """Handed to an underwriter because of a high limit."""
    return made.make_decided(**({"third_party_limit": Decimal(2000000)} | over))


def make_referral(proposal: Proposal | None = None, **over: Any) -> Referral:
    """Begun by a junior underwriter, with the drafts of the system."""
    proposal = proposal or make_waiting()
    return services.begin_referral(order(actor_at("UW_UND1", made.UWC)), proposal_id=proposal.pk, **over)


def make_complete(proposal: Proposal | None = None, **over: Any) -> Referral:
    begun = make_referral(proposal, **over)
    return services.write_pack(begun.pk, order(actor_at("UW_UND1", made.UWC)), entries=REST)


def make_submitted(proposal: Proposal | None = None, **over: Any) -> Referral:
    pack = make_complete(proposal, **over)
    command = order(actor_at("UW_UND1", made.UWC), reason="建议承保")
    return services.submit_referral(pack.pk, command, outcome=Outcome.AGREE)


def make_agreed(proposal: Proposal | None = None, **over: Any) -> Referral:
    up = make_submitted(proposal)
    return services.agree(up.pk, order(actor_at("PROV_UW", PROVINCE), reason="同意"), **over)
