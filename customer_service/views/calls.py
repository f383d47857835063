"""Calls: taken, added to a report, ended, found again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import links
from core.templatetags.ui import full_moment, moment, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from customer_service.forms.call import SupplementForm, TakeForm
from customer_service.models import Call, Outcome, Purpose
from customer_service.rules import lifecycle
from customer_service.selectors import calls as selectors
from customer_service.services.calls import supplement_from_desk, take_call


@needs("customer_service.take_call")
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Answer: the desk opens with what the number says."""
    form = TakeForm(request.POST)
    target = reverse("customer_service:desk")
    if not form.is_valid():
        return HttpResponseRedirect(target)
    phone = form.cleaned_data["phone"].strip()
    try:
        take_call(form.command(request), phone=phone)
    except Refusal as refusal:
        messages.error(request, refusal.message, extra_tags="bad")
        return HttpResponseRedirect(target)
    return HttpResponseRedirect(f"{target}?q={phone}" if phone else target)


@needs("customer_service.use_desk")
@require_http_methods(["GET", "POST"])
def supplement(request: HttpRequest, pk: int) -> HttpResponse:
    """A later call adds to an open report."""
    report = selectors.report_for(request.actor, pk)  # type: ignore[attr-defined]
    form = SupplementForm(request.POST or None, version=report.version)
    if request.method == "POST" and form.is_valid():
        try:
            supplement_from_desk(form.command(request), report.pk, caller_name=form.cleaned_data["caller_name"])
            messages.success(request, _("Added to report %(number)s") % {"number": report.number}, extra_tags="good")
            return HttpResponseRedirect(links.url_for("claims.report", report.pk) or reverse("core:work"))
        except Refusal as refusal:
            form.refuse(refusal)
    return page(request, "customer_service/supplement.html", {"report": report, "form": form})


def _about(call: Call) -> Any:
    url = links.url_for("claims.report", call.report_id) if call.report_id else ""
    if call.policy_id and not url:
        url = links.url_for("underwriting.policy", call.policy_id)
    return format_html('<a class="ui-code" href="{}">{}</a>', url, call.about()) if url else "—"


def _number(call: Call) -> Any:
    url = reverse("customer_service:call", kwargs={"pk": call.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, call.number)


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="number", label=_("Call"), cell=_number, plain=lambda c: c.number, sort="number"),
        Column(
            key="caller",
            label=_("Caller"),
            css="ui-clip",
            cell=lambda c: format_html("{}<small>{}</small>", c.caller_name or "—", c.caller_phone_masked),
            plain=lambda c: c.caller_name,
        ),
        Column(key="purpose", label=_("Purpose"), cell=lambda c: c.get_purpose_display() or "—"),
        Column(key="about", label=_("About"), cell=_about, plain=lambda c: c.about()),
        Column(key="outcome", label=_("Outcome"), cell=lambda c: c.get_outcome_display() or "—"),
        Column(key="state", label=_("State"), cell=lambda c: state_of(lifecycle.CALL, c.state)),
        Column(key="agent", label=_("Taken by"), cell=lambda c: c.agent_name),
        Column(
            key="started",
            label=_("Began"),
            css="ui-nowrap",
            cell=lambda c: moment(c.started_at),
            plain=lambda c: c.started_at,
            sort="started_at",
        ),
        Column(key="seconds", label=_("Length"), css="ui-r", cell=_length, plain=_seconds),
    )


def _seconds(call: Call) -> int | str:
    return int((call.ended_at - call.started_at).total_seconds()) if call.ended_at else ""


def _length(call: Call) -> str:
    seconds = _seconds(call)
    return f"{seconds // 60}:{seconds % 60:02d}" if isinstance(seconds, int) else "—"


def _choices(kinds: Any) -> Any:
    return lambda actor: [(value, str(label)) for value, label in kinds.choices]  # noqa: ARG005 - the same for all


@needs("customer_service.view_calls")
@require_GET
def calls(request: HttpRequest) -> HttpResponseBase:
    """All calls in scope, the latest first."""
    spec = ListPage(
        title=_("Calls"),
        rows=lambda actor: selectors.calls(actor).select_related("report"),
        columns=_columns(),
        order="-started_at",
        search=lambda rows, text: rows.filter(selectors.by_text(text)),
        search_hint=_("Call, report, policy, telephone, name"),
        export_name="calls",
        empty=_("Calls appear here when 95518 takes them."),
        filters=(
            Filter(
                key="purpose", label=_("Purpose"), choices=_choices(Purpose), apply=lambda r, v: r.filter(purpose=v)
            ),
            Filter(
                key="outcome", label=_("Outcome"), choices=_choices(Outcome), apply=lambda r, v: r.filter(outcome=v)
            ),
            Filter(key="began", label=_("Began"), date_field="started_at__date"),
        ),
        views=(
            SavedView(_("All"), {}),
            SavedView(_("Call back promised"), {"outcome": Outcome.PROMISED}),
            SavedView(_("Complaints"), {"purpose": Purpose.COMPLAINT}),
        ),
    )
    return list_page(request, spec)


@needs("customer_service.view_calls")
@require_GET
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call."""
    found = selectors.call_for(request.actor, pk)  # type: ignore[attr-defined]
    return detail_page(request, found, _detail(found))


def _detail(found: Call) -> Detail:
    return Detail(
        title=found.number,
        crumbs=(
            Crumb(_("Claims and customer service centre")),
            Crumb(_("Calls"), reverse("customer_service:calls")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Caller"), found.caller_name or "—", found.caller_phone_masked),
            Fact(_("Purpose"), str(found.get_purpose_display() or "—")),
            Fact(_("Outcome"), str(found.get_outcome_display() or "—")),
            Fact(_("Began"), full_moment(found.started_at)),
            Fact(_("Length"), _length(found)),
            Fact(_("Taken by"), found.agent_name),
        ),
        panels=(
            Panel(
                key="about",
                title=_("About"),
                icon="notes",
                template="customer_service/panels/about.html",
                context=_about_content,
            ),
        ),
    )


def _about_content(request: HttpRequest, obj: Call) -> dict[str, Any]:  # noqa: ARG001 - panels share one shape
    rows = [
        (_("Report"), obj.report.number if obj.report else "", links.url_for("claims.report", obj.report_id or 0)),
        (_("Policy"), obj.policy_number, links.url_for("underwriting.policy", obj.policy_id or 0)),
        (_("Customer"), obj.customer_name, links.url_for("parties.party", obj.customer_id or 0)),
    ]
    return {"rows": [row for row in rows if row[1]], "note": obj.note}
