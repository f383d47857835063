"""Segregation of duties: the matrix, whom it touches, and the report that must be empty."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.templatetags import ui
from core.web.lists import Column
from core.web.pages import needs
from organisation.models import IncompatibleDuties, PostAssignment
from organisation.rules.duties import duty_label
from organisation.selectors import posts
from organisation.selectors.duty_report import Clash, Pair, clashes, pairs
from organisation.views.tables import Section, TablePage, crumbs, table_page

SHOWN = 6


@needs("organisation.view_controls")
@require_GET
def segregation(request: HttpRequest) -> HttpResponse:
    """Every pair with the people of the scope who hold a side of it today."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    today = timezone.localdate()
    found = pairs(actor, today)
    broken = clashes(found, today)
    spec = TablePage(
        title=_("Segregation of duties"),
        facts=_("Checked when posts are given and at every act on a case; the database checks again."),
        crumbs=crumbs((_("Segregation of duties"), "")),
        sections=(_report(broken), _matrix(found)),
        export_name="segregation",
    )
    return table_page(request, spec)


def _report(broken: list[Clash]) -> Section:
    return Section(
        title=_("Report: posts in one hand that must not be"),
        icon="alert-triangle" if broken else "shield-check",
        aside=_("%(count)s conflicts") % {"count": len(broken)},
        columns=(
            Column(key="number", label=_("Row"), cell=lambda row: str(row.duties.number), css="ui-r"),
            Column(key="person", label=_("In post today"), cell=lambda row: row.first.staff.name, personal=False),
            Column(key="first", label=_("Post"), cell=lambda row: _post(row.first)),
            Column(key="second", label=_("Incompatible post"), cell=lambda row: _post(row.second)),
            Column(key="why", label=_("Reason"), cell=_why, plain=_why),
        ),
        rows=broken,
        empty=_("Nobody in your scope holds incompatible posts today."),
    )


def _why(row: Clash) -> str:
    why = _(row.duties.why)
    return _("%(why)s (%(people)s people in the unit)") % {"why": why, "people": row.people} if row.people else why


def _post(held: PostAssignment) -> SafeString:
    return format_html("{}<small>{}</small>", posts.name_of(held.post_id), held.unit.label)


def _matrix(found: list[Pair]) -> Section:
    return Section(
        title=_("Matrix"),
        icon="table",
        aside=_("%(count)s pairs of duties") % {"count": len(found)},
        columns=(
            Column(key="number", label=_("Row"), cell=lambda row: str(row.duties.number), css="ui-r"),
            Column(
                key="first",
                label=_("Duty"),
                cell=lambda row: _duty(row.duties.first),
                plain=lambda row: _(duty_label(row.duties.first)),
            ),
            Column(
                key="second",
                label=_("Incompatible duty"),
                cell=lambda row: _duty(row.duties.second),
                plain=lambda row: _(duty_label(row.duties.second)),
            ),
            Column(
                key="level",
                label=_("Level"),
                cell=_level,
                plain=lambda row: " ".join(filter(None, (row.duties.get_level_display(), _more(row.duties)))),
                css="ui-wrap",
            ),
            Column(key="why", label=_("Reason"), cell=lambda row: _(row.duties.why)),
            Column(key="held", label=_("Holders today"), cell=_held, plain=_held_plain),
        ),
        rows=found,
    )


def _duty(duty: str) -> SafeString:
    return format_html('{}<small class="ui-code">{}</small>', _(duty_label(duty)), duty)


def _level(row: Pair) -> SafeString:
    tone = "bad" if row.duties.level == IncompatibleDuties.Level.USER else "wait"
    return format_html("{}<small>{}</small>", ui.badge(row.duties.get_level_display(), tone), _more(row.duties))


def _more(duties: IncompatibleDuties) -> str:
    """From which size of the unit on they are apart in one person, and whether an emergency may lift them."""
    parts = []
    if duties.user_from:
        parts.append(_("from %(people)s people in the unit on never in one person") % {"people": duties.user_from})
    if duties.liftable:
        parts.append(_("may be lifted in an emergency"))
    return "；".join(parts)


def _held(row: Pair) -> SafeString:
    return format_html("{}<small>{}</small>", _names(row.first), _names(row.second))


def _held_plain(row: Pair) -> str:
    return f"{_names(row.first, most=None)} / {_names(row.second, most=None)}"


def _names(held: tuple[PostAssignment, ...], *, most: int | None = SHOWN) -> str:
    """The first names, and how many more there are."""
    names = list(dict.fromkeys(one.staff.name for one in held))
    shown = _(", ").join(names[:most])
    more = len(names) - most if most else 0
    return _("%(names)s and %(count)s more") % {"names": shown, "count": more} if more > 0 else shown or "–"
