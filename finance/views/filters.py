"""Filters that several lists share."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.web.lists import Filter
from core.workflow.spec import Lifecycle
from finance.rules.lines import GROUPS, LINE_LABELS
from organisation.public import units_in_scope


def state_filter(lifecycle: Lifecycle) -> Filter:
    """By state of the object."""
    return Filter(
        key="state",
        label=_("State"),
        choices=lambda _actor: [(state.value, _(state.label)) for state in lifecycle.states],
        apply=lambda rows, value: rows.filter(state=value),
    )


def line_filter() -> Filter:
    """By line of business."""
    return Filter(
        key="line",
        label=_("Line"),
        choices=lambda _actor: [(code, _(label)) for code, label in LINE_LABELS.items() if code not in GROUPS],
        apply=lambda rows, value: rows.filter(line=value),
    )


def unit_filter() -> Filter:
    """By unit in the actor's scope."""
    return Filter(key="unit", label=_("Unit"), choices=_units, apply=_of_unit)


def date_filter(key: str, label: str, field: str) -> Filter:
    return Filter(key=key, label=label, date_field=field)


def _units(actor: Any) -> list[tuple[str, str]]:
    return [(str(unit.pk), unit.label) for unit in units_in_scope(actor)]


def _of_unit(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(unit_id=int(value)) if value.isdigit() else rows
