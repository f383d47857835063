"""Figures of underwriting for dashboards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from core import metrics
from core.clocks import at_midnight
from core.metrics import Flow, Metric, Point, Shape
from core.rules.periods import Span
from underwriting.models import Decision, Endorsement, Policy, Proposal, SampledAcceptance
from underwriting.rules import lifecycle
from underwriting.rules.sampling import DISAGREED, DRAWN
from underwriting.rules.words import gettext_noop as _
from underwriting.selectors import desk_figures
from underwriting.selectors.written_premium import CHANGE, issued, premium_by_day, written

TREND_DAYS = 14


def _sold(actor: Any) -> QuerySet[Policy]:
    return written(Policy.objects.visible_to(actor))


def premium_of_day(actor: Any, day: date) -> Sequence[Point]:
    """Premium of the policies issued on a day."""
    sold = _sold(actor).filter(created_at__date=day)
    total = sold.aggregate(total=Sum("premium"))["total"] or Decimal(0)
    return (Point(label=str(day), value=total, url=reverse("underwriting:policies")),)


def changes_of_day(actor: Any, day: date) -> Sequence[Point]:
    """What the endorsements issued on a day added to premium, less what they gave back."""
    total = _changed(actor).filter(issued_at__date=day).aggregate(total=Sum(CHANGE))["total"] or Decimal(0)
    return (Point(label=str(day), value=total, url=reverse("underwriting:endorsements")),)


def policies_of_day(actor: Any, day: date) -> Sequence[Point]:
    """Policies issued on a day."""
    count = _sold(actor).filter(created_at__date=day).count()
    return (Point(label=str(day), value=count, url=reverse("underwriting:policies")),)


def _premium(actor: Any, spans: Sequence[Span]) -> Sequence[Decimal | int]:
    return metrics.sums_of(_sold(actor), "created_at", spans, lambda q: Sum("premium", filter=q))


def _policies(actor: Any, spans: Sequence[Span]) -> Sequence[Decimal | int]:
    return metrics.sums_of(_sold(actor), "created_at", spans, lambda q: Count("pk", filter=q))


def _changes(actor: Any, spans: Sequence[Span]) -> Sequence[Decimal | int]:
    return metrics.sums_of(_changed(actor), "issued_at", spans, lambda q: Sum(CHANGE, filter=q))


def _changed(actor: Any) -> QuerySet[Endorsement]:
    return issued(Endorsement.objects.visible_to(actor))


def automatic_share(actor: Any, day: date) -> Sequence[Point]:
    """Share of automatic approvals among the automatic decisions of the last 30 days."""
    since = timezone.now() - timedelta(days=30)
    mine = Proposal.objects.visible_to(actor).values("pk")
    counts = Decision.objects.filter(automatic=True, decided_at__gte=since, proposal__in=mine).aggregate(
        decided=Count("pk"), passed=Count("pk", filter=Q(outcome="approved"))
    )
    share = round(Decimal(100) * counts["passed"] / counts["decided"], 1) if counts["decided"] else Decimal(0)
    return (Point(label=str(day), value=share, url=reverse("underwriting:proposals")),)


def sample_disagreement(actor: Any, day: date) -> Sequence[Point]:
    """Share of the reviewed automatic acceptances of 30 days that a person would not have made."""
    rows = SampledAcceptance.objects.visible_to(actor).filter(decided_on__gt=day - timedelta(days=30))
    counts = rows.aggregate(
        reviewed=Count("pk", filter=~Q(state=DRAWN)), disagreed=Count("pk", filter=Q(state=DISAGREED))
    )
    share = round(Decimal(100) * counts["disagreed"] / counts["reviewed"], 1) if counts["reviewed"] else Decimal(0)
    return (Point(label=str(day), value=share, url=reverse("underwriting:samples")),)


def pending_by_age(actor: Any, day: date) -> Sequence[Point]:  # noqa: ARG001 - waiting now
    """Proposals that wait for underwriting, by how long they have waited."""
    now = timezone.now()
    waiting = Proposal.objects.visible_to(actor).filter(state=lifecycle.UW_QUEUE).annotate(at=F("updated_at"))
    edges = (
        (_("under 2 hours"), 0, 2),
        (_("2 to 8 hours"), 2, 8),
        (_("8 to 24 hours"), 8, 24),
        (_("over a day"), 24, 100000),
    )
    counts = waiting.aggregate(
        **{
            f"b{n}": Count("pk", filter=Q(at__lte=now - timedelta(hours=low), at__gt=now - timedelta(hours=high)))
            for n, (_label, low, high) in enumerate(edges)
        }
    )
    url = reverse("underwriting:proposals") + f"?state={lifecycle.UW_QUEUE}"
    tones = ("info", "info", "wait", "bad")
    return [Point(label=edge[0], value=counts[f"b{n}"], url=url, tone=tones[n]) for n, edge in enumerate(edges)]


def premium_trend(actor: Any, day: date) -> Sequence[Point]:
    """Premium written per day, endorsements included."""
    first = day - timedelta(days=TREND_DAYS - 1)
    since, end = at_midnight(first), at_midnight(day + timedelta(days=1))
    policies = _sold(actor).filter(created_at__gte=since, created_at__lt=end)
    sums = premium_by_day(policies, _changed(actor).filter(issued_at__gte=since, issued_at__lt=end))
    days = [first + timedelta(days=n) for n in range(TREND_DAYS)]
    return [Point(label=d.strftime("%m-%d"), value=sums.get(d, Decimal(0))) for d in days]


_DISAGREEMENT = Metric(
    name="underwriting.disagreement",
    label=_("Sampled acceptances not agreed (30 days)"),
    unit="%",
    shape=Shape.NUMBER,
    query=sample_disagreement,
    permission="underwriting.view_rules",
    order=13,
)


_VIEW = "underwriting.view_policies"
_METRICS = (
    Metric(
        name="underwriting.premium",
        label=_("Premium issued today"),
        unit="yuan",
        shape=Shape.NUMBER,
        query=premium_of_day,
        permission=_VIEW,
        url_name="underwriting:policies",
        order=10,
        flow=Flow(label=_("Premium issued"), sums=_premium, params="issued"),
    ),
    Metric(
        name="underwriting.changes",
        label=_("Premium changed by endorsements today"),
        unit="yuan",
        shape=Shape.NUMBER,
        query=changes_of_day,
        permission="underwriting.view_endorsements",
        url_name="underwriting:endorsements",
        order=11,
        flow=Flow(label=_("Premium changed by endorsements"), sums=_changes, params="issued"),
    ),
    Metric(
        name="underwriting.policies",
        label=_("Policies issued today"),
        unit=_("policies"),
        shape=Shape.NUMBER,
        query=policies_of_day,
        permission=_VIEW,
        url_name="underwriting:policies",
        order=11,
        flow=Flow(label=_("Policies issued"), sums=_policies, params="issued"),
    ),
    Metric(
        name="underwriting.automatic",
        label=_("Decided automatically (30 days)"),
        unit="%",
        shape=Shape.NUMBER,
        query=automatic_share,
        permission=_VIEW,
        order=12,
    ),
    Metric(
        name="underwriting.pending",
        label=_("Waiting for underwriting, by age"),
        unit=_("proposals"),
        shape=Shape.PARTS,
        query=pending_by_age,
        permission="underwriting.view_proposals",
        order=20,
    ),
    Metric(
        name="underwriting.trend",
        label=_("Premium per day, with endorsements"),
        unit=_("yuan"),
        shape=Shape.SERIES,
        query=premium_trend,
        permission=_VIEW,
        order=21,
    ),
)

_DESK = (
    Metric(
        name="underwriting.reports_upward",
        label=_("Reports upward, by stage"),
        unit=_("reports"),
        shape=Shape.PARTS,
        query=desk_figures.reports_upward,
        permission="underwriting.view_referrals",
        order=22,
    ),
    Metric(
        name="underwriting.unanswered_reports",
        label=_("Daily reports without an answer"),
        unit=_("reports"),
        shape=Shape.NUMBER,
        query=desk_figures.unanswered_reports,
        permission="underwriting.view_attempts",
        order=14,
    ),
    Metric(
        name="underwriting.open_questions",
        label=_("Questions of the sub-branches to be answered"),
        unit=_("questions asked"),
        shape=Shape.NUMBER,
        query=desk_figures.open_questions,
        permission="underwriting.answer_question",
        order=15,
    ),
)


def register() -> None:
    """Tell the registry."""
    metrics.register(*_METRICS, _DISAGREEMENT, *_DESK)
