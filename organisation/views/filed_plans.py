"""Filed plans: the list, one plan with the figures on which it rests, writing one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import links
from core.templatetags import ui
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from organisation.models import FiledPlan
from organisation.rules.filed_plans import MATTERS
from organisation.rules.lifecycles import filed_plan as life
from organisation.selectors import filed_plans as selectors
from organisation.selectors import posts
from organisation.views import cells
from organisation.views.plain import administration


@needs("organisation.view_plans")
@require_GET
def filed_plans(request: HttpRequest) -> HttpResponseBase:
    """Plans in scope, the newest first."""
    may_draft = request.actor.refusal_for(life.DRAFT_RIGHT) is None  # type: ignore[attr-defined]
    return list_page(
        request,
        ListPage(
            title=_("Filed plans"),
            facts=_("How the branch is set up: decided by the province and filed with head office, or approved by it."),
            rows=selectors.plans,
            order="-created_at",
            columns=_columns(),
            filters=(
                cells.state_filter(life.LIFECYCLE),
                Filter(
                    key="matter",
                    label=_("Matter"),
                    choices=lambda _actor: [(one.code, _(one.label)) for one in MATTERS.values()],
                    apply=lambda rows, value: rows.filter(matter=value),
                ),
                cells.unit_filter(),
            ),
            search=selectors.by_text,
            search_hint=_("Number, unit, text"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("In force"), {"state": life.IN_FORCE}),
                SavedView(_("At the province"), {"state": life.AT_PROVINCE}),
            ),
            actions=((_("Draft a plan"), reverse("organisation:plan_matters"), "plus"),) if may_draft else (),
            empty=_("No plan was drafted yet."),
            export_name="filed-plans",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="number",
            label=_("Number"),
            cell=lambda p: cells.linked("organisation:filed_plan", p.pk, p.number),
            plain=lambda p: p.number,
            sort="number",
            css="ui-nowrap",
        ),
        Column(key="matter", label=_("Matter"), cell=_matter, plain=lambda p: _(p.about.label)),
        cells.unit_column(),
        cells.state_column(),
        Column(key="days", label=_("Period"), cell=days, plain=days, css="ui-nowrap"),
        Column(
            key="drafted",
            label=_("Drafted by"),
            cell=lambda p: cells.person(p.drafted_by, ui.moment(p.created_at)),
            plain=lambda p: p.drafted_by.name,
            sort="created_at",
        ),
        Column(
            key="endorsed",
            label=_("Decided by the province"),
            cell=lambda p: cells.person(p.endorsed_by, ui.moment(p.endorsed_at) if p.endorsed_at else ""),
            plain=lambda p: p.endorsed_by.name if p.endorsed_by else "",
        ),
    )


def _matter(plan: FiledPlan) -> SafeString:
    return format_html("{}<small>{}</small>", _(plan.about.label), decision(plan))


def decision(plan: FiledPlan) -> str:
    """What the plan decides, in words."""
    if plan.choice:
        return _(plan.about.choices[plan.choice])
    return "、".join(posts.name_of(code) for code in plan.posts)


def days(plan: FiledPlan) -> str:
    return f"{ui.day(plan.effective.lower)} – {cells.last_day(plan.effective)}"


@needs("organisation.view_plans")
@require_GET
def filed_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan."""
    found = selectors.plan_for(request.actor, pk)  # type: ignore[attr-defined]
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            heading=_("%(matter)s · %(unit)s") % {"matter": _(found.about.label), "unit": found.unit.label},
            crumbs=(*administration(Crumb(_("Filed plans"), reverse("organisation:filed_plans"))), Crumb(found.number)),
            facts=_facts(found),
            panels=(
                Panel(
                    key="figures",
                    title=_("Conditions"),
                    icon="adjustments",
                    template="organisation/panels/pairs.html",
                    context=_figures,
                ),
                Panel(
                    key="texts",
                    title=_("Report of the plan"),
                    icon="file-text",
                    template="organisation/panels/texts.html",
                    context=_texts,
                ),
            ),
            tabs=(Tab("main", _("Plan")),),
            print_url=links.url_for(life.KIND + "_paper", found.pk),
        ),
    )


def _facts(found: FiledPlan) -> tuple[Fact, ...]:
    way = _("approved by head office") if found.approval else _("by filing with head office")
    return (
        Fact(_("What is decided"), decision(found)),
        Fact(_("Period"), days(found)),
        Fact(_("How it is settled"), way, found.about.source.rpartition(" · ")[2]),
        Fact(_("Drafted by"), found.drafted_by.name, ui.moment(found.created_at)),
        Fact(_("Decided by the province"), *_who(found.endorsed_by, found.endorsed_at)),
        Fact(_("Answered by head office"), *_who(found.answered_by, found.answered_at)),
    )


def _who(person: Any, at: Any) -> tuple[str, str]:
    return (person.name, ui.moment(at)) if person else ("–", "")


def _figures(_request: HttpRequest, found: FiledPlan) -> Mapping[str, Any]:
    figures = found.figures
    rows = [
        (_("Premium of %(year)s as reported") % {"year": figures["year"]}, ui.money(Decimal(figures["stated"]))),
        (_("Premium of %(year)s in this system") % {"year": figures["year"]}, ui.money(Decimal(figures["known"]))),
    ]
    if figures["floor"] is not None:
        enough = Decimal(figures["stated"]) >= Decimal(figures["floor"])
        rows.append((_("Least premium"), ui.money(Decimal(figures["floor"]))))
        rows.append((_("Condition"), ui.badge(*((_("holds"), "good") if enough else (_("does not hold"), "bad")))))
    if not found.about.of_a_branch:
        rows.append((_("Same-city management"), _("inside") if figures["same_city"] else _("outside")))
    if figures["stable_until"]:
        rows.append((_("Mode stays stable until"), figures["stable_until"]))
    return {"rows": rows}


def _texts(_request: HttpRequest, found: FiledPlan) -> Mapping[str, Any]:
    texts = [(_("Reason for the plan"), found.cause), (_("Plan"), found.plan)]
    if found.previous:
        texts.append((_("Takes the place of"), found.previous.number))
    if found.answer_number or found.answer:
        texts.append((_("Answer of head office"), f"{found.answer_number}\n{found.answer}".strip()))
    return {"texts": texts}


def written(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Back to the plan, with a word of thanks."""
    messages.success(request, _("%(number)s was written.") % {"number": number}, extra_tags="good")
    return redirect("organisation:filed_plan", pk=pk)
