"""The risk library: archive of an insured, analysis of the business, questions and advice (DUT-21 … DUT-25)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.templatetags.ui import day, full_moment, moment, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.views.tables import Section, TablePage, table_page
from underwriting.forms.risk import AskForm
from underwriting.models import ImprovementLetter, LossExperience, RiskAssessment, RiskQuestion
from underwriting.rules import risk_advice as life
from underwriting.rules.risk_assessment import ASSESSMENT
from underwriting.rules.risk_visit import LETTER
from underwriting.selectors import risk_library as selectors
from underwriting.services.risk_advice import ask
from underwriting.views.risk import grade_cell, line_of, may_read_report, number_cell

LIBRARY = "underwriting.view_risk_library"
YEAR = timedelta(days=365)


@needs(LIBRARY)
@require_GET
def archive(request: HttpRequest, party: int) -> HttpResponse:
    """All assessments, letters and losses of one insured."""
    found = selectors.archive_of(request.actor, party)  # type: ignore[attr-defined]
    spec = TablePage(
        title=_("Risk archive of %(name)s") % {"name": found.name},
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Risk assessments"), reverse("underwriting:assessments")),
            Crumb(found.name),
        ),
        facts=_("Everything that was found of this insured. Confidential."),
        sections=(
            Section(
                title=_("Risk assessments"),
                columns=_of_assessments(request),
                rows=found.assessments,
                icon="shield-check",
            ),
            Section(
                title=_("Letters of improvements"),
                columns=_of_letters(),
                rows=found.letters,
                icon="send",
                empty=_("No letters."),
            ),
            Section(
                title=_("Losses"), columns=_of_losses(), rows=found.losses, icon="flag", empty=_("No losses are known.")
            ),
        ),
        export_name="risk-archive",
    )
    return table_page(request, spec)


def _of_assessments(request: HttpRequest) -> tuple[Column, ...]:
    graded = (
        Column(key="grade", label=_("Grade"), cell=grade_cell),
        Column(key="pml", label=_("PML"), cell=lambda a: money(a.pml), css="ui-r"),
    )
    return (
        Column(key="number", label=_("Risk assessment"), cell=number_cell, plain=lambda a: a.number),
        Column(key="place", label=_("Place of the risk"), cell=lambda a: a.address or "–", css="ui-wrap"),
        Column(key="line", label=_("Line"), cell=lambda a: line_of(a.line)),
        Column(key="state", label=_("State"), cell=_state_of_assessment),
        *(graded if may_read_report(request) else ()),
        Column(key="signed", label=_("Signed"), cell=lambda a: moment(a.signed_at) or "–", css="ui-nowrap"),
    )


def _state_of_assessment(one: RiskAssessment) -> SafeString:
    return state_of(ASSESSMENT, one.state)


def _of_letters() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Letter of improvements"), cell=_letter_link, plain=lambda one: one.number),
        Column(key="hazards", label=_("Hazards"), cell=lambda one: one.hazards, css="ui-wrap"),
        Column(key="state", label=_("State"), cell=lambda one: state_of(LETTER, one.state)),
        Column(key="check", label=_("To be checked on"), cell=lambda one: day(one.follow_up_on), css="ui-nowrap"),
        Column(key="result", label=_("What was found"), cell=lambda one: one.result or "–", css="ui-wrap"),
    )


def _letter_link(one: ImprovementLetter) -> SafeString:
    return format_html('<a class="ui-code" href="{}">{}</a>', reverse("underwriting:letter", args=[one.pk]), one.number)


def _of_losses() -> tuple[Column, ...]:
    return (
        Column(key="claim", label=_("Claim"), cell=lambda one: one.claim_number, css="ui-code"),
        Column(key="policy", label=_("Policy"), cell=_policy_of, css="ui-code"),
        Column(key="day", label=_("Occurred on"), cell=lambda one: day(one.occurred_on), css="ui-nowrap"),
        Column(key="incurred", label=_("Incurred"), cell=lambda one: money(one.incurred), css="ui-r"),
    )


def _policy_of(one: LossExperience) -> str:
    return str(one.policy.number)


@needs(LIBRARY)
@require_GET
def questions(request: HttpRequest) -> HttpResponseBase:
    """Questions of the sub-branches with the advice they got."""
    may_ask = request.actor.refusal_for(life.ASK_RIGHT) is None  # type: ignore[attr-defined]
    actions = ((_("Ask the risk assessors"), reverse("underwriting:ask_advice"), "plus"),) if may_ask else ()
    return list_page(
        request,
        ListPage(
            title=_("Advice on risks"),
            facts=_("Ask before the proposal is written; advice is kept for the next such risk."),
            rows=selectors.questions,
            order="-created_at",
            columns=_of_questions(),
            filters=(Filter(key="state", label=_("State"), choices=_states, apply=_in_state),),
            search=_by_text,
            search_hint=_("Subject, customer, occupancy"),
            views=(SavedView(_("All"), {}), SavedView(_("To be answered"), {"state": life.ASKED})),
            actions=actions,
            empty=_("No questions yet."),
            export_name="risk-advice",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.QUESTION.states]


def _in_state(rows: QuerySet[RiskQuestion], value: str) -> QuerySet[RiskQuestion]:
    return rows.filter(state=value)


def _by_text(rows: QuerySet[RiskQuestion], text: str) -> QuerySet[RiskQuestion]:
    wanted = text.strip()
    return rows.filter(
        Q(title__icontains=wanted) | Q(customer__icontains=wanted) | Q(occupancy__icontains=wanted) | Q(number=wanted)
    )


def _of_questions() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Question"), cell=_question, plain=lambda q: q.number, sort="number"),
        Column(key="title", label=_("What about"), cell=_about, css="ui-clip"),
        Column(key="state", label=_("State"), cell=lambda q: state_of(life.QUESTION, q.state)),
        Column(key="asked", label=_("Asked by"), cell=lambda q: q.asked_by, css="ui-nowrap"),
        Column(key="answered", label=_("Advice by"), cell=lambda q: q.answered_by or "–", css="ui-nowrap"),
        Column(key="created", label=_("Asked on"), cell=lambda q: moment(q.created_at), sort="created_at"),
        Column(key="unit", label=_("Unit"), cell=lambda q: q.unit.label, css="ui-nowrap"),
    )


def _question(one: RiskQuestion) -> SafeString:
    url = reverse("underwriting:risk_question", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


def _about(one: RiskQuestion) -> SafeString:
    return format_html("{}<small>{}</small>", one.title, one.customer or one.occupancy)


@needs(LIBRARY)
@require_GET
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question and the advice."""
    found = selectors.question_for(request.actor, pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=found.number,
        heading=found.title,
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Advice on risks"), reverse("underwriting:risk_questions")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Customer"), found.customer or "–"),
            Fact(_("Occupancy"), found.occupancy or "–"),
            Fact(_("Asked by"), found.asked_by, found.unit.label),
            Fact(_("Advice by"), found.answered_by or "–", full_moment(found.answered_at)),
        ),
        tabs=(Tab("main", _("Question")),),
        panels=(
            Panel(
                key="text",
                title=_("Question and advice"),
                icon="message-report",
                template="underwriting/panels/vehicle.html",
                context=lambda _request, one: {
                    "rows": [(_("Question"), one.text), (_("Advice"), one.answer or _("not done yet"))]
                },
            ),
        ),
    )
    return detail_page(request, found, detail)


@needs(life.ASK_RIGHT)
@require_http_methods(["GET", "POST"])
def new_question(request: HttpRequest) -> HttpResponse:
    """Ask the assessors."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = ask(form.command(request), **form.inputs())
            return HttpResponseRedirect(reverse("underwriting:risk_question", kwargs={"pk": made.pk}))
        except Refusal as refusal:
            form.refuse(refusal)
    back = reverse("underwriting:risk_questions")
    context = {
        "title": _("Ask the risk assessors"),
        "lead": _("What is the risk, and what do you want to know?"),
        "crumbs": [(_("Advice on risks"), back)],
        "form": form,
        "fields": [(bound, "6" if bound.name == "text" else "3") for bound in form.visible_fields()],
        "back": back,
        "send": _("Ask"),
        "foot": _("The assessors are told at once."),
    }
    return page(request, "underwriting/risk_form.html", context, status=422 if form.errors else 200)
