"""How finance shows things in lists and panels: each cell is one small function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import links
from core.models import Stateful
from core.templatetags import ui
from core.web.lists import Column
from finance.rules.lines import LINE_LABELS

RIGHT = "ui-r"


def line_label(line: str) -> str:
    """A line of business in words."""
    return _(LINE_LABELS[line]) if line in LINE_LABELS else line


def linked(url: str, text: str, note: str = "") -> SafeString | str:
    """A link with a second line, or the plain text where there is no page."""
    small = format_html("<small>{}</small>", note) if note else ""
    return format_html('<a href="{}">{}</a>{}', url, text, small) if url else format_html("{}{}", text, small)


def document_link(kind: str, pk: int | None, number: str, note: str = "") -> SafeString | str:
    """A policy, proposal or claim, wherever its page is."""
    return linked(links.url_for(kind, pk), number, note)


def state_cell(row: Stateful) -> SafeString:
    return ui.state_of(row.lifecycle, row.state)


def money_cell(amount: Decimal | None) -> SafeString | str:
    return ui.money(amount)


def moment_cell(moment: datetime | None) -> str:
    return ui.moment(moment)


def day_cell(day: date | None) -> str:
    return ui.day(day)


def own_link(url_name: str) -> Callable[[Any], SafeString | str]:
    """The object's own number as the link to its page."""
    return lambda row: linked(reverse(url_name, kwargs={"pk": row.pk}), row.audit_number())


def amount_column(key: str, label: str, read: Callable[[Any], Decimal | None], *, sort: str = "") -> Column:
    """A right-aligned amount that exports as a number."""
    return Column(key=key, label=label, cell=lambda row: money_cell(read(row)), plain=read, sort=sort, css=RIGHT)


def state_column() -> Column:
    return Column(
        key="state",
        label=_("State"),
        cell=state_cell,
        css="ui-nowrap",
        plain=lambda row: _(row.lifecycle.state(row.state).label),
    )


def line_column() -> Column:
    return Column(key="line", label=_("Line"), cell=lambda row: line_label(row.line), css="ui-nowrap")


def unit_column() -> Column:
    return Column(key="unit", label=_("Unit"), cell=lambda row: row.unit.label, css="ui-nowrap")
