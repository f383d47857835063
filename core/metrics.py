"""Figures that dashboards show. Each app registers its own; readers go through the registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto

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
class Metric:
    """A registered figure. ``query(actor, day)`` answers points in the actor's scope; a NUMBER has one point."""

    name: str
    label: str
    unit: str
    shape: Shape
    query: Callable[[Actor, date], Sequence[Point]]
    permission: str
    url_name: str = ""
    order: int = 100
    dimensions: Mapping[str, str] = field(default_factory=dict)


_metrics: dict[str, Metric] = {}


def register(*metrics: Metric) -> None:
    _metrics.update({metric.name: metric for metric in metrics})


def registered() -> list[Metric]:
    return sorted(_metrics.values(), key=lambda metric: (metric.order, metric.name))
