"""Renewals in the actor's scope, what stands due, and how many were won."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.models import Unit
from organisation.public import ScopedActor, parameter
from underwriting.models import LossExperience, Policy, Renewal, RenewalStep
from underwriting.rules import renewing as life
from underwriting.rules.lifecycle import ENDED_EARLY, IN_FORCE

SAME_VEHICLE_DAYS = 60


class Kpi(NamedTuple):
    """Renewals of policies that ended in a period."""

    due: int
    renewed: int
    lost: int
    open: int
    premium: Decimal

    @property
    def share(self) -> Decimal:
        """Renewed of those that were to be renewed, in per cent."""
        return (Decimal(self.renewed) * 100 / self.due).quantize(Decimal("0.1")) if self.due else Decimal(0)


def renewals(actor: ScopedActor) -> QuerySet[Renewal]:
    """Renewals the actor may see."""
    return Renewal.objects.visible_to(actor)


def renewal_for(actor: ScopedActor, pk: int) -> Renewal:
    """One renewal; out of scope reads as not found."""
    found = renewals(actor).select_related("unit", "policy__proposal", "proposal", "renewed_by").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def to_be_listed(on: date) -> list[Policy]:
    """Policies in force that end within the days of the list and stand on none yet; a voyage that has arrived and works
    that are finished are not insured for another year."""
    days = int(parameter("underwriting.renewal_list_days", on=on))
    ending = Policy.objects.filter(state=IN_FORCE, end_on__gte=on, end_on__lte=on + timedelta(days=days))
    offered = ending.filter(renewal=None).exclude(line__in=parameter(life.NOT_RENEWED, on=on))
    return list(offered.select_related("unit").order_by("end_on", "pk"))


def contact_days(unit: Unit, on: date) -> list[int]:
    """The days before the end on which the customer is reached."""
    return _days_of("underwriting.renewal_contact_days", unit, on)


def notice_days(unit: Unit, on: date) -> list[int]:
    """Those of them on which a written notice goes out by itself."""
    return _days_of("underwriting.renewal_notice_days", unit, on)


def _days_of(name: str, unit: Unit, on: date) -> list[int]:
    text = str(parameter(name, unit, on))
    return sorted({int(part) for part in text.split(",") if part.strip().isdigit()}, reverse=True)


def notices_due(on: date) -> list[Renewal]:
    """Open renewals with a day of the plan that has come and asks for a written notice."""
    due = RenewalStep.objects.filter(notice=True, done_at=None, due_on__lte=on)
    open_ones = Renewal.objects.filter(state__in=(life.PENDING, life.PROPOSED), ends_on__gte=on)
    due_ones = open_ones.filter(pk__in=due.values("renewal_id"))
    return list(due_ones.exclude(policy__state__in=ENDED_EARLY).order_by("pk"))


def with_missed(rows: QuerySet[Renewal], on: date) -> QuerySet[Renewal]:
    """With the number of planned contacts whose day is over and on which nothing was done."""
    missed = Q(steps__done_at=None, steps__due_on__lt=on)
    return rows.annotate(missed=Count("steps", filter=missed))


def missed(rows: QuerySet[Renewal], on: date) -> QuerySet[Renewal]:
    """Open renewals with a planned contact that was missed."""
    open_ones = rows.filter(state__in=(life.PENDING, life.PROPOSED))
    over = RenewalStep.objects.filter(done_at=None, due_on__lt=on)
    return open_ones.filter(pk__in=over.values("renewal_id"))


def losses_of(policy: Policy) -> tuple[int, Decimal]:
    """How many claims the policy had, and what they cost."""
    found = LossExperience.objects.filter(policy=policy).aggregate(number=Count("pk"), total=Sum("incurred"))
    return int(found["number"] or 0), Decimal(found["total"] or 0)


def overdue(on: date) -> list[Renewal]:
    """Still open, and the policy has ended."""
    open_ones = Renewal.objects.filter(state__in=(life.PENDING, life.PROPOSED), ends_on__lt=on)
    return list(open_ones.order_by("pk"))


def moved() -> list[Renewal]:
    """Still open, and the policy ends on another day than when it was listed."""
    open_ones = Renewal.objects.filter(state__in=(life.PENDING, life.PROPOSED)).exclude(ends_on=F("policy__end_on"))
    return list(open_ones.exclude(policy__state__in=ENDED_EARLY).order_by("pk"))


def renewal_by(policy: Policy) -> Renewal | None:
    """The renewal that a new policy confirms: its proposal was made from it, names it, or insures the same vehicle."""
    number = policy.proposal.renewal_of.strip().upper()
    named = Q(proposal=policy.proposal_id)
    if number:
        named |= Q(policy__number=number)
    if policy.vin:
        named |= Q(policy__vin=policy.vin, ends_on__gte=policy.start_on - timedelta(days=SAME_VEHICLE_DAYS))
    found = Renewal.objects.filter(named, line=policy.line).exclude(policy=policy)
    return found.exclude(state__in=(life.RENEWED, life.DECLINED)).order_by("-ends_on", "pk").first()


def sibling_of(renewal: Renewal) -> Renewal | None:
    """The other motor policy of the same vehicle that ends on the same day and waits as well, whichever proposal it
    came from."""
    policy = renewal.policy
    same_vehicle = Q(policy__vin=policy.vin, policy__holder_id=policy.holder_id) if policy.vin else Q(pk=None)
    same = Renewal.objects.filter(same_vehicle | Q(policy__proposal=policy.proposal_id), ends_on=renewal.ends_on)
    waiting = same.filter(state=life.PENDING).exclude(policy__state__in=ENDED_EARLY)
    return waiting.exclude(pk=renewal.pk).select_related("policy").first()


def sees_renewal(actor: Actor, pk: int) -> bool:
    """Whether a renewal, and with it its papers, may be seen."""
    model = Renewal.objects.filter(pk=pk).first()
    return model is not None and actor.refusal_for("underwriting.view_endorsements", model) is None


def kpi(actor: ScopedActor, begin: date, end: date) -> Kpi:
    """Policies in scope that ran to their end in a period: renewed of those to be renewed. What ended before its time
    counts in no rate (9.13)."""
    rows = renewals(actor).filter(ends_on__gte=begin, ends_on__lte=end).exclude(policy__state__in=ENDED_EARLY)
    found = rows.aggregate(
        due=Count("pk"),
        renewed=Count("pk", filter=Q(state=life.RENEWED)),
        lost=Count("pk", filter=Q(state__in=(life.LOST, life.DECLINED))),
        premium=Sum("premium", filter=Q(state=life.RENEWED)),
    )
    opened = found["due"] - found["renewed"] - found["lost"]
    return Kpi(found["due"], found["renewed"], found["lost"], opened, Decimal(found["premium"] or 0))


def talks_of(renewal: Renewal) -> Iterable[object]:
    """Contacts, the newest first."""
    return renewal.talks.order_by("-at", "-pk")
