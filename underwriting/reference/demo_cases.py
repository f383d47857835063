"""Regression cases of the demo branch that people added themselves: one released, one that waits for its decision."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from core.workflow.command import Actor, Command
from organisation.models import ControlChange, PostAssignment
from organisation.public import actor_of, approve_change
from underwriting.services.rating_cases import CaseWanted, propose_case

CENTRE = "350591"
PERIOD = (date(2025, 3, 1), date(2026, 2, 28))


def build_cases() -> None:
    """Both are worked cases of the rules of refunds."""
    released = _asked(
        "保险人解除合同，按日退费",
        {"line": "PRB", "case": "insurer", "premium": "3650.00", "last_day": "2025-06-08"},
        Decimal("2650.00"),
        "补充保险人解除合同的情形，退保规则调整时一并验证。",
    )
    approve_change(released.pk, _command("released", "UW_DIR", "测算无误，同意"))
    _asked(
        "重大过失未如实告知，全额退费",
        {"line": "PRB", "case": "negligence", "premium": "3650.00", "last_day": "2025-06-08"},
        Decimal("3650.00"),
        "补充重大过失未如实告知的情形。",
    )


def _asked(title: str, content: dict[str, str], expected: Decimal, reason: str) -> ControlChange:
    wanted = CaseWanted(
        product="refund.rules",
        title=title,
        content=content,
        start_on=PERIOD[0],
        end_on=PERIOD[1],
        expected=expected,
        effective_on=timezone.localdate() + timedelta(days=1),
    )
    return propose_case(_command(title, "UW_UND3", reason), wanted=wanted)


def _command(step: str, post: str, reason: str) -> Command:
    key = uuid5(NAMESPACE_URL, f"demo/rating-case/{step}")
    return Command(key=key, actor=_as(post), at=timezone.now(), reason=reason)


def _as(post: str) -> Actor:
    held = PostAssignment.objects.filter(post_id=post, unit__code=CENTRE).select_related("staff", "unit", "scope_unit")
    return actor_of(held.order_by("pk")[0])
