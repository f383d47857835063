"""Receipts of delivered policies and a waived paper in the demo branch (A1 6, B-22)."""

from __future__ import annotations

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.timezone import localdate

from core import demo
from core.workflow.command import Actor, Command
from organisation.models import PostAssignment
from organisation.public import actor_of, system_actor
from underwriting.models import Policy, PolicyDelivery, Proposal
from underwriting.reference.demo_photos import demo_scan
from underwriting.rules.delivery import Way
from underwriting.rules.lifecycle import DRAFT
from underwriting.selectors.papers_due import waivable
from underwriting.services.delivery import confirm_delivery, expect_delivery
from underwriting.services.papers_due import ask_waiver, waive_paper

MISSING_EVERY, ELECTRONIC_EVERY = 3, 2
LATER = timedelta(hours=3)


def build_evidence() -> None:
    """Every third receipt is still missing; of the others one half is electronic."""
    for place, policy in enumerate(Policy.objects.select_related("proposal", "unit").order_by("pk")):
        clock = system_actor("policy-clock", unit_id=policy.unit_id)
        key = uuid5(NAMESPACE_URL, f"demo/delivery/{policy.pk}")
        delivery = expect_delivery(policy, Command(key=key, actor=clock, at=policy.created_at))
        if delivery is not None and place % MISSING_EVERY:
            _receive(delivery, policy, electronic=place % ELECTRONIC_EVERY == 0)
    _waive()


def _receive(delivery: PolicyDelivery, policy: Policy, *, electronic: bool) -> None:
    at = min(policy.created_at + LATER, timezone.now())
    key = uuid5(NAMESPACE_URL, f"demo/received/{policy.pk}")
    command = Command(key=key, actor=_held("UW_ISSUE", policy.unit.code), at=at)
    said = {"way": Way.ELECTRONIC, "note": f"短信回执 {policy.pk:08d}"} if electronic else {"way": Way.HANDED}
    confirm_delivery(
        delivery.pk,
        command,
        received_by=policy.holder_name,
        received_on=localdate(at),
        receipt=b"" if electronic else demo_scan(),
        **said,
    )


def _waive() -> None:
    """The reviewer lets a list go that the customer brings with the first declaration of values; of another proposal
    the clerk asks for it."""
    drafts = Proposal.objects.filter(state=DRAFT).select_related("unit").order_by("pk")
    lacking = [(draft, codes[0]) for draft in drafts if (codes := waivable(draft))][:2]
    steps = (("waived", "UW_REVIEW", waive_paper), ("asked", "UW_ISSUE", ask_waiver))
    reason = "该资料尚未出具，客户已书面承诺在出单前补交"
    for (draft, code), (word, post, step) in zip(lacking, steps, strict=False):
        key = uuid5(NAMESPACE_URL, f"demo/{word}/{draft.pk}")
        step(
            draft.pk, Command(key=key, actor=_held(post, draft.unit.code), at=timezone.now(), reason=reason), paper=code
        )


def _held(post: str, unit: str) -> Actor:
    held = PostAssignment.objects.filter(post_id=post, unit__code=unit)
    return actor_of(held.select_related("staff", "unit", "scope_unit").order_by("pk")[0])


def register() -> None:
    """After business, exemptions and endorsements."""
    demo.register(1120, "receipts of policies, waived papers", build_evidence)
