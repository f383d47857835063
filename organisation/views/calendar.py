"""The working calendar: a month at a glance, the special days of the year, and a year's file with preview."""

from __future__ import annotations

import calendar as weeks
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.clocks import calendar as working_calendar
from core.models import CalendarDay
from core.rules.periods import within_reach
from core.templatetags import ui
from core.web.lists import Column
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.forms.rules import DaysForm
from organisation.models import ControlChange
from organisation.selectors.calendar import days_among, days_of_years
from organisation.selectors.changes import changes_about
from organisation.services.calendar import KIND, WEEKDAYS, DayWanted, day_text, propose_days
from organisation.views import cells
from organisation.views.tables import Section, TablePage, crumbs, table_page


@needs("organisation.view_controls")
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """One month; beside it every day of the year that differs from the plain week."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    today = timezone.localdate()
    first = _month(request.GET.get("month", ""), today)
    days = days_of_years(first.year - 1, first.year + 1)
    rows = [row for day, row in sorted(days.items()) if day.year == first.year]
    may = actor.refusal_for("organisation.propose_control") is None
    spec = TablePage(
        title=_("Working calendar"),
        facts=_("Deadlines in working days and hours count by it; make-up days are worked."),
        crumbs=crumbs((_("Working calendar"), "")),
        sections=(_special(rows, first.year), cells.changes_section(changes_about(KIND, str(first.year), actor))),
        actions=((_("Propose days"), reverse("organisation:calendar_propose"), "edit"),) if may else (),
        export_name="calendar",
    )
    more = {
        "weeks": _weeks(first, days, today),
        "weekdays": [_(name) for name in WEEKDAYS],
        "first": first,
        "earlier": f"?month={first - timedelta(days=1):%Y-%m}",
        "later": f"?month={first + timedelta(days=31):%Y-%m}",
        "working": sum(working_calendar().is_working(day) for day in _days_of(first)),
    }
    return table_page(request, spec, "organisation/calendar.html", **more)


def _month(text: str, today: date) -> date:
    try:
        found = parse_date(f"{text}-01")
    except ValueError:
        found = None
    return within_reach(found or today).replace(day=1)


def _days_of(first: date) -> list[date]:
    length = weeks.monthrange(first.year, first.month)[1]
    return [first.replace(day=number) for number in range(1, length + 1)]


def _weeks(first: date, days: dict[date, CalendarDay], today: date) -> list[list[dict[str, Any]]]:
    grid = weeks.Calendar().monthdatescalendar(first.year, first.month)
    return [[_day(day, first, days, today) for day in week] for week in grid]


def _day(day: date, first: date, days: dict[date, CalendarDay], today: date) -> dict[str, Any]:
    row = days.get(day)
    working = row.working if row else day.weekday() < weeks.SATURDAY
    return {
        "day": day,
        "other": day.month != first.month,
        "today": day == today,
        "working": working,
        "special": row is not None,
        "name": _(row.name) if row and row.name else "",
        "mark": (_("worked") if working else _("off")) if row else "",
        "url": f"{reverse('organisation:calendar_propose')}?day={day.isoformat()}" if day > today else "",
    }


def _special(rows: list[CalendarDay], year: int) -> Section:
    return Section(
        title=_("Holidays and make-up days of %(year)s") % {"year": year},
        icon="calendar-check",
        aside=_("%(count)s days") % {"count": len(rows)},
        columns=(
            Column(key="day", label=_("Day"), cell=lambda row: row.day.isoformat(), css="ui-nowrap"),
            Column(key="weekday", label=_("Weekday"), cell=lambda row: _(WEEKDAYS[row.day.weekday()])),
            Column(
                key="working",
                label=_("Kind"),
                cell=lambda row: ui.badge(day_text(row.working, ""), "wait" if row.working else "good"),
                plain=lambda row: day_text(row.working, ""),
            ),
            Column(key="name", label=_("Name"), cell=lambda row: _(row.name) if row.name else "–"),
        ),
        rows=rows,
        empty=_("For this year nothing is published here yet: every Monday to Friday counts as worked."),
    )


@needs("organisation.propose_control")
@require_http_methods(["GET", "POST"])
def calendar_propose(request: HttpRequest) -> HttpResponse:
    """Days typed, pasted or from a file; first shown beside what holds now, then proposed."""
    form = DaysForm(request.POST or None, request.FILES or None, initial={"text": _given(request)})
    preview: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["reading"].days
        if "send" in request.POST:
            change = _sent(request, form, wanted)
            if change is not None:
                messages.success(request, _("%(number)s waits for its decision.") % {"number": change.number})
                return redirect("organisation:change", pk=change.pk)
        preview = _preview(wanted)
    context = {
        "form": _with_text(form, preview),
        "preview": preview,
        "changed": sum(row["changes"] for row in preview),
        "crumbs": crumbs((_("Working calendar"), reverse("organisation:calendar")), (_("Propose days"), "")),
    }
    status = 422 if request.method == "POST" and form.errors else 200
    return page(request, "organisation/calendar_propose.html", context, status=status)


def _given(request: HttpRequest) -> str:
    """The day that was clicked, turned round."""
    try:
        day = parse_date(request.GET.get("day", ""))
    except ValueError:
        day = None
    if day is None:
        return ""
    return f"{day.isoformat()}, {'休' if working_calendar().is_working(day) else '班'}, "


def _sent(request: HttpRequest, form: DaysForm, wanted: tuple[DayWanted, ...]) -> ControlChange | None:
    home: int = request.actor.scope_unit_id  # type: ignore[attr-defined]
    try:
        return propose_days(form.command(request), days=wanted, home_unit_id=home)
    except Refusal as refusal:
        form.add_error("text" if refusal.field == "days" else None, refusal.message)
        return None


def _preview(wanted: tuple[DayWanted, ...]) -> list[dict[str, Any]]:
    known = days_among(one.day for one in wanted)
    return [_compared(one, known.get(one.day)) for one in wanted]


def _compared(one: DayWanted, known: CalendarDay | None) -> dict[str, Any]:
    working = known.working if known else one.day.weekday() < weeks.SATURDAY
    old = day_text(working, known.name if known else "")
    new = day_text(one.working, one.name)
    label = format_html("{} {}", one.day.isoformat(), _(WEEKDAYS[one.day.weekday()]))
    return {"label": label, "old": old, "new": new, "changes": old != new}


def _with_text(form: DaysForm, preview: list[dict[str, Any]]) -> DaysForm:
    """What came from a file stands in the text, so that the second step sends what was previewed."""
    if not preview or form.errors:
        return form
    days = form.cleaned_data["reading"].days
    text = "\n".join(f"{one.day.isoformat()}, {'班' if one.working else '休'}, {one.name}" for one in days)
    data = {**{name: form.data[name] for name in form.data}, "text": text}
    shown = DaysForm(data)
    shown.full_clean()
    return shown
