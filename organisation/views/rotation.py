"""Who is posted where and due when; exchanges, one of them, proposing one (ORG-18, AUT-14)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.templatetags import ui
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from core.workflow.refusals import Hidden
from organisation.forms.rotation import ExchangeForm
from organisation.models import Exchange, Posting, Unit
from organisation.rules import rotation as rules
from organisation.rules.lifecycles import exchange as life
from organisation.rules.rotation import Due
from organisation.selectors import rotation as selectors
from organisation.selectors.units import unit_in_scope
from organisation.services.rotation import propose_exchange
from organisation.views import cells
from organisation.views.plain import FormPage, form_page, sent_or_refused

TONES = {Due.FINE: "good", Due.SOON: "wait", Due.LATE: "bad"}


@needs(life.VIEW_RIGHT)
@require_GET
def rotation(request: HttpRequest) -> HttpResponseBase:
    """Posted people in scope, who has been longest at a place first."""
    return list_page(
        request,
        ListPage(
            title=_("Regular exchange"),
            facts=_("Posted accountants move at least once a year, same-city surveyors at least every half year."),
            rows=selectors.postings,
            order="period",
            columns=_columns(timezone.localdate()),
            filters=(
                Filter(
                    key="kind",
                    label=_("Who"),
                    choices=lambda _actor: [(one.code, _(one.label)) for one in rules.KINDS.values()],
                    apply=lambda rows, value: rows.filter(kind=value),
                ),
            ),
            search=lambda rows, text: rows.filter(staff__name__contains=text.strip()),
            search_hint=_("Person"),
            views=(
                SavedView(_("All"), {}),
                *(SavedView(_(one.label), {"kind": one.code}) for one in rules.KINDS.values()),
            ),
            actions=_actions(request.actor),  # type: ignore[attr-defined]
            empty=_("Nobody is posted yet: propose an exchange that says who goes where."),
            export_name="rotation",
        ),
    )


def _actions(actor: Any) -> tuple[tuple[str, str, str], ...]:
    kind = own_kind(actor)
    shown = ((_("Exchanges"), reverse("organisation:exchanges"), "list-details"),)
    if kind is None:
        return shown
    return (*shown, (_("Propose an exchange"), reverse("organisation:exchange_new"), "refresh"))


def own_kind(actor: Any) -> rules.Kind | None:
    """The people whom the actor's centre posts; None for who proposes nothing."""
    if actor.refusal_for(life.PROPOSE_RIGHT) is not None:
        return None
    return rules.KINDS[rules.BOOKKEEPERS if actor.post.startswith("FN_") else rules.SURVEYORS]


def _columns(today: date) -> tuple[Column, ...]:
    return (
        Column(
            key="staff", label=_("Person"), cell=lambda p: cells.person(p.staff, _(p.about.label)), sort="staff__name"
        ),
        Column(key="unit", label=_("Belongs to unit"), cell=lambda p: p.unit.label, css="ui-nowrap"),
        Column(key="place", label=_("Posted to"), cell=lambda p: p.place.label, css="ui-nowrap"),
        Column(key="since", label=_("Since"), cell=lambda p: ui.day(p.since), plain=lambda p: p.since, sort="period"),
        Column(
            key="due",
            label=_("Exchange by"),
            cell=lambda p: ui.day(selectors.due_of(p)),
            plain=selectors.due_of,
            css="ui-nowrap",
        ),
        Column(
            key="state",
            label=_("State"),
            cell=lambda p: _badge(p, today),
        ),
    )


def _badge(found: Posting, today: date) -> SafeString:
    due = selectors.standing_of(found, today)
    words = {Due.FINE: _("in time"), Due.SOON: _("due soon"), Due.LATE: _("overdue")}
    return ui.badge(words[due], TONES[due])


@needs(life.VIEW_RIGHT)
@require_GET
def exchanges(request: HttpRequest) -> HttpResponseBase:
    """Exchanges, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Exchanges"),
            rows=selectors.exchanges,
            order="-created_at",
            columns=(
                Column(
                    key="number",
                    label=_("Number"),
                    cell=lambda e: cells.linked("organisation:exchange", e.pk, e.number),
                    plain=lambda e: e.number,
                    sort="number",
                ),
                Column(key="kind", label=_("Who"), cell=_who, plain=lambda e: _(e.about.label)),
                Column(key="day", label=_("Day of the exchange"), cell=lambda e: ui.day(e.on_day), sort="on_day"),
                cells.state_column(),
                Column(
                    key="by",
                    label=_("Proposed by"),
                    cell=lambda e: cells.person(e.proposed_by, ui.moment(e.created_at)),
                ),
            ),
            filters=(cells.state_filter(life.LIFECYCLE),),
            views=(SavedView(_("All"), {}),),
            empty=_("No exchange was proposed yet."),
            export_name="exchanges",
        ),
    )


def _who(found: Exchange) -> SafeString:
    names = "、".join(move["name"] for move in found.moves)
    return format_html("{}<small>{}</small>", _(found.about.label), names)


@needs(life.VIEW_RIGHT)
@require_GET
def exchange(request: HttpRequest, pk: int) -> HttpResponse:
    """One exchange."""
    found = selectors.exchange_for(request.actor, pk)  # type: ignore[attr-defined]
    decided = (found.decided_by.name, ui.moment(found.decided_at)) if found.decided_by else ("–", "")
    return detail_page(
        request,
        found,
        Detail(
            title=found.number,
            heading=_(found.about.label),
            crumbs=(
                Crumb(_("Regular exchange"), reverse("organisation:rotation")),
                Crumb(_("Exchanges"), reverse("organisation:exchanges")),
                Crumb(found.number),
            ),
            facts=(
                Fact(_("Day of the exchange"), ui.day(found.on_day)),
                Fact(_("Unit"), found.unit.label, found.about.source),
                Fact(_("Proposed by"), found.proposed_by.name, ui.moment(found.created_at)),
                Fact(_("Decided by"), *decided),
            ),
            panels=(
                Panel(
                    key="moves",
                    title=_("Who goes where"),
                    icon="arrows-split",
                    template="organisation/panels/rows.html",
                    context=_moves,
                    flush=True,
                ),
                Panel(
                    key="reason",
                    title=_("Reason"),
                    icon="notes",
                    template="organisation/panels/texts.html",
                    context=lambda _request, found: {"texts": [("", found.reason)]},
                ),
            ),
            tabs=(Tab("main", _("Exchange")),),
        ),
    )


def _moves(_request: HttpRequest, found: Exchange) -> Mapping[str, Any]:
    rows = [(move["name"], move["from_name"] or _("not posted yet"), move["to_name"]) for move in found.moves]
    return {"heads": [_("Person"), _("Place before"), _("New place")], "rows": rows, "right": []}


@needs(life.PROPOSE_RIGHT)
@require_http_methods(["GET", "POST"])
def exchange_new(request: HttpRequest) -> HttpResponse:
    """Who goes where; a round in which everybody moves on is proposed."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    kind = own_kind(actor)
    if kind is None:
        raise Hidden(_("Not found."))
    form = _form(request, kind, unit_in_scope(actor, actor.unit_id))
    if request.method == "POST" and form.is_valid():
        made = sent_or_refused(
            form,
            lambda: propose_exchange(
                form.command(request), kind=kind.code, moves=form.moves(), on_day=form.cleaned_data["on_day"]
            ),
        )
        if made is not None:
            messages.success(
                request, _("%(number)s waits for its approval.") % {"number": made.number}, extra_tags="good"
            )
            return redirect("organisation:exchange", pk=made.pk)
    back = reverse("organisation:rotation")
    spec = FormPage(
        title=_("Propose an exchange"),
        intro=_("Person and post stay with the centre; another person approves the exchange."),
        crumbs=(Crumb(_("Regular exchange"), back),),
        back=back,
        groups=form.groups(),
        submit=_("Propose"),
        icon="send",
    )
    return form_page(request, form, spec)


def _form(request: HttpRequest, kind: rules.Kind, centre: Unit) -> ExchangeForm:
    today = timezone.localdate()
    people = selectors.people_of(kind, centre, today)
    held = selectors.running(people)
    places = selectors.places_for(kind, centre, today)
    onward = rules.circle({staff: row.place_id for staff, row in held.items()})
    now = {
        staff: _("%(place)s since %(day)s") % {"place": row.place.label, "day": row.since}
        for staff, row in held.items()
    }
    initial: dict[str, Any] = {f"to_{staff}": str(place) for staff, place in onward.items()}
    return ExchangeForm(
        request.POST or None,
        people=people,
        places=[(str(one.pk), one.label) for one in places],
        now=now,
        initial=initial | {"on_day": today + timedelta(days=7)},
    )
