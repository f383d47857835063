"""The organisation chart and the page of a unit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.templatetags import ui
from core.web.detail import Crumb, Fact, Panel
from core.web.exporting import export
from core.web.lists import Column, ListPage
from core.web.pages import needs, page
from organisation.models import BRANCHES, SUB_BRANCHES, SameCityDecision, Unit, UnitKind
from organisation.rules.same_city import GROUND_LABELS, Ground
from organisation.selectors import chart as selectors
from organisation.selectors import posts, same_city, supervisors
from organisation.selectors.units import unit_in_scope, unit_rows
from organisation.services.unit_checks import PLACES
from organisation.views.plain import Button, Plain, administration, plain_page


@needs("organisation.view_units")
@require_GET
def units(request: HttpRequest) -> HttpResponseBase:
    """The chart: open, to be printed, or as a file."""
    roots = selectors.chart(request.actor, timezone.localdate())  # type: ignore[attr-defined]
    if request.GET.get("export"):
        return _as_file(request, roots)
    printed = bool(request.GET.get("print"))
    context = {
        "roots": roots,
        "may_add": request.actor.refusal_for("organisation.propose_unit") is None,  # type: ignore[attr-defined]
        "closed": request.GET.get("show") == "top" and not printed,
        "crumbs": administration(Crumb(_("Units"))),
        "at": timezone.localtime(),
        "actor_name": request.actor.name,  # type: ignore[attr-defined]
    }
    return page(request, "organisation/chart_print.html" if printed else "organisation/chart.html", context)


def _as_file(request: HttpRequest, roots: list[selectors.Node]) -> HttpResponseBase:
    columns = _columns(roots)
    spec = ListPage(title=_("Units"), rows=unit_rows, columns=columns, order="code", export_name="units")
    answer: HttpResponseBase = export(request, spec, columns, unit_rows(request.actor))  # type: ignore[attr-defined]
    return answer


def _flat(nodes: list[selectors.Node]) -> list[selectors.Node]:
    return [one for node in nodes for one in (node, *_flat(node.children))]


def _columns(roots: list[selectors.Node]) -> tuple[Column, ...]:
    by_pk = {node.unit.pk: node for node in _flat(roots)}

    def of(unit: Unit) -> selectors.Node | None:
        return by_pk.get(unit.pk)

    return (
        Column(key="code", label=_("Code"), cell=lambda u: u.code),
        Column(key="name", label=_("Unit"), cell=lambda u: u.label),
        Column(key="kind", label=_("Kind"), cell=lambda u: u.get_kind_display()),
        Column(key="parent", label=_("Belongs under"), cell=lambda u: u.parent.label if u.parent else ""),
        Column(key="head", label=_("Head"), cell=lambda u: getattr(of(u), "head", "")),
        Column(key="people", label=_("Number of people"), cell=str, plain=lambda u: getattr(of(u), "people", 0)),
        Column(key="city", label=_("Same-city management"), cell=lambda u: _city_word(of(u))),
        Column(key="km", label=_("Road (km)"), cell=str, plain=lambda u: u.road_km),
        Column(key="minutes", label=_("Drive (minutes)"), cell=str, plain=lambda u: u.drive_minutes),
    )


def _city_word(node: selectors.Node | None) -> str:
    if node is None or node.same_city is None:
        return ""
    return _("inside") if node.same_city else _("outside")


# -- one unit ---------------------------------------------------------------------------------------------------------


@needs("organisation.view_units")
@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, people, authority, and what is decided about same-city management."""
    found = unit_in_scope(request.actor, pk)  # type: ignore[attr-defined]
    return plain_page(
        request,
        found,
        Plain(
            title=found.name,
            heading=f"{found.code} · {found.get_kind_display()}",
            crumbs=administration(Crumb(_("Units"), reverse("organisation:units")), Crumb(found.name)),
            facts=_facts(found),
            buttons=_buttons(request, found),
            panels=_panels(),
        ),
    )


def _facts(found: Unit) -> tuple[Fact, ...]:
    today = timezone.localdate()
    facts = [
        *(() if found.active else (Fact(_("State"), ui.badge(_("closed"), "neutral")),)),
        Fact(_("Belongs under"), _link(found.parent)),
        Fact(_("Position"), f"{found.latitude}, {found.longitude}" if found.latitude is not None else "–"),
    ]
    if found.kind in SUB_BRANCHES:
        drive = _("%(minutes)s min drive") % {"minutes": found.drive_minutes} if found.drive_minutes is not None else ""
        facts.append(Fact(_("Road to the centre"), f"{found.road_km} km" if found.road_km is not None else "–", drive))
        facts.append(Fact(_("Same-city management"), _city_badge(same_city.is_same_city(found, today))))
    facts.append(
        Fact(_("Number of people"), str(supervisors.staff_of(found)), _("who belong to it and its workplaces"))
    )
    return tuple(facts)


def _link(found: Unit | None) -> SafeString | str:
    if found is None:
        return "–"
    return format_html('<a href="{}">{}</a>', reverse("organisation:unit", kwargs={"pk": found.pk}), found.name)


def _city_badge(inside: bool) -> SafeString:  # noqa: FBT001 - a cell
    return ui.badge(_("inside"), "good") if inside else ui.badge(_("outside"), "neutral")


def _buttons(request: HttpRequest, found: Unit) -> tuple[Button, ...]:
    return (*_guide_buttons(request, found), *_own_buttons(request, found))


def _own_buttons(request: HttpRequest, found: Unit) -> tuple[Button, ...]:
    """Changing the unit, and setting up another one below it."""
    if request.actor.refusal_for("organisation.propose_unit") is not None:  # type: ignore[attr-defined]
        return ()
    edit = Button(_("Change unit"), reverse("organisation:unit_edit", kwargs={"pk": found.pk}), "edit")
    if not found.active or not any(found.kind in above for above in PLACES.values()):
        return (edit,)
    return (edit, Button(_("New unit below"), f"{reverse('organisation:unit_new')}?parent={found.pk}", "plus"))


def _guide_buttons(request: HttpRequest, found: Unit) -> tuple[Button, ...]:
    """What the guide asks a decision for."""
    if request.actor.refusal_for("organisation.propose_same_city") is not None:  # type: ignore[attr-defined]
        return ()
    if found.kind in SUB_BRANCHES:
        url = reverse("organisation:same_city", kwargs={"pk": found.pk})
        return (Button(_("Decide on same-city management"), url, "map-pin"),)
    if found.kind in BRANCHES:
        url = reverse("organisation:survey_points", kwargs={"pk": found.pk})
        return (Button(_("More survey points"), url, "map-pin"),)
    return ()


def _panels() -> tuple[Panel, ...]:
    return (
        _panel("people", _("Posts and people"), "users", _people),
        _panel("same_city", _("Same-city management"), "map-pin", _same_city),
        _panel("supervisors", _("Second-level supervisors"), "calculator", _supervisors),
        _panel("points", _("Survey points"), "map-pin", _points),
        _panel("authority", _("Authority today"), "shield-check", _authority),
        _panel("below", _("Directly below"), "sitemap", _below, rail=True),
        _panel("guests", _("Work here, belong elsewhere"), "arrows-split", _guests, rail=True),
    )


def _panel(key: str, title: str, icon: str, context: Any, *, rail: bool = False) -> Panel:
    template = f"organisation/panels/unit_{key}.html"
    return Panel(key=key, title=title, icon=icon, template=template, context=context, rail=rail, flush=not rail)


def _people(_request: HttpRequest, found: Unit) -> dict[str, Any]:
    held = selectors.people_of(found, timezone.localdate())
    rows = [(row, posts.name_of(row.post_id)) for row in held]
    return {"rows": rows, "aside": _("%(count)s posts filled") % {"count": len(rows)}}


def _authority(_request: HttpRequest, found: Unit) -> dict[str, Any] | None:
    grants = selectors.authority_of(found, timezone.localdate())
    if not grants:
        return None
    rows = [(one, one.staff.name if one.staff else posts.name_of(one.post_id or "")) for one in grants]
    return {"rows": rows, "aside": str(len(rows))}


def _same_city(_request: HttpRequest, found: Unit) -> dict[str, Any] | None:
    if found.kind not in SUB_BRANCHES:
        return None
    suggestion = same_city.suggestion(found, timezone.localdate())
    return {
        "suggestion": suggestion,
        "conditions": [(one, _(one.label)) for one in suggestion.conditions],
        "decisions": [(row, ground_label(row.ground), _last_day(row)) for row in same_city.decisions_of(found.pk)],
    }


def _last_day(row: SameCityDecision) -> date | None:
    return row.effective.upper - timedelta(days=1) if row.effective.upper else None


def ground_label(ground: str) -> str:
    """The condition of the guide in words."""
    return _(GROUND_LABELS[Ground(ground)]) if ground else ""


def _supervisors(_request: HttpRequest, found: Unit) -> dict[str, Any] | None:
    if found.kind != UnitKind.CLAIMS_CENTRE:
        return None
    figures = supervisors.supervisors_of(found, timezone.localdate())
    return {"figures": figures, "aside": _("%(count)s allowed") % {"count": figures.allowed}}


def _points(_request: HttpRequest, found: Unit) -> dict[str, Any] | None:
    if found.kind not in BRANCHES:
        return None
    allowed = same_city.points_allowed(found, timezone.localdate())
    return {"allowed": allowed, "aside": f"{len(allowed.points)} / {allowed.most}"}


def _below(_request: HttpRequest, found: Unit) -> dict[str, Any] | None:
    rows = selectors.below(found)
    return {"units": rows, "aside": str(len(rows))} if rows else None


def _guests(_request: HttpRequest, found: Unit) -> dict[str, Any] | None:
    rows = selectors.guests_of(found)
    return {"people": rows, "aside": str(len(rows))} if rows else None
