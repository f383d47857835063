"""Setting up a unit, and changing what is kept of one; both wait for a second person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.web.detail import Crumb
from core.web.pages import needs
from organisation.forms.units import EditUnitForm, NewUnitForm
from organisation.models import ControlChange, Unit, UnitKind
from organisation.selectors import same_city
from organisation.selectors.units import unit_in_scope, units_in_scope
from organisation.services import units as services
from organisation.services.unit_checks import PLACES
from organisation.views.plain import FormPage, administration, form_page, sent_or_refused


@needs("organisation.propose_unit")
@require_http_methods(["GET", "POST"])
def unit_new(request: HttpRequest) -> HttpResponse:
    """A counter, survey point or department under a unit in scope."""
    form = _new_form(request)
    if request.method == "POST" and form.is_valid():
        change = sent_or_refused(form, lambda: _propose_new(request, form))
        if change is not None:
            return _proposed(request, change)
    back, title = reverse("organisation:units"), _("New unit")
    spec = FormPage(
        title=title,
        intro=_("It exists as soon as another person has approved it."),
        crumbs=administration(Crumb(_("Units"), back), Crumb(title)),
        back=back,
        submit=_("Propose"),
        icon="send",
        groups=form.groups(),
        **_points_notes(request.actor.unit_id),  # type: ignore[attr-defined]
    )
    return form_page(request, form, spec)


def _new_form(request: HttpRequest) -> NewUnitForm:
    above = {kind for kinds in PLACES.values() for kind in kinds}
    units = [unit for unit in units_in_scope(request.actor) if unit.active and unit.kind in above]  # type: ignore[attr-defined]
    return NewUnitForm(
        request.POST or None,
        kinds=[(kind, str(UnitKind(kind).label)) for kind in PLACES],
        parents=[(str(unit.pk), unit.label) for unit in units],
        initial={name: request.GET[name] for name in ("parent", "unit_kind") if name in request.GET},
    )


def _propose_new(request: HttpRequest, form: NewUnitForm) -> ControlChange:
    values = form.cleaned_data
    return services.propose_new(
        form.command(request),
        code=values["code"],
        unit_kind=values["unit_kind"],
        parent_id=values["parent"],
        data=form.data_of(),
    )


@needs("organisation.propose_unit")
@require_http_methods(["GET", "POST"])
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, position and whether the unit is in use."""
    found = unit_in_scope(request.actor, pk)  # type: ignore[attr-defined]
    form = _edit_form(request, found)
    if request.method == "POST" and form.is_valid():
        data = form.data_of(active=form.cleaned_data.get("active", found.active))
        change = sent_or_refused(
            form, lambda: services.propose_edit(form.command(request), unit_id=found.pk, data=data)
        )
        if change is not None:
            return _proposed(request, change)
    back, title = reverse("organisation:unit", kwargs={"pk": pk}), _("Change unit")
    of_point = found.kind == UnitKind.SURVEY_POINT
    spec = FormPage(
        title=title,
        intro=_("%(unit)s. It holds as soon as another person has approved it.") % {"unit": found.name},
        crumbs=administration(Crumb(_("Units"), reverse("organisation:units")), Crumb(found.name, back), Crumb(title)),
        back=back,
        submit=_("Propose"),
        icon="send",
        groups=form.groups(),
        **(_points_notes(found.pk) if of_point else {}),
    )
    return form_page(request, form, spec)


def _edit_form(request: HttpRequest, found: Unit) -> EditUnitForm:
    return EditUnitForm(request.POST or None, may_close=found.kind in PLACES, initial=_initial(found))


def _initial(found: Unit) -> dict[str, Any]:
    own = ("name", "name_en", "latitude", "longitude", "road_km", "drive_minutes")
    return {name: getattr(found, name) for name in own} | {"active": "yes" if found.active else "no"}


def _points_notes(unit_id: int) -> dict[str, Any]:
    """How many survey points the branch may keep, beside the form."""
    allowed = same_city.points_allowed_at(unit_id, timezone.localdate())
    if allowed is None:
        return {}
    return {"notes": "organisation/panels/unit_notes.html", "content": {"allowed": allowed}}


def _proposed(request: HttpRequest, change: ControlChange) -> HttpResponse:
    messages.success(request, _("%(number)s waits for its approval.") % {"number": change.number}, extra_tags="good")
    return redirect("organisation:change", pk=change.pk)
