"""Figures that dashboards show. Each app registers its own; readers go through the registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum, auto
from typing import Any

from django.db.models import Aggregate, Q, QuerySet

from core.clocks import at_midnight
from core.rules.periods import Span
from core.workflow.command import Actor


class Shape(StrEnum):
    """How a figure is best shown."""

    NUMBER = auto()
    SERIES = auto()
    PARTS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of a figure: for a series its label is the day, for parts the part. ``url`` leads to its rows."""

    label: str
    value: Decimal | int
    url: str = ""
    tone: str = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A movement that adds up over days. ``sums(actor, spans)`` answers the sum of each span, in one statement;
    ``params`` names the filter of the list behind it, so that the list shows the rows of the period, ``also`` what else
    narrows it down. ``label`` is the figure's name when it is of no particular day."""

    label: str
    sums: Callable[[Any, Sequence[Span]], Sequence[Decimal | int]]
    params: str = ""
    also: Mapping[str, str] = field(default_factory=dict)


Summed = Callable[[Q], Aggregate]


def sums_of(rows: QuerySet[Any], moment: str, spans: Sequence[Span], summed: Summed) -> list[Any]:
    """``summed(condition)`` of the rows whose ``moment`` lies in each span; one statement for all of them."""
    edges = [(at_midnight(span.first), at_midnight(span.last + timedelta(days=1))) for span in spans]
    first, end = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
    wanted = {f"span_{n}": summed(_within(moment, *edge)) for n, edge in enumerate(edges)}
    found = rows.filter(_within(moment, first, end)).aggregate(**wanted)
    return [found[name] or 0 for name in wanted]


def _within(moment: str, first: datetime, end: datetime) -> Q:
    return Q(**{f"{moment}__gte": first, f"{moment}__lt": end})


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A registered figure. ``query(actor, day)`` answers points in the actor's scope; a NUMBER has one point. With a
    ``flow`` the figure follows the period of the dashboard; without, it is what stands now."""

    name: str
    label: str
    unit: str
    shape: Shape
    query: Callable[[Actor, date], Sequence[Point]]
    permission: str
    url_name: str = ""
    order: int = 100
    flow: Flow | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)


_metrics: dict[str, Metric] = {}


def register(*metrics: Metric) -> None:
    _metrics.update({metric.name: metric for metric in metrics})


def registered() -> list[Metric]:
    return sorted(_metrics.values(), key=lambda metric: (metric.order, metric.name))
