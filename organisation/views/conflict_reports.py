"""What internal audit is told every month of incompatible duties."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.templatetags import ui
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, ListPage, list_page
from core.web.pages import needs
from organisation.models import ConflictReport
from organisation.rules.lifecycles import conflict_report as states
from organisation.rules.lifecycles import override
from organisation.selectors import conflict_reports as selectors
from organisation.views import cells


@needs(states.VIEW_RIGHT)
@require_GET
def conflict_reports(request: HttpRequest) -> HttpResponseBase:
    """One for each branch and month."""
    return list_page(
        request,
        ListPage(
            title=_("Reports of incompatible duties"),
            facts=_("Drawn up on the first day of each month; internal audit notes each of them."),
            rows=selectors.conflict_reports,
            order="-month",
            columns=_columns(),
            filters=(cells.state_filter(states.LIFECYCLE),),
            search=_by_text,
            search_hint=_("Number"),
            actions=((_("As it stands today"), reverse("organisation:segregation"), "table"),),
            empty=_("The first report comes on the first day of the next month."),
            export_name="incompatible-duties",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="number",
            label=_("Number"),
            cell=lambda one: cells.linked("organisation:conflict_report", one.pk, one.number),
            plain=lambda one: one.number,
            css="ui-nowrap",
        ),
        Column(key="month", label=_("Month"), cell=lambda one: f"{one.month:%Y-%m}", sort="month", css="ui-nowrap"),
        Column(key="unit", label=_("Unit"), cell=lambda one: one.unit.label),
        Column(key="conflicts", label=_("Conflicts"), cell=lambda one: str(len(one.conflicts)), css="ui-r"),
        Column(key="overrides", label=_("Emergency overrides"), cell=lambda one: str(len(one.overrides)), css="ui-r"),
        Column(key="refused", label=_("Refused acts"), cell=lambda one: str(one.refused), css="ui-r"),
        cells.state_column(),
        Column(key="noted", label=_("Noted by"), cell=lambda one: one.noted_by.name if one.noted_by else "–"),
    )


def _by_text(rows: QuerySet[ConflictReport], text: str) -> QuerySet[ConflictReport]:
    return rows.filter(number__iexact=text)


@needs(states.VIEW_RIGHT)
@require_GET
def conflict_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report as it was drawn up."""
    found = selectors.conflict_report_for(request.actor, pk)  # type: ignore[attr-defined]
    table = "organisation/panels/rows.html"
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            heading=f"{found.unit.label} · {found.month:%Y-%m}",
            crumbs=(
                Crumb(_("Administration")),
                Crumb(_("Reports of incompatible duties"), reverse("organisation:conflict_reports")),
                Crumb(found.number),
            ),
            facts=(
                Fact(_("Conflicts"), str(len(found.conflicts))),
                Fact(_("Emergency overrides"), str(len(found.overrides))),
                Fact(_("Acts refused by the segregation of duties"), str(found.refused)),
                Fact(_("Drawn up"), ui.full_moment(found.created_at)),
            ),
            panels=(
                Panel(key="conflicts", title=_("Posts in one hand"), icon="users", template=table, context=_conflicts,
                      flush=True),
                Panel(key="overrides", title=_("Emergencies of the month"), icon="alert-triangle", template=table,
                      context=_overrides, flush=True),
                Panel(key="noted", title=_("What internal audit says to it"), icon="notes",
                      template="organisation/panels/kv.html", context=_noted),
            ),
            tabs=(Tab("main", _("Report of incompatible duties")),),
        ),
    )  # fmt: skip


def _conflicts(_request: HttpRequest, found: ConflictReport) -> dict[str, Any]:
    rows = [
        (str(one["row"]), one["person"], f"{one['first']} · {one['first_unit']}",
         f"{one['second']} · {one['second_unit']}", _why(one))
        for one in found.conflicts
    ]  # fmt: skip
    heads = (_("Row"), _("Person"), _("Post"), _("Incompatible post"), _("Reason"))
    return {"heads": heads, "rows": rows, "empty": _("Nobody holds incompatible posts.")}


def _why(one: dict[str, Any]) -> str:
    kept, people = one["why"], one["people"]
    why = _(kept)
    return _("%(why)s (%(people)s people in the unit)") % {"why": why, "people": people} if people else why


def _overrides(_request: HttpRequest, found: ConflictReport) -> dict[str, Any]:
    heads = (_("Number"), _("Person"), _("Duties"), _("Reason"), _("Approved by"), _("State"))
    rows = [_override(one) for one in found.overrides]
    return {"heads": heads, "rows": rows, "empty": _("There was no emergency.")}


def _override(one: dict[str, Any]) -> tuple[Any, ...]:
    why, state = one["why"], override.LIFECYCLE.state(one["state"])
    link = cells.linked("organisation:override", one["pk"], one["number"])
    return link, one["person"], _(why), one["reason"], one["approved_by"], _(state.label)


def _noted(_request: HttpRequest, found: ConflictReport) -> dict[str, Any] | None:
    if found.noted_by is None:
        return None
    return {
        "rows": [
            (_("Noted by"), f"{found.noted_by.name} · {ui.full_moment(found.noted_at)}"),
            (_("Remark"), found.remark),
        ]
    }
