"""Questions of the sub-branches to the centre (DUT-08)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.templatetags.ui import full_moment, moment, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from underwriting.forms.desk import AskForm
from underwriting.models import Question
from underwriting.rules import question as life
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.selectors import questions as selectors
from underwriting.selectors.shown import signed
from underwriting.services import questions as services


@needs("underwriting.view_questions")
@require_GET
def questions(request: HttpRequest) -> HttpResponseBase:
    """Questions in scope, the newest first."""
    may_ask = request.actor.refusal_for("underwriting.ask_question") is None  # type: ignore[attr-defined]
    actions = ((_("Ask the underwriting centre"), reverse("underwriting:ask"), "plus"),) if may_ask else ()
    return list_page(
        request,
        ListPage(
            title=_("Questions to the underwriting centre"),
            rows=lambda actor: selectors.questions(actor).select_related("unit"),
            order="-created_at",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=lambda rows, v: rows.filter(state=v)),
                Filter(key="topic", label=_("Topic"), choices=_topics, apply=lambda rows, v: rows.filter(topic=v)),
                Filter(key="asked", label=_("Asked on"), date_field="created_at"),
            ),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("To be answered"), {"state": life.ASKED}),
                SavedView(_("Answered"), {"state": life.ANSWERED}),
            ),
            search=lambda rows, text: rows.filter(title__contains=text.strip()),
            search_hint=_("Title"),
            actions=actions,
            empty=_("Nothing was asked yet."),
            export_name="questions",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.QUESTION.states]


def _topics(_actor: Any) -> list[tuple[str, str]]:
    return [(code, _(label)) for code, label in life.TOPICS.items()]


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Question"), cell=_number, plain=lambda q: q.number, sort="number"),
        Column(key="title", label=_("Title"), css="ui-clip", cell=lambda q: q.title),
        Column(key="topic", label=_("Topic"), cell=lambda q: _(life.TOPICS[q.topic])),
        Column(key="state", label=_("State"), cell=lambda q: state_of(life.QUESTION, q.state)),
        Column(key="unit", label=_("Unit"), css="ui-nowrap", cell=lambda q: q.unit.label),
        Column(key="by", label=_("Asked by"), css="ui-nowrap", cell=lambda q: q.asked_by.split(" · ")[0]),
        Column(key="answered", label=_("Answered by"), cell=lambda q: q.answered_by.split(" · ")[0] or "–"),
        Column(
            key="created",
            label=_("Asked on"),
            css="ui-nowrap ui-muted",
            cell=lambda q: moment(q.created_at),
            sort="created_at",
        ),
    )


def _number(one: Question) -> SafeString:
    url = reverse("underwriting:question", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


@needs("underwriting.ask_question")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """A new question, perhaps about a proposal."""
    form = AskForm(request.POST or None, initial={"proposal": request.GET.get("proposal", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.ask(form.command(request), **form.inputs())
            return HttpResponseRedirect(reverse("underwriting:question", kwargs={"pk": made.pk}))
        except Refusal as refusal:
            form.refuse(refusal)
    context = {
        "title": _("Ask the underwriting centre"),
        "crumbs": [(_("Questions to the underwriting centre"), reverse("underwriting:questions"))],
        "form": form,
        "fields": [(bound, "6" if bound.name in {"title", "text"} else "") for bound in form.visible_fields()],
        "back": reverse("underwriting:questions"),
        "send": _("Ask"),
        "note": _("The centre answers within the time of the clock; you are told."),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)


@needs("underwriting.view_questions")
@require_GET
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked and answered."""
    found = selectors.question_for(request.actor, pk)  # type: ignore[attr-defined]
    about = "–"
    if found.proposal is not None:
        url = links.url_for(PROPOSAL_KIND, found.proposal.pk)
        about = format_html('<a class="ui-code" href="{}">{}</a>', url, found.proposal.number)
    detail = Detail(
        title=found.title,
        heading=found.number,
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Questions to the underwriting centre"), reverse("underwriting:questions")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Topic"), _(life.TOPICS[found.topic])),
            Fact(_("Unit"), found.unit.label),
            Fact(_("Asked by"), signed(found.asked_by)),
            Fact(_("Proposal"), about),
            Fact(_("Answered by"), signed(found.answered_by) or "–", full_moment(found.answered_at)),
        ),
        tabs=(Tab("main", _("Question")),),
        panels=(
            Panel(
                key="thread",
                title=_("Asked and answered"),
                icon="message-report",
                template="underwriting/panels/thread.html",
                context=_thread,
            ),
        ),
    )
    return detail_page(request, found, detail)


def _thread(_request: HttpRequest, found: Question) -> Mapping[str, Any]:
    return {"said": [(signed(one["who"]), datetime.fromisoformat(one["at"]), one["text"]) for one in found.thread]}
