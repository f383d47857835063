"""Risk assessments: list, page, ordering one, answering the guide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.templatetags.ui import badge, moment, money, state_of
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from underwriting.forms.risk import GuideForm, OrderForm
from underwriting.models import AssessmentClass, Policy, Proposal, RiskAssessment, line_label
from underwriting.rules import risk_assessment as life
from underwriting.rules.lifecycle import POLICY, POLICY_KIND, PROPOSAL, PROPOSAL_KIND
from underwriting.rules.risk_guide import EXCELLENT, FAIR, GOOD, POOR
from underwriting.rules.risk_posts import READ_REPORT
from underwriting.selectors import risk as selectors
from underwriting.selectors.risk_facts import guide_language, read_guide
from underwriting.services.risk_orders import order_assessment
from underwriting.services.risk_survey import answer

TONES = {EXCELLENT: "good", GOOD: "good", FAIR: "wait", POOR: "bad"}


@needs("underwriting.view_assessments")
@require_GET
def assessments(request: HttpRequest) -> HttpResponseBase:
    """Assessments in scope, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Risk assessments"),
            facts=_("Major and complex risks are assessed before they are accepted. Reports are confidential."),
            rows=selectors.assessments,
            order="-created_at",
            columns=_columns(request),
            filters=_filters(request),
            search=selectors.by_text,
            search_hint=_("Number, insured, place"),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("Before acceptance"), {"kind": AssessmentClass.COMPULSORY.value}),
                SavedView(_("Loss prevention"), {"kind": AssessmentClass.ROUTINE.value}),
                SavedView(_("To be confirmed"), {"state": life.SIGNED}),
            ),
            empty=_("Nothing was assessed yet."),
            export_name="risk-assessments",
        ),
    )


def _filters(request: HttpRequest) -> tuple[Filter, ...]:
    graded = Filter(key="grade", label=_("Grade"), choices=_grades, apply=lambda rows, v: rows.filter(grade=v))
    return (
        Filter(key="state", label=_("State"), choices=_states, apply=_in_state),
        Filter(
            key="kind",
            label=_("Class of assessment"),
            choices=_classes,
            apply=lambda rows, v: rows.filter(kind=v),
        ),
        *((graded,) if may_read_report(request) else ()),
        Filter(key="created", label=_("Ordered on"), date_field="created_at"),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.ASSESSMENT.states]


def _classes(_actor: Any) -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in AssessmentClass.choices]


def _grades(_actor: Any) -> list[tuple[str, str]]:
    field = RiskAssessment._meta.get_field("grade")
    return [(value, str(label)) for value, label in field.choices or ()]


def _in_state(rows: QuerySet[RiskAssessment], value: str) -> QuerySet[RiskAssessment]:
    return rows.filter(state=value)


def may_read_report(request: HttpRequest, obj: Any = None) -> bool:
    """Whether the reader may know what confidential reports say."""
    return request.actor.refusal_for(READ_REPORT, obj) is None  # type: ignore[attr-defined]


def _columns(request: HttpRequest) -> tuple[Column, ...]:
    graded = (
        Column(key="grade", label=_("Grade"), cell=grade_cell, css="ui-nowrap"),
        Column(key="pml", label=_("PML"), css="ui-r", cell=lambda a: money(a.pml), plain=lambda a: a.pml),
    )
    return (
        Column(key="number", label=_("Risk assessment"), cell=number_cell, plain=lambda a: a.number, sort="number"),
        Column(
            key="insured", label=_("Insured and place"), cell=_insured, css="ui-clip", plain=lambda a: a.insured_name
        ),
        Column(key="state", label=_("State"), cell=lambda a: state_of(life.ASSESSMENT, a.state)),
        Column(key="line", label=_("Line"), cell=lambda a: line_of(a.line), css="ui-nowrap"),
        Column(
            key="exposure",
            label=_("Sum insured"),
            css="ui-r",
            cell=lambda a: money(a.exposure),
            plain=lambda a: a.exposure,
        ),
        *(graded if may_read_report(request) else ()),
        Column(key="by", label=_("Assessor"), cell=lambda a: a.assessor_name or "–", css="ui-nowrap"),
        Column(key="due", label=_("Due"), cell=lambda a: moment(a.due_at), css="ui-nowrap", plain=lambda a: a.due_at),
        Column(key="unit", label=_("Unit"), cell=lambda a: a.unit.label, css="ui-nowrap"),
    )


def line_of(line: str) -> str:
    """The line in words; a motor proposal asks for several covers."""
    return _("Motor insurance") if line == "MOTOR" else line_label(line)


def number_cell(one: RiskAssessment) -> SafeString:
    url = reverse("underwriting:assessment", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a><small>{}</small>', url, one.number, one.get_kind_display())


def _insured(one: RiskAssessment) -> SafeString:
    return format_html("{}<small>{}</small>", one.insured_name, one.address or one.subject_number)


def grade_cell(one: RiskAssessment) -> SafeString | str:
    if not one.grade:
        return "–"
    return badge(f"{one.score} · {one.get_grade_display()}", TONES.get(one.grade, "neutral"))


@needs(life.ORDER)
@require_http_methods(["GET", "POST"])
def order(request: HttpRequest) -> HttpResponse:
    """Order an assessment of a proposal or a policy."""
    subject = _subject(request)
    of_proposal = isinstance(subject, Proposal)
    first = AssessmentClass.COMPULSORY if of_proposal else AssessmentClass.ROUTINE
    form = OrderForm(request.POST or None, initial={"kind": first.value, "address": subject.subject})
    if request.method == "POST" and form.is_valid():
        try:
            data = form.order(proposal=subject.pk if of_proposal else None, policy=None if of_proposal else subject.pk)
            made = order_assessment(form.command(request), data=data)
            messages.success(request, _("Ordered as %(number)s.") % {"number": made.number}, extra_tags="good")
            return HttpResponseRedirect(reverse("underwriting:assessment", kwargs={"pk": made.pk}))
        except Refusal as refusal:
            form.refuse(refusal)
    url_name = "underwriting:proposal" if of_proposal else "underwriting:policy"
    back = reverse(url_name, kwargs={"pk": subject.pk})
    context = {
        "title": _("Order an assessment"),
        "lead": f"{subject.number} · {subject.holder_name}",
        "crumbs": [(subject.number, back)],
        "form": form,
        "fields": [(bound, "6" if bound.name == "address" else "3") for bound in form.visible_fields()],
        "back": back,
        "send": _("Order"),
        "foot": _("It is assigned at once; the clock begins."),
    }
    return page(request, "underwriting/risk_form.html", context, status=422 if form.errors else 200)


def _subject(request: HttpRequest) -> Proposal | Policy:
    given = {name: request.GET.get(name, "") for name in ("proposal", "policy")}
    keys = {name: int(value) if value.isdecimal() else None for name, value in given.items()}
    return selectors.subject_for(request.actor, **keys)  # type: ignore[attr-defined]


@needs(life.ASSESS)
@require_http_methods(["GET", "POST"])
def guide(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions of the guide; points and grade follow."""
    found = selectors.assessment_for(request.actor, pk)  # type: ignore[attr-defined]
    if found.guide is None:
        raise Hidden(_("Not found."))
    form = GuideForm(
        request.POST or None,
        guide=read_guide(found.guide),
        language=get_language() or "",
        given=found.answers,
        version=found.version,
    )
    back = reverse("underwriting:assessment", kwargs={"pk": found.pk})
    if request.method == "POST" and form.is_valid():
        try:
            answer(found.pk, form.command(request), answers=form.answers())
            return HttpResponseRedirect(back)
        except Refusal as refusal:
            form.refuse(refusal)
    title = found.guide.title[guide_language()]
    context = {"found": found, "form": form, "sections": form.sections(), "title": title, "back": back}
    return page(request, "underwriting/risk_guide.html", context, status=422 if form.errors else 200)


def reports_of(proposal: Proposal | Policy) -> list[RiskAssessment]:
    """What the page of a proposal or policy shows of its assessments."""
    return list(proposal.assessments.order_by("-pk"))


def order_button(kind: str, pk: int) -> SafeString:
    """The button on the page of a proposal or policy."""
    name = "proposal" if kind == PROPOSAL_KIND else "policy"
    url = f"{reverse('underwriting:order_assessment')}?{name}={pk}"
    return format_html('<a class="ui-btn ui-btn-sm" href="{}">{}</a>', url, _("Order an assessment"))


def order_buttons(request: HttpRequest, found: Proposal) -> list[SafeString]:
    """Underwriters and assessors may want an assessment of what is not decided yet."""
    refused = request.actor.refusal_for(life.ORDER, found)  # type: ignore[attr-defined]
    over = PROPOSAL.state(found.state).final
    return [] if refused is not None or over else [order_button(PROPOSAL_KIND, found.pk)]


def policy_buttons(request: HttpRequest, found: Policy) -> list[SafeString]:
    """A policy that runs is visited for loss prevention (DUT-24)."""
    refused = request.actor.refusal_for(life.ORDER, found)  # type: ignore[attr-defined]
    over = POLICY.state(found.state).final
    return [] if refused is not None or over else [order_button(POLICY_KIND, found.pk)]
