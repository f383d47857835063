"""A group of accident business beside the limits of the released guide (5.17, RSK-22)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from underwriting.models import RiskAssessment
from underwriting.rules.entry.spec import heads_of
from underwriting.rules.risk_people import GroupFacts, GroupLimits, declined_in, group_faults, limits_of


def group_of(assessment: RiskAssessment) -> tuple[GroupFacts, GroupLimits, tuple[str, ...]] | None:
    """What was proposed, the limits, and what keeps the group from being written as it is; None for other business."""
    proposal = assessment.proposal
    limits = limits_of(assessment.guide.data) if assessment.guide else None
    if proposal is None or limits is None or not heads_of(proposal.content or {}):
        return None
    content: Mapping[str, Any] = proposal.content
    persons = heads_of(content)
    facts = GroupFacts(
        persons=persons,
        employees=_count(content.get("eligible")) or persons,
        oldest=_count(content.get("oldest")),
        occupations=declined_in(str(content.get("description", "")), limits),
    )
    return facts, limits, group_faults(facts, limits)


def _count(value: Any) -> int:
    return int(value) if str(value or "").isdecimal() else 0
