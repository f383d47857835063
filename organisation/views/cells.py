"""How the organisation shows things in lists and panels."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.templatetags import ui
from core.web.lists import Column, Filter
from core.workflow.spec import Lifecycle
from organisation.models import Staff
from organisation.selectors.units import units_in_scope


def linked(url_name: str, pk: int, text: str, note: str = "") -> SafeString:
    """A link with a second line."""
    small = format_html("<small>{}</small>", note) if note else ""
    return format_html('<a href="{}">{}</a>{}', reverse(url_name, kwargs={"pk": pk}), text, small)


def person(staff: Staff | None, note: str = "") -> SafeString | str:
    """A person with a second line, or a dash."""
    if staff is None:
        return "–"
    return format_html("{}<small>{}</small>", staff.name, note) if note else staff.name


def state_column() -> Column:
    return Column(
        key="state",
        label=_("State"),
        cell=lambda row: ui.state_of(row.lifecycle, row.state),
        css="ui-nowrap",
        plain=lambda row: _(row.lifecycle.state(row.state).label),
    )


def unit_column() -> Column:
    return Column(key="unit", label=_("Unit"), cell=lambda row: row.unit.name, css="ui-nowrap")


def state_filter(lifecycle: Lifecycle) -> Filter:
    """By state of the object."""
    return Filter(
        key="state",
        label=_("State"),
        choices=lambda _actor: [(state.value, _(state.label)) for state in lifecycle.states],
        apply=lambda rows, value: rows.filter(state=value),
    )


def unit_filter() -> Filter:
    """By unit in the actor's scope."""
    return Filter(
        key="unit",
        label=_("Unit"),
        choices=lambda actor: [(str(unit.pk), unit.name) for unit in units_in_scope(actor)],
        apply=_of_unit,
    )


def _of_unit(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(unit_id=int(value)) if value.isdigit() else rows
