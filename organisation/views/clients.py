"""Clients of the API: list, page, proposal, key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from core.templatetags import ui
from core.web.commands import ReasonForm
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, ListPage, SavedView, list_page
from core.web.pages import needs, page
from organisation.forms.places import ClientForm
from organisation.models import ApiClient
from organisation.rules.lifecycles import client as states
from organisation.selectors import clients as selectors
from organisation.selectors import posts
from organisation.selectors.units import units_in_scope
from organisation.services import clients as services
from organisation.views import cells
from organisation.views.plain import FormPage, administration, form_page, sent_or_refused


@needs("organisation.view_clients")
@require_GET
def clients(request: HttpRequest) -> HttpResponseBase:
    """Programs that enter and read business through the API."""
    may_propose = request.actor.refusal_for("organisation.propose_access") is None  # type: ignore[attr-defined]
    return list_page(
        request,
        ListPage(
            title=_("API clients"),
            facts=_("Programs that enter and read business of one unit with a key of their own"),
            rows=selectors.clients,
            order="name",
            columns=(
                Column(
                    key="name",
                    label=_("Name"),
                    cell=lambda c: cells.linked("organisation:client", c.pk, c.name),
                    plain=lambda c: c.name,
                    sort="name",
                ),
                cells.unit_column(),
                Column(key="post", label=_("Acts as"), cell=lambda c: posts.name_of(c.post_id), css="ui-nowrap"),
                Column(
                    key="limit",
                    label=_("Requests a minute"),
                    cell=lambda c: c.requests_per_minute,
                    plain=lambda c: c.requests_per_minute,
                    sort="requests_per_minute",
                    css="ui-r",
                ),
                Column(
                    key="hour",
                    label=_("Requests in the last hour"),
                    cell=lambda c: str(getattr(c, "last_hour", 0)),
                    plain=lambda c: getattr(c, "last_hour", None),
                    css="ui-r",
                ),
                Column(key="key", label=_("Key since"), cell=lambda c: ui.moment(c.key_issued_at), css="ui-nowrap"),
                cells.state_column(),
            ),
            filters=(cells.state_filter(states.LIFECYCLE), cells.unit_filter()),
            views=(SavedView(_("At work"), {"state": states.OPEN}), SavedView(_("All"), {})),
            search=lambda rows, text: rows.filter(name__icontains=text),
            search_hint=_("Name"),
            actions=((_("New API client"), reverse("organisation:client_new"), "plus"),) if may_propose else (),
            decorate=lambda rows: selectors.add_last_hour(rows, timezone.now()),
            empty=_("No program uses the API."),
            export_name="api-clients",
        ),
    )


@needs("organisation.view_clients")
@require_GET
def client(request: HttpRequest, pk: int) -> HttpResponse:
    """One client: what it may do, and how much it is used."""
    found = selectors.client(request.actor, pk)  # type: ignore[attr-defined]
    issued = ui.full_moment(found.key_issued_at) if found.key_issued_at else _("none from this page yet")
    return detail_page(
        request,
        found,
        Detail(
            title=found.name,
            heading=_("API client"),
            crumbs=administration(Crumb(_("API clients"), reverse("organisation:clients")), Crumb(found.name)),
            facts=(
                Fact(_("Unit"), found.unit.label, _("sees and enters business of this unit only")),
                Fact(_("Acts as"), posts.name_of(found.post_id), found.post_id),
                Fact(_("Requests a minute"), f"{found.requests_per_minute:,}"),
                Fact(_("Key issued"), issued),
            ),
            panels=(
                Panel(
                    key="use",
                    title=_("Requests of the last hour"),
                    icon="chart-bar",
                    template="organisation/panels/client_use.html",
                    context=_use,
                ),
            ),
            tabs=(Tab("main", _("Use")),),
        ),
    )


def _use(_request: HttpRequest, found: ApiClient) -> dict[str, Any]:
    """Minute by minute; what was refused for being too many counts as well."""
    now = timezone.now().replace(second=0, microsecond=0)
    counts = selectors.minutes_of(found, now - timedelta(minutes=59))
    series = [counts.get(now - timedelta(minutes=n), 0) for n in range(59, -1, -1)]
    tallest = max(*series, found.requests_per_minute)
    bars = [(n, count, round(count * 100 / tallest)) for n, count in enumerate(series)]
    return {
        "bars": bars,
        "total": sum(series),
        "peak": max(series),
        "limit": found.requests_per_minute,
        "limit_at": 100 - round(found.requests_per_minute * 100 / tallest),
        "over": sum(1 for count in series if count > found.requests_per_minute),
        "aside": _("%(count)s in all") % {"count": sum(series)},
    }


@needs("organisation.propose_access")
@require_http_methods(["GET", "POST"])
def client_new(request: HttpRequest) -> HttpResponse:
    """Ask for a new client."""
    units = [(str(unit.pk), unit.label) for unit in units_in_scope(request.actor) if unit.active]  # type: ignore[attr-defined]
    offered = [(code, posts.name_of(code)) for code in services.POSTS]
    form = ClientForm(request.POST or None, units=units, posts=offered)
    if request.method == "POST" and form.is_valid():
        values, command = form.inputs(), form.command(request)
        change = sent_or_refused(
            form,
            lambda: services.propose_client(
                command,
                name=values["name"],
                unit_id=int(values["unit"]),
                post=values["post"],
                requests_per_minute=values["requests_per_minute"],
            ),
        )
        if change is not None:
            messages.success(request, _("%(number)s waits for its approval.") % {"number": change.number})
            return redirect("organisation:change", pk=change.pk)
    spec = FormPage(
        title=_("New API client"),
        intro=_("Another person approves it. The key is issued afterwards, on the page of the client."),
        crumbs=administration(Crumb(_("API clients"), reverse("organisation:clients")), Crumb(_("New API client"))),
        back=reverse("organisation:clients"),
        submit=_("Propose"),
        icon="send",
    )
    return form_page(request, form, spec)


@needs("organisation.manage_clients")
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def client_key(request: HttpRequest, pk: int) -> HttpResponse:
    """A new key, shown this one time. A repeated click is refused and shows nothing."""
    found = selectors.client(request.actor, pk)  # type: ignore[attr-defined]
    form = ReasonForm(request.POST or None, version=found.version)
    back = reverse("organisation:client", kwargs={"pk": pk})
    crumbs = administration(Crumb(_("API clients"), reverse("organisation:clients")), Crumb(found.name, back))
    if request.method == "POST" and form.is_valid():
        key, command = services.new_key(), form.command(request)
        if sent_or_refused(form, lambda: services.issue_key(pk, command, key=key)) is not None:
            context = {
                "title": _("Key of %(name)s") % {"name": found.name},
                "crumbs": crumbs,
                "secret": key,
                "back": back,
                "text": _("Shown this one time. Only its digest is kept; a lost key is replaced by a new one."),
            }
            answer = page(request, "organisation/secret.html", context)
            answer["Cache-Control"] = "no-store"
            return answer
    spec = FormPage(
        title=_("Issue a new key"),
        intro=_("The former key stops working at once. The new key is shown one single time."),
        crumbs=crumbs,
        back=back,
        icon="key",
    )
    return form_page(request, form, spec)
