"""Losses of ceded business: their list, passing them on one by one or together, and each with its apportionment."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.templatetags.ui import day, money, state_of
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs
from core.web.requests import command_of
from core.workflow.refusals import Refusal
from underwriting.models import LossAdvice, line_label
from underwriting.rules.reinsurance import advice as life
from underwriting.selectors import reinsurance_pages as selectors
from underwriting.selectors.loss_sharing import label_of_layer
from underwriting.services import loss_advice
from underwriting.views.cessions import amount_column, by_line, line_choices, policy_link, under_what

SEND_ON = "underwriting.pass_on_loss"


@needs("underwriting.view_reinsurance")
@require_GET
def losses(request: HttpRequest) -> HttpResponseBase:
    """Claims on ceded policies; what is due goes on the same day (REI-10)."""
    return list_page(
        request,
        ListPage(
            title=_("Losses of ceded business"),
            facts=_("What reinsurers bear of each claim, and when the upper department was told."),
            rows=selectors.losses,
            order="-created_at",
            columns=_loss_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_loss_states, apply=lambda rows, v: rows.filter(state=v)),
                Filter(key="line", label=_("Line"), choices=line_choices, apply=by_line),
                Filter(key="day", label=_("Occurred on"), date_field="occurred_on"),
            ),
            views=(
                SavedView(_("All"), {}),
                SavedView(_("To be passed on at once"), {"state": life.DUE}),
                SavedView(_("To be passed on with the day's losses"), {"state": life.WATCHED}),
            ),
            bulk=_together(request),
            search=lambda rows, text: rows.filter(claim_number__startswith=text.strip().upper()),
            search_hint=_("Claim"),
            empty=_("No loss of ceded business."),
            export_name="ceded-losses",
        ),
    )


def _together(request: HttpRequest) -> tuple[tuple[str, str, str], ...]:
    if request.actor.refusal_for(SEND_ON) is not None:  # type: ignore[attr-defined]
        return ()
    return ((_("Pass on together"), reverse("underwriting:pass_on_losses"), "send"),)


@needs(SEND_ON)
@require_POST
def pass_on_together(request: HttpRequest) -> HttpResponse:
    """The material of the selected losses went to the upper department in one dispatch; each is passed on for
    itself."""
    command, count = command_of(request, reason=_("passed on with the day's losses")), 0
    for item in request.POST.getlist("item"):
        try:
            loss_advice.pass_on(int(item), command.then(f"loss:{item}"))
            count += 1
        except (Refusal, ValueError) as problem:
            messages.error(request, getattr(problem, "message", _("Not found.")), extra_tags="bad")
    if count:
        messages.success(request, _("Passed on: %(count)s") % {"count": count}, extra_tags="good")
    return redirect("underwriting:ceded_losses")


def _loss_states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in life.ADVICE.states]


def _loss_columns() -> tuple[Column, ...]:
    return (
        Column(key="claim", label=_("Claim"), cell=_claim, plain=lambda a: a.claim_number),
        Column(key="policy", label=_("Policy"), cell=policy_link, plain=lambda a: a.policy.number),
        Column(key="state", label=_("State"), cell=lambda a: state_of(life.ADVICE, a.state)),
        Column(key="line", label=_("Line"), cell=lambda a: line_label(a.line)),
        Column(key="day", label=_("Occurred on"), cell=lambda a: day(a.occurred_on), sort="occurred_on"),
        amount_column("incurred", _("Incurred")),
        amount_column("ceded", _("Borne by reinsurers")),
        Column(key="told", label=_("Last told"), css="ui-r", cell=lambda a: money(a.told), plain=lambda a: a.told),
    )


def _claim(one: LossAdvice) -> SafeString:
    url = reverse("underwriting:ceded_loss", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.claim_number)


@needs("underwriting.view_reinsurance")
@require_GET
def ceded_loss(request: HttpRequest, pk: int) -> HttpResponse:
    """One loss with who bears which part."""
    found = selectors.loss(request.actor, pk)  # type: ignore[attr-defined]
    detail = Detail(
        title=found.claim_number,
        heading=_("Loss of ceded business"),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Losses of ceded business"), reverse("underwriting:ceded_losses")),
            Crumb(found.claim_number),
        ),
        facts=(
            Fact(_("Policy"), policy_link(found), line_label(found.line)),
            Fact(_("Insured"), found.policy.insured_name),
            Fact(_("Occurred on"), day(found.occurred_on)),
            Fact(_("Incurred"), money(found.incurred), _("claim closed") if found.closed else _("claim open")),
            Fact(_("Own share of the loss"), money(found.own_loss)),
            Fact(_("Borne by reinsurers"), money(found.ceded)),
        ),
        tabs=(Tab("main", _("The loss")),),
        panels=(
            Panel(
                key="parts",
                title=_("Apportionment of the loss"),
                icon="arrows-split",
                template="underwriting/panels/loss_parts.html",
                context=_parts,
                flush=True,
            ),
        ),
    )
    return detail_page(request, found, detail)


def _parts(_request: HttpRequest, found: LossAdvice) -> Mapping[str, Any]:
    rows = [(_(label_of_layer(one["layer"])), one["label"], Decimal(one["amount"])) for one in found.parts]
    moved = found.movements.select_related("treaty", "facultative").order_by("pk")
    return {"rows": rows, "kept": found.own_loss - found.ceded, "moved": [(one, under_what(one)) for one in moved]}
