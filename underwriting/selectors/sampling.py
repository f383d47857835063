"""Automatic acceptances of a day, the sample, and how often people disagree with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.models import Unit
from organisation.public import ScopedActor
from underwriting.models import Decision, SampledAcceptance
from underwriting.rules.sampling import AGREED, DISAGREED


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """How many of the reviewed acceptances a person would not have made."""

    reviewed: int
    disagreed: int
    waiting: int

    @property
    def rate(self) -> Decimal | None:
        """Percent with one decimal; None before the first review."""
        return round(Decimal(100) * self.disagreed / self.reviewed, 1) if self.reviewed else None


def acceptances_of(day: date) -> dict[Unit, list[Decision]]:
    """What the rules accepted on a day, by branch."""
    rows = Decision.objects.filter(automatic=True, outcome="approved", decided_at__date=day)
    found: dict[int, list[Decision]] = {}
    for decision in rows.select_related("proposal").order_by("pk"):
        found.setdefault(decision.proposal.branch_id or 0, []).append(decision)
    return {branch: found[branch.pk] for branch in Unit.objects.filter(pk__in=found)}


def samples(actor: ScopedActor) -> QuerySet[SampledAcceptance]:
    """Sampled acceptances in the actor's scope."""
    return SampledAcceptance.objects.visible_to(actor).select_related("proposal", "unit")


def sample_for(actor: ScopedActor, pk: int) -> SampledAcceptance:
    """One of them; out of scope reads as not found."""
    found = samples(actor).select_related("decision").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def disagreement(actor: ScopedActor, today: date, days: int) -> Disagreement:
    """Of the acceptances of the last days."""
    rows = SampledAcceptance.objects.visible_to(actor).filter(decided_on__gt=today - timedelta(days=days))
    counts = rows.aggregate(
        reviewed=Count("pk", filter=Q(state__in=(AGREED, DISAGREED))),
        disagreed=Count("pk", filter=Q(state=DISAGREED)),
        drawn=Count("pk"),
    )
    return Disagreement(
        reviewed=counts["reviewed"], disagreed=counts["disagreed"], waiting=counts["drawn"] - counts["reviewed"]
    )
