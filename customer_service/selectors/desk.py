"""What the agent sees of a caller: policies with cover at the time of loss, earlier claims, similar reports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.public import CoverAtLoss, covers_at_loss, earlier_claims, similar_reports
from core.search import Shape, shape_of
from core.search.shapes import Kind
from core.workflow.command import Actor
from underwriting.public import CoverQuery, find_cover

PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][A-Z0-9\u4e00-\u9fff]{5,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCover:
    """A policy as the desk shows it."""

    at_loss: CoverAtLoss
    claims: int


def find(text: str, at: datetime, actor: Actor) -> list[FoundCover]:
    """Policies for what the caller says: number, plate, frame number, telephone or name."""
    query = _query(shape_of(text))
    if query is None:
        return []
    found = find_cover(query, actor)
    policies = [cover.policy_id for cover in found]
    counts = earlier_claims(policies)
    return [FoundCover(at_loss=one, claims=counts[one.cover.policy_id]) for one in covers_at_loss(policies, at)]


def _query(shape: Shape) -> CoverQuery | None:
    text, kinds = shape.text, shape.kinds
    if PLATE.fullmatch(text):
        return CoverQuery(plate=text)
    if Kind.VIN in kinds and len(text) == 17:
        return CoverQuery(vin=text, policy_number=text)
    if Kind.PHONE in kinds:
        return CoverQuery(phone=text)
    if Kind.NAME in kinds:
        return CoverQuery(name=text)
    return CoverQuery(policy_number=text) if Kind.NUMBER in kinds else None


def look_alikes(plate: str, found: list[FoundCover], at: datetime) -> list[dict[str, Any]]:
    """Reports of the same vehicle or policy around the same time."""
    return similar_reports(plate, tuple(one.at_loss.cover.policy_id for one in found), at)
