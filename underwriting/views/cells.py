"""Columns that the lists of underwriting share."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import links
from core.templatetags.ui import day, moment, money, state_of
from core.web.lists import Column, Filter
from core.workflow.spec import Lifecycle


def number_column(life: Lifecycle, label: str) -> Column:
    """The number of the object as a link to its page."""

    def cell(row: Any) -> SafeString:
        return format_html('<a class="ui-code" href="{}">{}</a>', links.url_for(life.kind, row.pk), str(row))

    return Column(key="number", label=label, cell=cell, plain=str)


def state_column(life: Lifecycle) -> Column:
    """The state as a badge."""
    return Column(
        key="state",
        label=_("State"),
        cell=lambda row: state_of(life, row.state),
        plain=lambda row: _(life.state(row.state).label),
    )


def state_filter(life: Lifecycle) -> Filter:
    """Every state of the lifecycle."""
    return Filter(
        key="state",
        label=_("State"),
        choices=lambda _actor: [(one.value, _(one.label)) for one in life.states],
        apply=lambda rows, value: rows.filter(state=value),
    )


def amount_column(name: str, label: str) -> Column:
    """An amount, right-aligned."""
    return Column(
        key=name,
        label=label,
        cell=lambda row: money(getattr(row, name)),
        plain=lambda row: getattr(row, name),
        css="ui-r",
    )


def day_column(name: str, label: str) -> Column:
    """A day, by which the list can be sorted."""
    return Column(
        key=name,
        label=label,
        cell=lambda row: day(getattr(row, name)),
        plain=lambda row: getattr(row, name),
        sort=name,
        css="ui-nowrap",
    )


def unit_column() -> Column:
    """The unit that owns the row."""
    return Column(key="unit", label=_("Unit"), cell=lambda row: row.unit.label, css="ui-nowrap")


def made_column() -> Column:
    """When the row was made."""
    return Column(
        key="made", label=_("Made at"), cell=lambda row: moment(row.created_at), sort="created_at", css="ui-nowrap"
    )
