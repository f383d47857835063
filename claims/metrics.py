"""Figures of claims for dashboards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, LossReport
from claims.rules.claim_lifecycle import CLAIM, CLOSED, PAYABLE
from claims.rules.words import gettext_noop as _
from core import metrics
from core.metrics import Flow, Metric, Point, Shape
from core.models import WorkItem
from core.rules.periods import Span

TREND_DAYS = 14


def reports_of_day(actor: Any, day: date) -> Sequence[Point]:
    """Reports taken on a day."""
    count = LossReport.objects.visible_to(actor).filter(created_at__date=day).count()
    url = f"{reverse('claims:reports')}?reported_from={day}&reported_to={day}"
    return (Point(label=str(day), value=count, url=url),)


def _reports(actor: Any, spans: Sequence[Span]) -> Sequence[Decimal | int]:
    return metrics.sums_of(LossReport.objects.visible_to(actor), "created_at", spans, lambda q: Count("pk", filter=q))


def report_trend(actor: Any, day: date) -> Sequence[Point]:
    """Reports per day of two weeks."""
    since = day - timedelta(days=TREND_DAYS - 1)
    rows = LossReport.objects.visible_to(actor).filter(created_at__date__range=(since, day))
    counts = dict(rows.values_list("created_at__date").annotate(n=Count("pk")))
    days = [since + timedelta(days=n) for n in range(TREND_DAYS)]
    return [Point(label=f"{one:%m-%d}", value=counts.get(one, 0)) for one in days]


def claims_by_state(actor: Any, day: date) -> Sequence[Point]:  # noqa: ARG001 - as they stand now
    """Open claims by state."""
    rows = Claim.objects.visible_to(actor).values_list("state").annotate(n=Count("pk"))
    counts = dict(rows)
    url = reverse("claims:claims")
    return [
        Point(label=state.label, value=counts[state.value], url=f"{url}?state={state.value}", tone=state.tone.value)
        for state in CLAIM.states
        if counts.get(state.value)
    ]


def outstanding(actor: Any, day: date) -> Sequence[Point]:
    """What is reserved on open claims."""
    rows = Claim.objects.visible_to(actor).exclude(state=CLOSED)
    total = rows.aggregate(total=Sum("reserve"))["total"] or 0
    return (Point(label=str(day), value=total, url=reverse("claims:claims")),)


def being_paid(actor: Any, day: date) -> Sequence[Point]:
    """Claims that wait for the bank."""
    count = Claim.objects.visible_to(actor).filter(state=PAYABLE).count()
    return (Point(label=str(day), value=count, url=f"{reverse('claims:claims')}?state={PAYABLE}"),)


def clocks_broken(actor: Any, day: date) -> Sequence[Point]:
    """Work of claims whose deadline has passed."""
    late = WorkItem.objects.filter(actor.scope_filter(WorkItem), done_at=None, paused_at=None)
    count = late.filter(due_at__lt=timezone.now(), queue__startswith="claims.").count()
    return (Point(label=str(day), value=count, url=f"{reverse('core:work')}?when=late", tone="bad"),)


def register() -> None:
    """Tell the registry."""
    see = "claims.view_claims"
    figures = (
        ("claims.reports_today", _("Reports of the day"), _("reports"), Shape.NUMBER, reports_of_day, "claims:reports"),
        ("claims.outstanding", _("Outstanding reserves"), _("yuan"), Shape.NUMBER, outstanding, "claims:claims"),
        ("claims.being_paid", _("Claims being paid"), _("claims"), Shape.NUMBER, being_paid, "claims:claims"),
        ("claims.late", _("Claims clocks broken"), _("items"), Shape.NUMBER, clocks_broken, "core:work"),
        ("claims.by_state", _("Claims by state"), _("claims"), Shape.PARTS, claims_by_state, "claims:claims"),
        ("claims.report_trend", _("Reports per day"), _("reports"), Shape.SERIES, report_trend, "claims:reports"),
    )
    flows = {"claims.reports_today": Flow(label=_("Reports received"), sums=_reports, params="reported")}
    metrics.register(
        *(
            Metric(
                name=n,
                label=label,
                unit=u,
                shape=s,
                query=q,
                permission=see,
                url_name=url,
                order=200 + place,
                flow=flows.get(n),
            )
            for place, (n, label, u, s, q, url) in enumerate(figures)
        )
    )
