"""Business parameters: what holds where, since when, by whom, and how it is changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import parameters as registry
from core.parameters import Declaration
from core.templatetags import ui
from core.web.lists import Column
from core.web.pages import needs
from core.workflow.refusals import Hidden
from organisation.forms.rules import ParameterForm, ParametersAsk
from organisation.models import Parameter, Unit
from organisation.rules.words import gettext_noop
from organisation.selectors import parameters, versions
from organisation.selectors.changes import changes_about
from organisation.selectors.parameter_table import ParameterRow, areas, parameter_rows
from organisation.selectors.units import units_in_scope
from organisation.services.parameters import KIND, propose_parameter, shown
from organisation.views import cells
from organisation.views.proposing import propose
from organisation.views.tables import Section, TablePage, crumbs, table_page

AREAS = {
    "underwriting": gettext_noop("Underwriting"),
    "claims": gettext_noop("Claims"),
    "finance": gettext_noop("Finance"),
    "parties": gettext_noop("Customers"),
    "organisation": gettext_noop("Organisation"),
    "files": gettext_noop("Files"),
    "customer_service": gettext_noop("Customer service"),
    "archives": gettext_noop("Archives"),
    "core": gettext_noop("System"),
}


@needs("organisation.view_controls")
@require_GET
def parameter_list(request: HttpRequest) -> HttpResponse:
    """Every declared parameter with the value in force in one unit today."""
    units = units_in_scope(request.actor)  # type: ignore[attr-defined]
    given = {"unit": request.GET.get("unit", str(request.actor.scope_unit_id)), **request.GET.dict()}  # type: ignore[attr-defined]
    form = ParametersAsk(given, choices={"unit": unit_choices(units), "app": _area_choices()})
    asked = form.cleaned_data if form.is_valid() else {"unit": "", "app": "", "q": ""}
    unit = next((one for one in units if str(one.pk) == asked["unit"]), None)
    rows = parameter_rows(unit, timezone.localdate(), app=asked["app"], text=asked["q"])
    section = Section(
        title=unit.label if unit else _("everywhere"),
        icon="adjustments",
        aside=_("%(count)s parameters") % {"count": len(rows)},
        columns=_columns(unit),
        rows=rows,
        empty=_("No parameter fits."),
    )
    spec = TablePage(
        title=_("Business parameters"),
        facts=_("A unit without a value of its own follows the unit above it."),
        crumbs=crumbs((_("Business parameters"), "")),
        form=form,
        sections=(section,),
        export_name="parameters",
    )
    return table_page(request, spec)


def unit_choices(units: list[Unit]) -> list[tuple[str, str]]:
    """Everywhere, then the units of the scope."""
    return [("", _("everywhere")), *((str(unit.pk), f"{unit.code} {unit.label}") for unit in units)]


def _area_choices() -> list[tuple[str, str]]:
    return [("", _("all areas")), *((area, _area(area)) for area in areas())]


def _area(area: str) -> str:
    return _(AREAS[area]) if area in AREAS else area


def _columns(unit: Unit | None) -> tuple[Column, ...]:
    query = f"?unit={unit.pk}" if unit else ""
    return (
        Column(
            key="label",
            label=_("Parameter"),
            cell=lambda row: _named(row, query),
            plain=lambda row: _(row.declaration.label),
        ),
        Column(
            key="app",
            label=_("Business area"),
            cell=lambda row: _area(row.declaration.name.split(".")[0]),
            css="ui-nowrap",
        ),
        Column(
            key="value",
            label=_("In force today"),
            cell=lambda row: format_html("<b>{}</b><small>{}</small>", shown(row.declaration, row.value), _origin(row)),
            plain=lambda row: shown(row.declaration, row.value),
        ),
        Column(key="default", label=_("Default"), cell=lambda row: shown(row.declaration, row.declaration.default)),
        Column(key="own", label=_("Units of their own"), cell=lambda row: str(row.own_units or "–"), css="ui-r"),
        Column(key="next", label=_("Next change"), cell=_next, css="ui-nowrap"),
        Column(key="source", label=_("Source"), cell=_source, css="ui-nowrap"),
    )


def _named(row: ParameterRow, query: str) -> SafeString:
    url = reverse("organisation:parameter", args=[row.declaration.name])
    return format_html(
        '<a href="{}{}">{}</a><small class="ui-code">{}</small>',
        url,
        query,
        _(row.declaration.label),
        row.declaration.name,
    )


def _origin(row: ParameterRow) -> str:
    if not row.origin:
        return _("default")
    return _("everywhere") if row.origin == "*" else row.origin


def _source(row: ParameterRow) -> str:
    return _(row.declaration.source) if row.declaration.source else "–"


def _next(row: ParameterRow) -> SafeString | str:
    if row.waiting:
        change = row.waiting[0]
        url = reverse("organisation:change", args=[change.pk])
        return format_html('{} <a href="{}">{}</a>', ui.badge(_("to decide"), "wait"), url, change.number)
    if row.following is None:
        return "–"
    value = shown(row.declaration, row.declaration.read(row.following.value))
    return format_html("{}<small>{}</small>", value, ui.day(row.following.effective.lower))


def _declared(name: str) -> Declaration:
    try:
        return registry.declaration(name)
    except KeyError:
        raise Hidden(_("Not found.")) from None


@needs("organisation.view_controls")
@require_GET
def parameter(request: HttpRequest, name: str) -> HttpResponse:
    """One parameter: every version in every unit of the scope, and what was proposed about it."""
    one, today = _declared(name), timezone.localdate()
    seen = {unit.pk for unit in units_in_scope(request.actor)}  # type: ignore[attr-defined]
    rows = [row for row in parameters.all_versions(name) if row.unit_id is None or row.unit_id in seen]
    asked = request.GET.get("unit", "")
    url = reverse("organisation:parameter_propose", args=[name]) + (f"?unit={asked}" if asked.isdigit() else "")
    actor: Any = request.actor  # type: ignore[attr-defined]
    may = actor.refusal_for("organisation.propose_control") is None
    spec = TablePage(
        title=_(one.label),
        facts=_("Default %(value)s · source %(source)s")
        % {"value": shown(one, one.default), "source": _(one.source) if one.source else "–"},
        crumbs=crumbs((_("Business parameters"), reverse("organisation:parameters")), (_(one.label), "")),
        sections=(
            Section(
                title=_("Values"),
                icon="history",
                aside=name,
                columns=_version_columns(one, today),
                rows=rows,
                empty=_("The default holds everywhere."),
            ),
            cells.changes_section(changes_about(KIND, f"{name}|", actor)),
        ),
        actions=((_("Propose change"), url, "edit"),) if may else (),
        export_name="parameter",
    )
    return table_page(request, spec)


def _version_columns(one: Declaration, today: Any) -> tuple[Column, ...]:
    return (
        Column(key="unit", label=_("Unit"), cell=lambda row: row.unit.label if row.unit else _("everywhere")),
        Column(
            key="value",
            label=_("Parameter value"),
            cell=lambda row: format_html("<b>{}</b>", shown(one, one.read(row.value))),
            plain=lambda row: shown(one, one.read(row.value)),
        ),
        *cells.period_columns(today),
        Column(key="proposed", label=_("Proposed by"), cell=lambda row: cells.person(row.proposed_by)),
        Column(key="approved", label=_("Decided by"), cell=lambda row: cells.person(row.approved_by)),
        Column(key="source", label=_("Source"), cell=lambda row: cells.change_link(row.source), css="ui-nowrap"),
    )


@needs("organisation.propose_control")
def parameter_propose(request: HttpRequest, name: str) -> HttpResponse:
    """Propose another value in a unit of the scope, or everywhere."""
    one, actor = _declared(name), request.actor  # type: ignore[attr-defined]
    units = units_in_scope(actor)
    asked = request.POST.get("unit", request.GET.get("unit", str(actor.scope_unit_id)))
    unit = next((found for found in units if str(found.pk) == asked), None)
    today = timezone.localdate()
    form = ParameterForm(
        request.POST or None,
        declaration=one,
        units=unit_choices(units),
        today=today,
        initial={"unit": str(unit.pk) if unit else ""},
    )

    def send() -> Any:
        return propose_parameter(
            form.command(request),
            name=name,
            unit_id=form.unit_id(),
            home_unit_id=actor.scope_unit_id,
            value=form.chosen(),
            effective_on=form.cleaned_data["effective_on"],
        )

    back = reverse("organisation:parameter", args=[name])
    return propose(
        request,
        form,
        send,
        title=_("Propose another value"),
        intro=_(one.label),
        crumbs=crumbs((_("Business parameters"), reverse("organisation:parameters")), (_(one.label), back)),
        back=back,
        now=_standing(one, unit, today),
    )


def _standing(one: Declaration, unit: Unit | None, today: Any) -> tuple[tuple[str, Any], ...]:
    rows = parameters.versions_of(one.name, unit.pk if unit else None)
    own: Parameter | None = versions.in_force(rows, today)
    after: Parameter | None = versions.following(rows, today)
    following = f"{shown(one, one.read(after.value))} · {ui.day(after.effective.lower)}" if after else ""
    return (
        (_("Unit"), unit.label if unit else _("everywhere")),
        (_("Value of its own"), shown(one, one.read(own.value)) if own else ""),
        (_("Without it"), shown(one, parameters.value_above(one.name, unit, today))),
        (_("Default"), shown(one, one.default)),
        (_("Next change"), following),
    )
