"""Measures of quality in the demo branch: one to be trained again, one decided, late ones (5.12, A6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from core.workflow.command import Actor, Command
from organisation.models import PostAssignment
from organisation.public import actor_of, system_actor
from underwriting.models import Policy, QualityMeasure
from underwriting.rules import quality_measure as life
from underwriting.selectors.quality_measures import Matter, to_be_opened
from underwriting.services.quality_measures import begin_measure, record_measure

CENTRE, FENGZE = "350591", "350503"


def build_measures() -> None:
    """A clerk with two bad months, an error that cost money, and the standing matters of today."""
    today = timezone.localdate()
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    clerk = PostAssignment.objects.filter(post_id="UW_ISSUE", unit__code=FENGZE).select_related("staff", "unit")[0]
    given: dict[str, Any] = {"unit_id": clerk.unit_id, "person": clerk.staff.name, "month": month}
    _begin(Matter(kind=life.RETRAIN, detail="6.25%", **given))
    policy = Policy.objects.filter(unit_id=clerk.unit_id).order_by("pk").first()
    if policy is not None:
        grave = _begin(Matter(kind=life.ACCOUNT, policy_id=policy.pk, found=1, detail=policy.number, **given))
        director = PostAssignment.objects.filter(post_id="UW_DIR", unit__code=CENTRE)
        actor = actor_of(director.select_related("staff", "unit", "scope_unit")[0])
        reason = "保额少录一位，差额由机构承担，出单员扣减当月绩效并重新上岗考试"
        record_measure(grave.pk, _command(actor, "record", reason=reason))
    for matter in list(to_be_opened(today)):
        if matter.kind in life.STANDING:
            _begin(matter)


def _begin(matter: Matter) -> QualityMeasure:
    clock = system_actor("policy-clock", unit_id=matter.unit_id)
    return begin_measure(_command(clock, f"{matter.kind}/{matter.unit_id}"), matter=matter)


def _command(actor: Actor, what: str, *, reason: str = "") -> Command:
    key = uuid5(NAMESPACE_URL, f"demo-measures/{what}")
    return Command(key=key, actor=actor, at=timezone.now(), reason=reason)
