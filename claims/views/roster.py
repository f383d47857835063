"""The duty roster: the week at a glance, the shifts as a list, one shift."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from claims.forms.roster import PlanForm
from claims.models import DutyShift, Speciality
from claims.rules import duty_lifecycle as lifecycle
from claims.selectors import roster as selectors
from claims.services.roster import plan_shift
from claims.views.cells import linked, two_lines
from core.rules.periods import within_reach
from core.templatetags.ui import full_moment, moment, state_of
from core.web.detail import Crumb, Detail, Fact, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal


@needs("claims.view_tasks")
@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """Who stands where on the seven days of a week."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    today = timezone.localdate()
    monday = selectors.monday_of(_day(request.GET.get("from", "")) or today)
    days, rows = selectors.week(actor, monday)
    address = reverse("claims:roster")
    return page(
        request,
        "claims/roster.html",
        {
            "days": [(day, day == today) for day in days],
            "rows": rows,
            "monday": monday,
            "sunday": days[-1],
            "before": f"{address}?from={monday - timedelta(days=7)}",
            "after": f"{address}?from={monday + timedelta(days=7)}",
            "now": address,
            "may_plan": actor.refusal_for("claims.plan_duty") is None,
        },
    )


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return within_reach(found) if found else None


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="surveyor",
            label=_("Surveyor"),
            cell=lambda s: linked("claims:shift", s, s.staff.name),
            plain=lambda s: s.staff.name,
        ),
        Column(
            key="place",
            label=_("Standing at"),
            cell=lambda s: two_lines(s.place, s.unit.label),
            plain=lambda s: s.place,
        ),
        Column(key="can", label=_("Can survey"), cell=_skills),
        Column(
            key="from",
            label=_("Shift begins"),
            css="ui-nowrap",
            cell=lambda s: full_moment(s.period.lower),
            plain=lambda s: s.period.lower,
        ),
        Column(
            key="until",
            label=_("Shift ends"),
            css="ui-nowrap",
            cell=lambda s: full_moment(s.period.upper),
            plain=lambda s: s.period.upper,
        ),
        Column(key="state", label=_("State"), cell=lambda s: state_of(lifecycle.SHIFT, s.state)),
        Column(
            key="created",
            label=_("Entered on"),
            css="ui-nowrap",
            cell=lambda s: moment(s.created_at),
            sort="created_at",
        ),
    )


def _skills(shift: DutyShift) -> str:
    return _(", ").join(str(Speciality(one).label) for one in shift.specialities)


def _states(actor: Any) -> list[tuple[str, str]]:  # noqa: ARG001 - the same for everybody
    return [(state.value, _(state.label)) for state in lifecycle.SHIFT.states]


@needs("claims.view_tasks")
@require_GET
def shifts(request: HttpRequest) -> HttpResponseBase:
    """All shifts in scope, to filter and to take away."""
    spec = ListPage(
        title=_("Duty shifts"),
        rows=lambda actor: selectors.shifts(actor).select_related("staff", "unit"),
        columns=_columns(),
        order="-created_at",
        search=lambda rows, text: rows.filter(staff__name__icontains=text) | rows.filter(place__icontains=text),
        search_hint=_("Surveyor, place"),
        export_name="duty",
        empty=_("Nobody is on the roster yet."),
        filters=(Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),),
        views=(SavedView(_("All"), {}), SavedView(_("On the roster"), {"state": lifecycle.PLANNED})),
        actions=((_("Week"), reverse("claims:roster"), "calendar-check"),),
    )
    return list_page(request, spec)


@needs("claims.plan_duty")
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Somebody goes on the roster."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    form = PlanForm(
        request.POST or None,
        people=selectors.surveyors(actor),
        places=selectors.places(actor),
        initial={"specialities": Speciality.values},
    )
    if request.method == "POST" and form.is_valid():
        try:
            shift = plan_shift(form.command(request), **form.inputs())
            messages.success(request, _("%(name)s is on the roster") % {"name": shift.staff.name}, extra_tags="good")
            return HttpResponseRedirect(f"{reverse('claims:roster')}?from={timezone.localdate(shift.period.lower)}")
        except Refusal as refusal:
            form.refuse(refusal)
    return page(request, "claims/plan_shift.html", {"form": form})


@needs("claims.view_tasks")
@require_GET
def shift(request: HttpRequest, pk: int) -> HttpResponse:
    """One shift with what can be done about it."""
    found = selectors.shift_for(request.actor, pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=found.staff.name,
        crumbs=(
            Crumb(_("Claims and customer service centre")),
            Crumb(_("Duty roster"), reverse("claims:roster")),
            Crumb(found.staff.name),
        ),
        facts=(
            Fact(_("Works for"), found.unit.label),
            Fact(_("Standing at"), found.place),
            Fact(_("Shift begins"), full_moment(found.period.lower)),
            Fact(_("Shift ends"), full_moment(found.period.upper)),
            Fact(_("Can survey"), _skills(found)),
        ),
        panels=(),
    )
    return detail_page(request, found, detail)
