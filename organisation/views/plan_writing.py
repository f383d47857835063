"""Writing a plan and changing its draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.web.detail import Crumb
from core.web.lists import Column
from core.web.pages import needs
from core.workflow.refusals import Hidden
from organisation.forms.filed_plans import PlanForm
from organisation.models import FiledPlan
from organisation.rules.filed_plans import MATTERS, Matter
from organisation.rules.lifecycles import filed_plan as life
from organisation.selectors import filed_plans as selectors
from organisation.selectors import posts
from organisation.selectors.parameters import value
from organisation.services.filed_plans import draft_plan, rewrite_plan
from organisation.views.filed_plans import written
from organisation.views.plain import FormPage, administration, form_page, sent_or_refused
from organisation.views.tables import Section, TablePage, table_page


@needs(life.DRAFT_RIGHT)
@require_GET
def plan_matters(request: HttpRequest) -> HttpResponse:
    """What is decided by a plan, on which condition, and who decides."""
    columns = (
        Column(key="matter", label=_("Matter"), cell=_matter),
        Column(key="unit", label=_("Unit"), cell=lambda one: _("branch") if one.of_a_branch else _("sub-branch")),
        Column(key="floor", label=_("Least premium"), cell=_floor, css="ui-r"),
        Column(key="way", label=_("How it is settled"), cell=_way),
        Column(key="source", label=_("Source"), cell=lambda one: one.source.rpartition(" · ")[2], css="ui-nowrap"),
    )
    section = Section(title=_("What is decided by a plan"), columns=columns, rows=list(MATTERS.values()))
    crumbs = administration(
        Crumb(_("Filed plans"), reverse("organisation:filed_plans")), Crumb(_("What is decided by a plan"))
    )
    return table_page(request, TablePage(title=_("Draft a plan"), sections=(section,), crumbs=crumbs))


def _matter(one: Matter) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("organisation:plan_new", args=[one.code]), _(one.label))


def _floor(one: Matter) -> str:
    return f"{value(one.floor, None, timezone.localdate()):,.2f}" if one.floor else "–"


def _way(one: Matter) -> str:
    if one.approved:
        return _("Filed; abolishing it is approved by head office on a special report.")
    return _("Decided by the province and filed with head office.")


@needs(life.DRAFT_RIGHT)
@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest, matter: str) -> HttpResponse:
    """A new plan on one matter."""
    if matter not in MATTERS:
        raise Hidden(_("Not found."))
    about = MATTERS[matter]
    form = _form(request, about, {"posts": list(about.posts) if len(about.posts) == 1 else []})
    if request.method == "POST" and form.is_valid():
        made = sent_or_refused(form, lambda: draft_plan(form.command(request), **form.inputs()))
        if made is not None:
            return written(request, made.number, made.pk)
    return form_page(request, form, _spec(about, form, reverse("organisation:filed_plans")))


@needs(life.DRAFT_RIGHT)
@require_http_methods(["GET", "POST"])
def plan_rewrite(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it stands, to be changed."""
    found = selectors.plan_for(request.actor, pk)  # type: ignore[attr-defined]
    form = _form(request, found.about, _initial(found), found.version)
    if request.method == "POST" and form.is_valid():
        made = sent_or_refused(form, lambda: rewrite_plan(pk, form.command(request), **form.inputs()))
        if made is not None:
            return written(request, made.number, made.pk)
    return form_page(request, form, _spec(found.about, form, reverse("organisation:filed_plan", args=[pk])))


def _form(request: HttpRequest, about: Matter, initial: dict[str, Any], version: int | None = None) -> PlanForm:
    units = selectors.units_for(request.actor, about)  # type: ignore[attr-defined]
    return PlanForm(
        request.POST or None,
        matter=about,
        units=[(str(unit.pk), f"{unit.code} {unit.label}") for unit in units],
        posts=[(code, posts.name_of(code)) for code in about.posts],
        initial=initial,
        version=version,
    )


def _initial(found: FiledPlan) -> dict[str, Any]:
    last = found.effective.upper
    return {
        "unit": str(found.unit_id),
        "choice": found.choice,
        "posts": found.posts,
        "premium": found.figures["stated"],
        "first_day": found.effective.lower,
        "last_day": last and last - timedelta(days=1),
        "cause": found.cause,
        "plan": found.plan,
    }


def _spec(about: Matter, form: PlanForm, back: str) -> FormPage:
    intro = _("The province decides and files it with head office. What head office must approve is reported to it.")
    if about.floor:
        floor = f"{value(about.floor, None, timezone.localdate()):,.2f}"
        intro += " " + _("The premium of the year before must be at least %(floor)s.") % {"floor": floor}
    return FormPage(
        title=_(about.label),
        intro=intro,
        crumbs=administration(Crumb(_("Filed plans"), reverse("organisation:filed_plans"))),
        back=back,
        submit=_("Write the plan"),
        groups=form.groups(),
    )
