"""The form with which a limit of authority is proposed, changed or ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.templatetags import ui
from core.web.pages import needs
from organisation.forms.rules import GrantForm
from organisation.models import ControlChange
from organisation.rules.operations import measure_of
from organisation.selectors import authority_grants, posts, versions
from organisation.selectors.authority_grants import Holding
from organisation.selectors.authority_matrix import holding_from
from organisation.selectors.people import people_in_scope
from organisation.selectors.units import units_in_scope
from organisation.services.grant_checks import figure, holder_name, limit_of
from organisation.services.grants import propose_grant
from organisation.views.authority import line_choices, measure_choices
from organisation.views.proposing import propose
from organisation.views.tables import crumbs


@needs("organisation.propose_authority")
def grant_propose(request: HttpRequest) -> HttpResponse:
    """Propose a new limit, or another one for what the address names."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    named = holding_from(actor, request.GET.dict())
    form = GrantForm(
        request.POST or None,
        today=timezone.localdate(),
        initial=_initial(named),
        units=[(unit.pk, f"{unit.code} {unit.label}") for unit in units_in_scope(actor)],
        posts=[(code, f"{posts.name_of(code)} {code}") for code in posts.names()],
        people=[(staff.pk, f"{staff.name} {staff.employee_number or ''}") for staff in people_in_scope(actor)],
        measures=measure_choices(),
        lines=line_choices(),
    )

    def send() -> ControlChange:
        values = form.cleaned_data
        return propose_grant(
            form.command(request),
            holding=_holding(values),
            limit=None if values["end"] else values["limit"],
            effective_on=values["effective_on"],
        )

    return propose(
        request,
        form,
        send,
        title=_("Propose authority"),
        intro=holder_name(named) if named else "",
        crumbs=crumbs((_("Authority"), reverse("organisation:authority")), (_("Propose authority"), "")),
        back=reverse("organisation:authority"),
        now=_standing(named) if named else (),
    )


def _holding(values: dict[str, Any]) -> Holding:
    operation, _sep, measure = values["operation"].partition("|")
    return Holding(
        unit=values["unit"],
        post=values["post"] or None,
        staff=values["staff"],
        operation=operation,
        line=values["line"],
        measure=measure,
    )


def _initial(named: Holding | None) -> dict[str, Any]:
    if named is None:
        return {}
    row = versions.in_force(authority_grants.versions_of(named), timezone.localdate())
    return {
        "unit": named.unit,
        "post": named.post or "",
        "staff": named.staff,
        "operation": f"{named.operation}|{named.measure}",
        "line": named.line,
        "limit": row.limit if row else None,
    }


def _standing(named: Holding) -> tuple[tuple[str, Any], ...]:
    today = timezone.localdate()
    rows = authority_grants.versions_of(named)
    held, after = versions.in_force(rows, today), versions.following(rows, today)
    above = authority_grants.ceiling(named.unit, named.operation, named.line, named.measure, today)
    unit = measure_of(named.operation, named.measure).unit
    return (
        (_("Authority limit"), limit_of(held) if held else _("no authority")),
        (_("Since"), ui.day(held.effective.lower) if held else ""),
        (_("Authority letter"), held.letter if held else ""),
        (
            _("Level above"),
            _("none above") if above.top else figure(above.limit, unit),
        ),
        (_("Next change"), f"{limit_of(after)} · {ui.day(after.effective.lower)}" if after else ""),
    )
