"""People: list, page, entering and changing, access."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from core import work
from core.templatetags import ui
from core.web.commands import ReasonForm
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from organisation.forms.people import StaffForm
from organisation.models import Education, PostAssignment, Staff
from organisation.rules.lifecycles import staff as states
from organisation.selectors import posts as post_selectors
from organisation.selectors import staff as selectors
from organisation.selectors.units import units_in_scope
from organisation.services import people
from organisation.views import cells
from organisation.views.plain import FormPage, administration, form_page, sent_or_refused

MOST_WORK = 8


@needs("organisation.view_staff")
@require_GET
def staff_list(request: HttpRequest) -> HttpResponseBase:
    """People of the units in scope."""
    may_enter = request.actor.refusal_for("organisation.manage_staff") is None  # type: ignore[attr-defined]
    return list_page(
        request,
        ListPage(
            title=_("Members of staff"),
            facts=_("Who works for the branch, where, and in which posts"),
            rows=selectors.people,
            order="login_name",
            columns=_columns(),
            filters=_filters(),
            search=_search,
            search_hint=_("Name, login name, employee number"),
            views=(
                SavedView(_("At work"), {"state": states.WORKING}),
                SavedView(_("All"), {}),
                SavedView(_("Belongs and works apart"), {"apart": "1"}),
                SavedView(_("Without a post"), {"without": "1", "state": states.WORKING}),
            ),
            actions=((_("New member of staff"), reverse("organisation:person_new"), "plus"),) if may_enter else (),
            decorate=_add_posts,
            empty=_("Nobody belongs to the units in your scope."),
            export_name="people",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="name",
            label=_("Full name"),
            cell=lambda s: cells.linked("organisation:person", s.pk, s.name, s.login_name, code=True),
            plain=lambda s: s.name,
            sort="name",
        ),
        Column(key="login", label=_("Login name"), cell=lambda s: s.login_name, sort="login_name", default=False),
        Column(key="number", label=_("Employee number"), cell=lambda s: s.employee_number or "–", css="ui-code"),
        Column(key="posts", label=_("Posts"), cell=_posts_cell, plain=_posts_plain),
        Column(
            key="unit", label=_("Belongs to unit"), cell=_unit_cell, plain=lambda s: s.belongs_to.label, css="ui-nowrap"
        ),
        Column(key="works", label=_("Works at"), cell=lambda s: s.works_at.label if s.works_at else "–", default=False),
        Column(
            key="education",
            label=_("Education"),
            cell=lambda s: str(Education(s.education).label),
            sort="education",
            css="ui-nowrap",
        ),
        Column(
            key="years",
            label=_("Years of relevant work"),
            cell=lambda s: s.experience_years,
            plain=lambda s: s.experience_years,
            sort="experience_years",
            css="ui-r",
        ),
        cells.state_column(),
    )


def _unit_cell(row: Staff) -> SafeString | str:
    """Belongs to, and where the person works if that is elsewhere (ORG-11)."""
    unit = row.belongs_to.label if row.belongs_to else "–"
    if row.works_at is None or row.works_at_id == row.belongs_to_id:
        return unit
    return format_html("{}<small>{}</small>", unit, _("works at %(unit)s") % {"unit": row.works_at.label})


def _add_posts(rows: list[Staff]) -> None:
    held = selectors.posts_of([row.pk for row in rows], timezone.localdate())
    for row in rows:
        row.held = held[row.pk]  # type: ignore[attr-defined]


def _posts_cell(row: Staff) -> SafeString | str:
    names = [post_selectors.name_of(one.post_id) for one in row.held]  # type: ignore[attr-defined]
    return format_html_join(_(", "), "{}", ((name,) for name in names)) if names else "–"


def _posts_plain(row: Staff) -> str:
    held = getattr(row, "held", None)
    if held is None:
        held = selectors.posts_of([row.pk], timezone.localdate())[row.pk]
    return ", ".join(post_selectors.name_of(one.post_id) for one in held)


def _filters() -> tuple[Filter, ...]:
    return (
        Filter(
            key="unit",
            label=_("Unit"),
            choices=lambda actor: [(str(unit.pk), unit.label) for unit in units_in_scope(actor)],
            apply=lambda rows, v: rows.filter(Q(belongs_to_id=int(v)) | Q(works_at_id=int(v))) if v.isdigit() else rows,
        ),
        Filter(
            key="post",
            label=_("Post"),
            choices=lambda _actor: [(code, post_selectors.name_of(code)) for code in post_selectors.names()],
            apply=lambda rows, v: selectors.holding(rows, v, timezone.localdate()),
        ),
        cells.state_filter(states.LIFECYCLE),
        Filter(
            key="education",
            label=_("Education"),
            choices=lambda _actor: [(str(value), str(label)) for value, label in Education.choices],
            apply=lambda rows, v: rows.filter(education=int(v)) if v.isdigit() else rows,
        ),
        Filter(key="apart", label=_("Belongs and works apart"), choices=_only, apply=_apart),
        Filter(
            key="without",
            label=_("Without a post"),
            choices=_only,
            apply=lambda rows, _v: selectors.without_post(rows, timezone.localdate()),
        ),
    )


def _only(_actor: Any) -> list[tuple[str, str]]:
    return [("1", _("only these"))]


def _apart(rows: QuerySet[Staff], _value: str) -> QuerySet[Staff]:
    return selectors.working_elsewhere(rows)


def _search(rows: QuerySet[Staff], text: str) -> QuerySet[Staff]:
    return rows.filter(Q(name__contains=text) | Q(login_name__istartswith=text) | Q(employee_number__startswith=text))


# -- one person -------------------------------------------------------------------------------------------------------


@needs("organisation.view_staff")
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: particulars, posts over time, sessions."""
    found = selectors.person(request.actor, pk)  # type: ignore[attr-defined]
    return detail_page(
        request,
        found,
        Detail(
            title=found.name,
            heading=format_html('<span class="ui-code">{}</span>', found.login_name),
            crumbs=administration(Crumb(_("Members of staff"), reverse("organisation:people")), Crumb(found.name)),
            facts=_facts(found),
            badges=_badges(found),
            actions=_actions(request, found),
            panels=_panels(),
            tabs=(Tab("main", _("Posts and access")),),
        ),
    )


def _facts(found: Staff) -> tuple[Fact, ...]:
    works = found.works_at.label if found.works_at else "–"
    years = _("%(relevant)s years relevant, %(management)s years management") % {
        "relevant": found.experience_years,
        "management": found.management_years,
    }
    english = _("good English") if found.good_english else ""
    return (
        Fact(_("Employee number"), found.employee_number or "–"),
        Fact(_("Belongs to unit"), found.belongs_to.label if found.belongs_to else "–", _("post, personnel and pay")),
        Fact(_("Works at"), works, _("elsewhere") if found.works_at_id != found.belongs_to_id else ""),
        Fact(_("Education"), str(Education(found.education).label), english),
        Fact(_("Experience"), years),
        Fact(_("Joined on"), ui.day(found.joined_on), _("informal staff") if found.informal else ""),
    )


def _badges(found: Staff) -> tuple[SafeString, ...]:
    return (ui.badge(_("initial password"), "wait", "key"),) if found.must_change_password else ()


def _actions(request: HttpRequest, found: Staff) -> tuple[SafeString, ...]:
    may = request.actor.refusal_for("organisation.propose_access") is None  # type: ignore[attr-defined]
    if not may or not found.is_active:
        return ()
    url = reverse("organisation:post_give", kwargs={"pk": found.pk})
    return (format_html('<a class="ui-btn" href="{}">{}{}</a>', url, ui.icon("id-badge"), _("Give a post")),)


def _panels() -> tuple[Panel, ...]:
    return (
        Panel(
            key="posts",
            title=_("Posts"),
            icon="id-badge",
            template="organisation/panels/person_posts.html",
            context=_posts,
            flush=True,
        ),
        Panel(
            key="sessions",
            title=_("Sessions"),
            icon="world",
            template="organisation/panels/person_sessions.html",
            permission="organisation.view_sessions",
            context=lambda _request, found: {"sessions": selectors.sessions_of(found.pk)},
            flush=True,
        ),
        Panel(
            key="work",
            title=_("Open work held"),
            icon="list-details",
            template="organisation/panels/person_work.html",
            context=_work,
            rail=True,
        ),
    )


class PostRow(NamedTuple):
    """A post of a person as the page shows it."""

    row: PostAssignment
    name: str
    last_day: date | None
    when: str
    tone: str


def post_row(row: PostAssignment, today: date) -> PostRow:
    """Held today, over, or still to begin."""
    lower, upper = row.period.lower, row.period.upper
    last = upper - timedelta(days=1) if upper is not None else None
    if lower is not None and lower > today:
        when, tone = _("begins later"), "wait"
    else:
        over = upper is not None and upper <= today
        when, tone = (_("run out"), "neutral") if over else (_("held today"), "good")
    return PostRow(row, post_selectors.name_of(row.post_id), last, when, tone)


def _posts(_request: HttpRequest, found: Staff) -> dict[str, Any]:
    today = timezone.localdate()
    rows = [post_row(row, today) for row in selectors.assignments_ever(found.pk)]
    running = sum(1 for one in rows if one.tone == "good")
    return {"rows": rows, "aside": _("%(count)s today") % {"count": running}}


def _work(_request: HttpRequest, found: Staff) -> dict[str, Any]:
    items = list(selectors.open_work(found.pk)[:MOST_WORK])
    rows = [(item.subject_number, _(work.queue_label(item.queue))) for item in items]
    return {"work": rows, "aside": str(len(rows)) if rows else ""}


# -- entering and changing --------------------------------------------------------------------------------------------


def _units(request: HttpRequest) -> list[tuple[str, str]]:
    units = units_in_scope(request.actor)  # type: ignore[attr-defined]
    return [(str(unit.pk), unit.label) for unit in units if unit.active]


@needs("organisation.manage_staff")
@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """A new person; access is given afterwards by the security administrator."""
    form = StaffForm(request.POST or None, units=_units(request))
    if request.method == "POST" and form.is_valid():
        made = sent_or_refused(form, lambda: people.enter_staff(form.command(request), data=form.data_of()))
        if made is not None:
            messages.success(request, _("%(name)s is entered.") % {"name": made.name}, extra_tags="good")
            return redirect("organisation:person", pk=made.pk)
    spec = FormPage(
        title=_("New member of staff"),
        intro=_("Posts need a second person; the initial password comes from the security administrator."),
        crumbs=administration(
            Crumb(_("Members of staff"), reverse("organisation:people")), Crumb(_("New member of staff"))
        ),
        back=reverse("organisation:people"),
        submit=_("Save"),
        groups=form.groups(),
    )
    return form_page(request, form, spec)


@needs("organisation.manage_staff")
@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change particulars."""
    found = selectors.person(request.actor, pk)  # type: ignore[attr-defined]
    form = StaffForm(request.POST or None, units=_units(request), version=found.version, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        data = form.data_of()
        if sent_or_refused(form, lambda: people.edit_staff(pk, form.command(request), data=data)) is not None:
            messages.success(request, _("Saved."), extra_tags="good")
            return redirect("organisation:person", pk=pk)
    back = reverse("organisation:person", kwargs={"pk": pk})
    spec = FormPage(
        title=_("Change particulars"),
        crumbs=administration(Crumb(_("Members of staff"), reverse("organisation:people")), Crumb(found.name, back)),
        back=back,
        submit=_("Save"),
        groups=form.groups(),
    )
    return form_page(request, form, spec)


def _initial(found: Staff) -> dict[str, Any]:
    names = ("login_name", "employee_number", "name", "joined_on", "education", "experience_years")
    more = ("management_years", "good_english", "informal")
    values = {name: getattr(found, name) for name in (*names, *more)}
    return values | {"belongs_to": str(found.belongs_to_id), "works_at": str(found.works_at_id)}


@needs("organisation.reset_access")
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def person_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new initial password, shown this one time. A repeated click is refused and shows nothing."""
    found = selectors.person(request.actor, pk)  # type: ignore[attr-defined]
    form = ReasonForm(request.POST or None, version=found.version)
    back = reverse("organisation:person", kwargs={"pk": pk})
    crumbs = administration(Crumb(_("Members of staff"), reverse("organisation:people")), Crumb(found.name, back))
    if request.method == "POST" and form.is_valid():
        password, command = people.initial_password(), form.command(request)
        if sent_or_refused(form, lambda: people.reset_password(pk, command, password=password)) is not None:
            context = {
                "title": _("Initial password of %(name)s") % {"name": found.name},
                "crumbs": crumbs,
                "secret": password,
                "back": back,
                "text": _("Shown this one time. It must be changed at the next sign-in; running sessions have ended."),
            }
            answer = page(request, "organisation/secret.html", context)
            answer["Cache-Control"] = "no-store"
            return answer
    spec = FormPage(
        title=_("New initial password"),
        intro=_("The present password of %(name)s stops working at once.") % {"name": found.name},
        crumbs=crumbs,
        back=back,
        icon="key",
    )
    return form_page(request, form, spec)
