"""Cover at the time of loss, as verdicts that the 95518 desk shows and the report keeps (HOT-14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.models import Claim
from claims.rules.words import gettext_noop as _
from underwriting.public import CoverFact, covers_in_force, policy_copies

RUNNING = frozenset({"issued", "in_force", "expired"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverAtLoss:
    """A policy and what stands for and against cover at a moment."""

    cover: CoverFact
    verdicts: tuple[dict[str, Any], ...]

    @property
    def covered(self) -> bool:
        return all(verdict["passed"] for verdict in self.verdicts)


def cover_at_loss(policy_id: int, at: datetime) -> CoverAtLoss:
    """Three questions: did the policy run, was the premium paid, does it carry a cover for this."""
    return covers_at_loss([policy_id], at)[0]


def covers_at_loss(policy_ids: Sequence[int], at: datetime) -> list[CoverAtLoss]:
    """The same for several policies, in their order; unknown ones are left out."""
    copies, running = policy_copies(policy_ids), covers_in_force(policy_ids, at)
    return [_at_loss(copies[pk], running.get(pk)) for pk in dict.fromkeys(policy_ids) if pk in copies]


def _at_loss(cover: CoverFact, running: CoverFact | None) -> CoverAtLoss:
    period = f"{cover.start_at:%Y-%m-%d} – {cover.end_at:%Y-%m-%d}"
    verdicts = (
        {"label": _("In its period"), "passed": running is not None, "value": period},
        {"label": _("Premium received"), "passed": cover.paid, "value": ""},
        {"label": _("Not ended before"), "passed": cover.state in RUNNING, "value": ""},
    )
    return CoverAtLoss(cover=running or cover, verdicts=verdicts)


def earlier_claims(policy_ids: list[int]) -> dict[int, int]:
    """How many claims each policy has had, shown to the agent and the adjuster."""
    counts = dict.fromkeys(policy_ids, 0)
    for policy_id in Claim.objects.filter(policy_id__in=policy_ids).values_list("policy_id", flat=True):
        counts[policy_id] += 1
    return counts
