"""Experience of automatic and manual acceptances, by line, in two statements (AUW-08)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from core.money import to_cents
from organisation.models import Unit
from organisation.public import ScopedActor, parameter
from underwriting.models import Decision, LossExperience, Policy
from underwriting.rules.lifecycle import VOIDED
from underwriting.rules.monitoring import Experience, Limits, Watched, watched
from underwriting.selectors.earned_premium import earned_until


def experience(actor: ScopedActor, since: date, on: date) -> list[Watched]:
    """Of the policies issued since a day, in the actor's scope, as it stands on a day."""
    return _experience(Policy.objects.visible_to(actor).filter(created_at__date__gte=since), on)


def experience_of(branch: Unit, since: date, on: date) -> list[Watched]:
    """Of one branch."""
    return _experience(Policy.objects.filter(branch_id=branch.pk, created_at__date__gte=since), on)


def _experience(policies: QuerySet[Policy], on: date) -> list[Watched]:
    """Losses stand against the premium that has been earned; a policy that was voided earned nothing (9.13)."""
    policies = policies.exclude(state=VOIDED)
    passed = Decision.objects.filter(automatic=True, outcome="approved")
    issued = policies.annotate(auto=Exists(passed.filter(proposal=OuterRef("proposal"))))
    sold = issued.values("line", "auto").order_by().annotate(count=Count("pk"), total=earned_until(on))
    lost = LossExperience.objects.filter(policy__in=policies.values("pk"))
    lost = lost.annotate(auto=Exists(passed.filter(proposal=OuterRef("policy__proposal"))))
    losses = {
        (line, auto): total
        for line, auto, total in lost.values_list("policy__line", "auto").annotate(Sum("incurred")).order_by()
    }
    parts = {
        (row["line"], row["auto"]): Experience(
            policies=row["count"],
            premium=to_cents(row["total"]),
            losses=losses.get((row["line"], row["auto"]), Decimal(0)),
        )
        for row in sold
    }
    return watched(parts)


def limits_of(branch: Unit | None, on: date) -> Limits:
    """The branch's limits of a day."""
    return Limits(
        highest=parameter("underwriting.suspend_loss_ratio", branch, on),
        points_above=parameter("underwriting.suspend_points_above", branch, on),
    )


def first_day(branch: Unit | None, on: date) -> date:
    """Since when the experience counts."""
    days: int = parameter("underwriting.monitor_days", branch, on)
    return on - timedelta(days=days)
