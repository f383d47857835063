"""Underwriting days: calendar, page of a day, planning, figures (5.14)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import links
from core.templatetags.ui import badge, day, full_moment, moment, state_of
from core.web.commands import CommandForm
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.web.requests import command_of
from core.workflow.refusals import Refusal
from organisation.public import parameter, sub_branches_of
from underwriting.forms.risk_visit import DayForm, MonthForm
from underwriting.models import EntryKind, VisitDay, VisitEntry
from underwriting.rules import risk_visit as life
from underwriting.rules.risk_days import publish_by
from underwriting.selectors import risk_visit as selectors
from underwriting.selectors.shown import signed
from underwriting.services.risk_days import plan_day, plan_month, publish
from underwriting.views.panels import OUTCOMES

ROWS, TABLE = "underwriting/panels/vehicle.html", "underwriting/panels/table.html"
YEAR = 365
TOLD, NOT_TOLD = "yes", "no"


@needs("underwriting.view_visit_days")
@require_GET
def days(request: HttpRequest) -> HttpResponseBase:
    """The calendar as a list, the next day first."""
    actor = request.actor  # type: ignore[attr-defined]
    may_plan = actor.refusal_for(life.PLAN_DAYS) is None
    actions = [(_("Figures"), reverse("underwriting:visit_figures"), "chart-bar")]
    if may_plan:
        actions += [
            (_("Plan a month"), reverse("underwriting:plan_month"), "calendar-check"),
            (_("Plan a day"), reverse("underwriting:plan_visit_day"), "plus"),
        ]
    return list_page(
        request,
        ListPage(
            title=_("Underwriting days"),
            facts=_("Underwriters decide, visit risks, check files and train in the sub-branch."),
            rows=selectors.days,
            order="-day",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=_in_state),
                Filter(key="told", label=_("Published"), choices=_told_choices, apply=_told),
                Filter(key="day", label=_("Day"), date_field="day"),
            ),
            search=lambda rows, text: rows.filter(unit__name__icontains=text.strip()),
            search_hint=_("Sub-branch"),
            views=_views(may_plan=may_plan),
            bulk=((_("Publish"), reverse("underwriting:publish_visit_days"), "send"),) if may_plan else (),
            actions=tuple(actions),
            empty=_("No days are planned."),
            export_name="underwriting-days",
        ),
    )


def _views(*, may_plan: bool) -> tuple[SavedView, ...]:
    views = (SavedView(_("All"), {}), SavedView(_("Planned"), {"state": life.PLANNED}))
    waiting = SavedView(_("Not published yet"), {"state": life.PLANNED, "told": NOT_TOLD})
    return (*views, waiting) if may_plan else views


def _told_choices(_actor: Any) -> list[tuple[str, str]]:
    return [(TOLD, pgettext("underwriting day", "published")), (NOT_TOLD, _("not published"))]


def _told(rows: QuerySet[VisitDay], value: str) -> QuerySet[VisitDay]:
    return rows.filter(published_at__isnull=value == NOT_TOLD)


@needs(life.PLAN_DAYS)
@require_POST
def publish_together(request: HttpRequest) -> HttpResponse:
    """The calendar of a month is published at once by the 25th (5.14): each selected day for itself; days that are
    published already are left as they are and named."""
    command, count = command_of(request), 0
    for item in request.POST.getlist("item"):
        try:
            publish(int(item), command.then(f"day:{item}"))
            count += 1
        except (Refusal, ValueError) as problem:
            messages.error(request, _not_published(request, item, problem), extra_tags="bad")
    if count:
        messages.success(request, _("Days published: %(count)s") % {"count": count}, extra_tags="good")
    return HttpResponseRedirect(reverse("underwriting:visit_days"))


def _not_published(request: HttpRequest, item: str, problem: Refusal | ValueError) -> str:
    """The day by its number, where it is one of those that the person sees."""
    number = selectors.number_for(request.actor, item)  # type: ignore[attr-defined]
    return f"{number}: {problem}" if number else _("Not found.")


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.VISIT_DAY.states]


def _in_state(rows: QuerySet[VisitDay], value: str) -> QuerySet[VisitDay]:
    return rows.filter(state=value)


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Underwriting day"), cell=_number, plain=lambda d: d.number),
        Column(
            key="day", label=_("Day"), cell=lambda d: day(d.day), plain=lambda d: d.day, sort="day", css="ui-nowrap"
        ),
        Column(key="unit", label=_("Sub-branch"), cell=lambda d: d.unit.label),
        Column(key="state", label=_("State"), cell=_state),
        Column(key="published", label=_("Published"), cell=_published, css="ui-nowrap"),
        Column(key="issues", label=_("Open issues"), css="ui-r", cell=lambda d: d.open_issues or "–"),
        Column(key="held", label=_("Led by"), cell=lambda d: d.held_by or "–"),
    )


def _number(one: VisitDay) -> SafeString:
    url = reverse("underwriting:visit_day", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


def _state(one: VisitDay) -> SafeString:
    return state_of(life.VISIT_DAY, one.state)


def _published(one: VisitDay) -> SafeString | str:
    """A calendar that came late is seen as such."""
    if one.published_at is None:
        return badge(_("not published"), "wait")
    due = publish_by(one.day, parameter("underwriting.calendar_day", None, one.day))
    late = localdate(one.published_at) > due
    return badge(_("late"), "wait") if late else moment(one.published_at)


@needs("underwriting.view_visit_days")
@require_GET
def visit_day(request: HttpRequest, pk: int) -> HttpResponse:
    """The day with what was handed in, visited, checked and found wrong."""
    found = selectors.day_for(request.actor, pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=found.number,
        heading=f"{found.unit.label} · {found.day}",
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Underwriting days"), reverse("underwriting:visit_days")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Day"), day(found.day)),
            Fact(_("Sub-branch"), found.unit.label),
            Fact(_("Published"), _published(found)),
            Fact(_("Led by"), found.held_by or "–", full_moment(found.held_at)),
            Fact(_("Open issues"), str(found.open_issues)),  # type: ignore[attr-defined]
            *_given_up(found),
        ),
        tabs=(Tab("main", _("Underwriting day")),),
        panels=_panels(),
    )
    return detail_page(request, found, detail)


def _given_up(one: VisitDay) -> tuple[Fact, ...]:
    """Why the day was given up, and the way between it and the day that came instead (5.14)."""
    facts = []
    if one.state in life.GIVEN_UP:
        facts.append(Fact(_("Reason"), one.given_up_for or "–"))
    if (again := selectors.stands_for(one)) is not None:
        facts.append(Fact(_("New day"), day(again.day), _number(again)))
    if one.replaces is not None:
        facts.append(Fact(_("Instead of"), day(one.replaces.day), _number(one.replaces)))
    return tuple(facts)


def _panels() -> tuple[Panel, ...]:
    return (
        Panel(key="record", title=_("Record"), icon="notes", template=ROWS, context=_record),
        Panel(key="issues", title=_("Issues"), icon="alert-triangle", template=TABLE, context=_issues, flush=True),
        Panel(
            key="entries",
            title=_("Visits, files, cases"),
            icon="list-details",
            template=TABLE,
            context=_entries,
            flush=True,
        ),
        Panel(key="decided", title=_("Decided on the day"), icon="gavel", template=TABLE, context=_decided, flush=True),
    )


def _record(_request: HttpRequest, one: VisitDay) -> Mapping[str, Any] | None:
    if not one.minutes:
        return None
    return {
        "rows": [
            (_("Who was there"), one.attendance),
            (_("Minutes of the meeting"), one.minutes),
            (_("Training given"), one.training or "–"),
            (_("Persons trained"), one.trained),
        ]
    }


def _issues(_request: HttpRequest, one: VisitDay) -> Mapping[str, Any] | None:
    today = localdate()
    rows = [
        (
            issue.text,
            issue.owner,
            badge(str(issue.due_on), "bad") if issue.settled_at is None and issue.due_on < today else issue.due_on,
            full_moment(issue.settled_at) if issue.settled_at else _("not settled"),
            issue.result or "–",
        )
        for issue in one.issues.order_by("due_on", "pk")
    ]
    heads = (_("Issue"), _("To be settled by"), _("Due"), _("Issue settled at"), _("How"))
    return {"heads": heads, "rows": rows} if rows else None


def _entries(_request: HttpRequest, one: VisitDay) -> Mapping[str, Any] | None:
    rows = [
        (
            str(EntryKind(entry.kind).label),
            _paper(entry),
            entry.text or _("nothing wrong"),
            badge(_("wrong"), "bad") if entry.fault else "–",
            entry.entered_by,
        )
        for entry in one.entries.order_by("kind", "pk")
    ]
    heads = (_("Kind of entry"), _("Number"), _("What was found"), _("Faulty"), _("Entered by"))
    return {"heads": heads, "rows": rows} if rows else None


def _paper(entry: VisitEntry) -> SafeString | str:
    """The number leads to its proposal, policy or endorsement."""
    url = links.url_for(entry.subject_kind, entry.subject_id)
    return format_html('<a class="ui-code" href="{}">{}</a>', url, entry.number) if url else entry.number or "–"


def _decided(_request: HttpRequest, one: VisitDay) -> Mapping[str, Any] | None:
    rows = [
        (
            row.proposal.number,
            row.proposal.holder_name,
            _(OUTCOMES.get(row.outcome, row.outcome)),
            signed(row.decided_by),
        )
        for row in selectors.decided_on(one)
    ]
    heads = (_("Proposal"), _("Policyholder"), _("Outcome of underwriting"), _("Decided by"))
    return {"heads": heads, "rows": rows} if rows else None


@needs(life.PLAN_DAYS)
@require_http_methods(["GET", "POST"])
def new_month(request: HttpRequest) -> HttpResponse:
    """Plan a month for every sub-branch that has no day in it."""
    today = localdate()
    coming = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    form = MonthForm(request.POST or None, initial={"month": coming})
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_month(form.command(request), first=form.first())
            messages.success(request, _("%(count)s days planned.") % {"count": len(made)}, extra_tags="good")
            return HttpResponseRedirect(reverse("underwriting:visit_days"))
        except Refusal as refusal:
            form.refuse(refusal)
    lead = _("Days are spread over the working days; sub-branches that have one are left out.")
    return _show(request, form, title=_("Plan a month"), lead=lead)


@needs(life.PLAN_DAYS)
@require_http_methods(["GET", "POST"])
def new_day(request: HttpRequest) -> HttpResponse:
    """Plan one day."""
    places = [(one.pk, one.name) for one in sub_branches_of(request.actor.unit_id)]  # type: ignore[attr-defined]
    form = DayForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_day(form.command(request), **form.inputs())
            return HttpResponseRedirect(reverse("underwriting:visit_day", kwargs={"pk": made.pk}))
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(request, form, title=_("Plan a day"), lead=_("A working day to come."))


def _show(request: HttpRequest, form: CommandForm, *, title: str, lead: str) -> HttpResponse:
    back = reverse("underwriting:visit_days")
    context = {
        "title": title,
        "lead": lead,
        "crumbs": [(_("Underwriting days"), back)],
        "form": form,
        "fields": [(bound, "3") for bound in form.visible_fields()],
        "back": back,
        "send": _("Plan it"),
        "foot": _("The sub-branch sees a day once it is published."),
    }
    return page(request, "underwriting/risk_form.html", context, status=422 if form.errors else 200)


@needs("underwriting.view_visit_days")
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Held days, issues closed in time, and what is overdue."""
    today = localdate()
    actor = request.actor  # type: ignore[attr-defined]
    closing = parameter("underwriting.issue_days", None, today)
    found = selectors.figures(actor, today - timedelta(days=YEAR), today, closing)
    overdue = [
        (one, reverse("underwriting:visit_day", kwargs={"pk": one.day_id}))
        for one in selectors.overdue_issues(actor, today)
    ]
    return page(request, "underwriting/visit_figures.html", {"found": found, "overdue": overdue, "closing": closing})
