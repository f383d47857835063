"""Changes of policies of the demo branch that cost more and are paid later: one asked for, one ready to be issued."""

from __future__ import annotations

from typing import Any

from core import demo
from underwriting.models import Endorsement, Policy
from underwriting.reference.demo_endorsing import CENTRE, Change
from underwriting.rules import endorsement_life as life
from underwriting.rules.lifecycle import IN_FORCE
from underwriting.services import exempting


def build() -> None:
    """On the hotel and on the shoe factory of the demo branch."""
    hotel = _running("PLL")
    if hotel is not None:
        change = Change(hotel, 340, "limit", {"content": {"limit": "3000000"}}, life.APPROVED)
        _ask(change, "BANK_ACCEPTANCE", "客户以三个月银行承兑汇票支付批增保费")
    factory = _running("PRB")
    if factory is not None:
        change = Change(factory, 341, "sum_insured", {"content": {"items": _larger(factory)}}, life.APPROVED)
        asked = _ask(change, "FX_EVIDENCE", "批增保费由境外母公司汇付，已附汇款凭证")
        exempting.approve_exemption(asked.pk, change.as_post("UW_DIR", CENTRE, "汇款凭证齐全，同意先出批单"))


def _running(line: str) -> Policy | None:
    found = Policy.objects.filter(state=IN_FORCE, line=line, endorsements=None, proposal__coinsurance=None)
    return found.select_related("unit", "proposal").order_by("pk").first()


def _larger(policy: Policy) -> list[dict[str, Any]]:
    """The stock grew."""
    items = [dict(row) for row in policy.proposal.content["items"]]
    items[-1]["sum_insured"] = "1200000"
    return items


def _ask(change: Change, code: str, grounds: str) -> Any:
    change.go()
    made = Endorsement.objects.filter(policy=change.policy).latest("pk")
    data = exempting.ExemptionData(endorsement_id=made.pk, code=code, grounds=grounds, evidence=change.request().scan)
    return exempting.request_exemption(change.as_post("UW_ISSUE"), data=data)


def register() -> None:
    """Tell the registry."""
    demo.register(1013, "endorsements paid later", build)
