"""How the organisation shows things in lists and panels."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.templatetags import ui
from core.web.lists import Column, Filter
from core.workflow.spec import Lifecycle
from organisation.models import ControlChange, Staff
from organisation.rules import periods
from organisation.selectors.units import units_in_scope
from organisation.views.tables import Section


def linked(url_name: str, pk: int, text: str, note: str = "", *, code: bool = False) -> SafeString:
    """A link with a second line, which may be a code."""
    small = format_html('<small class="{}">{}</small>', "ui-code" if code else "", note) if note else ""
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
    return Column(key="unit", label=_("Unit"), cell=lambda row: row.unit.label, css="ui-nowrap")


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
        choices=lambda actor: [(str(unit.pk), unit.label) for unit in units_in_scope(actor)],
        apply=_of_unit,
    )


def _of_unit(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(unit_id=int(value)) if value.isdigit() else rows


def change_link(number: str) -> SafeString | str:
    """The change that made a row, by its number; other sources as they are."""
    if not number.startswith("CR"):
        return number or "–"
    return format_html('<a href="{}?q={}">{}</a>', reverse("organisation:changes"), number, number)


def period_columns(today: date) -> tuple[Column, ...]:
    """From, until and whether it holds, of rows with ``effective``."""
    return (
        Column(
            key="from",
            label=_("Effective from"),
            cell=lambda row: ui.day(row.effective.lower),
            plain=lambda row: row.effective.lower,
            css="ui-nowrap",
        ),
        Column(
            key="until",
            label=_("Until"),
            cell=lambda row: last_day(row.effective),
            css="ui-nowrap",
        ),
        Column(key="holds", label=_("State"), cell=lambda row: standing(row.effective, today), css="ui-nowrap"),
    )


def last_day(period: Any) -> str:
    """The last day on which a period holds."""
    until = periods.last_day(period)
    return ui.day(until) if until else _("without end")


def standing(period: Any, today: date) -> SafeString:
    """Whether a period holds today."""
    if period.lower and period.lower > today:
        return ui.badge(_("to come"), "wait")
    if period.upper and period.upper <= today:
        return ui.badge(_("ended"), "neutral")
    return ui.badge(_("in force"), "good")


def changes_section(found: list[ControlChange]) -> Section:
    """What was proposed about a thing."""
    return Section(
        title=_("Changes"),
        icon="git-compare",
        columns=(
            Column(key="number", label=_("Number"), cell=lambda c: linked("organisation:change", c.pk, c.number)),
            Column(
                key="title", label=_("Change"), cell=lambda c: format_html("{}<small>{}</small>", c.title, c.reason)
            ),
            Column(key="from", label=_("Effective from"), cell=lambda c: ui.day(c.effective_on), css="ui-nowrap"),
            state_column(),
            Column(
                key="proposed", label=_("Proposed by"), cell=lambda c: person(c.proposed_by, ui.moment(c.created_at))
            ),
            Column(key="decided", label=_("Decided by"), cell=lambda c: person(c.decided_by, ui.moment(c.decided_at))),
        ),
        rows=found,
        empty=_("Nothing was proposed about this before"),
    )
