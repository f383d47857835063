"""Suspensions of business: which are in force where, and proposing or ending one (UWR-20)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.templatetags.ui import badge, moment
from core.web.commands import CommandForm
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.models import ControlChange
from underwriting.forms.moratoria import EndForm, MoratoriumForm
from underwriting.models import Moratorium
from underwriting.selectors import moratoria as selectors
from underwriting.services.moratoria import PROPOSE, propose_end, propose_moratorium

WIDE = frozenset({"unit_ids", "lines", "reason"})


@needs("underwriting.view_moratoria")
@require_GET
def moratoria(request: HttpRequest) -> HttpResponseBase:
    """Suspensions in scope, those in force first."""
    may_propose = request.actor.refusal_for(PROPOSE) is None  # type: ignore[attr-defined]
    actions = ((_("Suspend business"), reverse("underwriting:new_moratorium"), "plus"),) if may_propose else ()
    return list_page(
        request,
        ListPage(
            title=_("Suspensions of business"),
            facts=_("Where no new cover is written for a time. Compulsory cover always goes on."),
            rows=selectors.moratoria,
            order="-number",
            columns=_columns(may_propose=may_propose),
            filters=(Filter(key="when", label=_("State"), choices=_states, apply=_in_state),),
            search=lambda rows, text: rows.filter(title__icontains=text) | rows.filter(number=text.upper()),
            search_hint=_("Occasion, number"),
            views=(SavedView(_("All"), {}), SavedView(_("In force"), {"when": selectors.NOW})),
            actions=actions,
            empty=_("Business is not suspended anywhere."),
            export_name="suspensions",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [
        (selectors.NOW, _("in force")),
        (selectors.LATER, _("to come")),
        (selectors.OVER, _("over")),
    ]


def _columns(*, may_propose: bool) -> tuple[Column, ...]:
    named = selectors.suspendable(timezone.localdate())
    known = (
        Column(key="number", label=_("Number"), cell=lambda m: m.number, css="ui-code ui-nowrap", sort="number"),
        Column(key="title", label=_("Occasion"), css="ui-clip", cell=_occasion, plain=lambda m: m.title),
        Column(key="state", label=_("State"), cell=_state),
        Column(key="area", label=_("Area"), css="ui-wrap", cell=lambda m: _(", ").join(u.label for u in m.units.all())),
        Column(key="lines", label=_("Not to be written"), css="ui-wrap", cell=lambda m: _covers(m, named)),
        Column(key="from", label=_("Suspended from"), cell=lambda m: moment(m.effective.lower), css="ui-nowrap"),
        Column(key="until", label=_("Suspended until"), cell=lambda m: moment(m.effective.upper), css="ui-nowrap"),
        Column(key="approved", label=_("Approved by"), cell=lambda m: m.approved_by.name, css="ui-nowrap"),
    )
    end = Column(key="end", label="", cell=_end_button, plain=lambda _m: "")
    return (*known, end) if may_propose else known


def _in_state(rows: QuerySet[Moratorium], state: str) -> QuerySet[Moratorium]:
    return selectors.in_state(rows, state, timezone.now())


def _state_now(one: Moratorium) -> str:
    return selectors.state_of(one, timezone.now())


def _occasion(one: Moratorium) -> SafeString:
    return format_html("{}<small>{}</small>", one.title, one.grounds)


def _state(one: Moratorium) -> SafeString:
    tone = {selectors.NOW: "bad", selectors.LATER: "wait"}.get(_state_now(one), "neutral")
    return badge(dict(_states(None))[_state_now(one)], tone)


def _covers(one: Moratorium, named: Mapping[str, str]) -> str:
    covers = _(", ").join(named.get(line, line) for line in one.lines)
    return f"{covers} · {_('new business only')}" if one.new_only else covers


def _end_button(one: Moratorium) -> SafeString | str:
    if _state_now(one) == selectors.OVER:
        return ""
    url = reverse("underwriting:end_moratorium", kwargs={"pk": one.pk})
    return format_html('<a class="ui-btn ui-btn-sm" href="{}">{}</a>', url, _("End early"))


@needs(PROPOSE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a suspension."""
    areas = selectors.areas_of(request.actor)  # type: ignore[attr-defined]
    form = MoratoriumForm(request.POST or None, areas=areas, lines=selectors.suspendable(timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        try:
            return _proposed(request, propose_moratorium(form.command(request), data=form.data_of()))
        except Refusal as refusal:
            form.refuse(refusal)
    lead = _("In force as soon as it is released. What was paid before is still issued.")
    return _show(request, form, title=_("Suspend business"), lead=lead)


@needs(PROPOSE)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to end one before its time."""
    found = selectors.moratorium_for(request.actor, pk)  # type: ignore[attr-defined]
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change = propose_end(form.command(request), moratorium_id=found.pk, ends_at=form.moment())
            return _proposed(request, change)
        except Refusal as refusal:
            form.refuse(refusal)
    until = timezone.localtime(found.effective.upper)
    return _show(request, form, title=_("End the suspension"), lead=f"{found.title} · {until:%Y-%m-%d %H:%M}")


def _proposed(request: HttpRequest, change: ControlChange) -> HttpResponse:
    messages.success(request, _("Proposed as %(number)s.") % {"number": change.number}, extra_tags="good")
    return HttpResponseRedirect(links.url_for("organisation.change", change.pk) or reverse("underwriting:moratoria"))


def _show(request: HttpRequest, form: CommandForm, *, title: str, lead: str) -> HttpResponse:
    back = reverse("underwriting:moratoria")
    context = {
        "title": title,
        "lead": lead,
        "crumbs": [(_("Suspensions of business"), back)],
        "form": form,
        "fields": [(bound, "6" if bound.name in WIDE else "3") for bound in form.visible_fields()],
        "back": back,
        "send": _("Propose"),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)
