"""The figures of a dashboard for a period: what was added up, what it was before, where its rows are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.links import may_open
from core.metrics import Flow, Metric, Point, Shape
from core.rules.periods import Period, Span, before, to_date

PERIOD_LABELS = {
    Period.DAY: gettext_noop("Today"),
    Period.WEEK: gettext_noop("This week"),
    Period.MONTH: gettext_noop("This month"),
    Period.YEAR: gettext_noop("This year"),
}
BEFORE_LABELS = {
    Period.DAY: gettext_noop("the day before"),
    Period.WEEK: gettext_noop("the week before"),
    Period.MONTH: gettext_noop("the month before"),
    Period.YEAR: gettext_noop("the year before"),
}


class Trend(NamedTuple):
    """How a figure moved against the same stretch of the period before; ``percent`` is None where that was nothing."""

    earlier: Decimal | int
    percent: Decimal | None
    way: str

    @property
    def icon(self) -> str:
        return {"up": "trending-up", "down": "trending-down", "same": "minus"}[self.way]


class Figure(NamedTuple):
    """A figure as the dashboard shows it."""

    metric: Metric
    label: str
    points: list[Point]
    url: str
    trend: Trend | None
    chart: dict[str, Any]
    place: str

    @property
    def is_empty(self) -> bool:
        return not any(point.value for point in self.points)


def figure(metric: Metric, actor: Any, period: Period, day: date) -> Figure:
    """The figure of a period; its addresses are those that its reader may open."""
    base = _offered(reverse(metric.url_name)) if metric.url_name else ""
    place = f"chart-{metric.name.replace('.', '-')}"
    if metric.shape is not Shape.NUMBER or metric.flow is None:
        points = [replace(point, url=_offered(point.url)) for point in metric.query(actor, day)]
        return Figure(metric, _(metric.label), points, base, None, chart_of(metric, points), place)
    span = to_date(period, day)
    now, earlier = metric.flow.sums(actor, (span, before(period, day)))
    address = base + _rows_of(metric.flow, span) if base else ""
    points = [Point(label="", value=now, url=address)]
    return Figure(metric, _(metric.flow.label), points, address, trend_of(now, earlier), {}, place)


def _offered(url: str) -> str:
    return url if url and may_open(url) else ""


def _rows_of(flow: Flow, span: Span) -> str:
    """The conditions under which the list shows the rows of the period."""
    days = {f"{flow.params}_from": span.first, f"{flow.params}_to": span.last}
    return "?" + urlencode({**days, **flow.also}) if flow.params else ""


def trend_of(now: Decimal | int, earlier: Decimal | int) -> Trend:
    way = "up" if now > earlier else "down" if now < earlier else "same"
    percent = (Decimal(now) - Decimal(earlier)) / Decimal(earlier) * 100 if earlier else None
    return Trend(earlier, None if percent is None else abs(percent).quantize(Decimal("0.1")), way)


def chart_of(metric: Metric, points: list[Point]) -> dict[str, Any]:
    """The data of a chart for the script of the page; empty for a plain number."""
    if metric.shape is Shape.NUMBER:
        return {}
    return {
        "kind": "line" if metric.shape is Shape.SERIES else "bar",
        "name": _(metric.label),
        "unit": _(metric.unit) if metric.unit else "",
        "labels": [_(point.label) if point.label else "" for point in points],
        "values": [str(point.value) for point in points],
        "urls": [point.url for point in points],
        "tones": [point.tone for point in points],
    }
