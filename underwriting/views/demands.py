"""Demanded material on the page of its proposal (PRD-03, PRO-06)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from core import links, work
from core.files import guard
from core.templatetags.ui import state_of
from core.web.commands import action, register_action
from core.web.detail import Panel
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from underwriting.forms.demands import BringForm, DemandForm
from underwriting.models import MaterialDemand, Proposal
from underwriting.rules import demand as life
from underwriting.selectors.demands import demand_for, demands_of, may_see_demand
from underwriting.selectors.proposals import proposal_for
from underwriting.selectors.shown import signed
from underwriting.services import demands as services


def register() -> None:
    """Buttons, links, queue, and who reads the files."""
    work.name_queues(life.QUEUE_LABELS)
    links.register(life.DEMAND_KIND, "underwriting:demand", noop("Demanded material"), "inbox")
    guard(life.DEMAND_KIND, may_see_demand)
    register_action(life.BRING, services.bring, form=BringForm)
    register_action(life.WAIVE, services.waive)


@needs("underwriting.view_proposals")
@require_GET
def demand(request: HttpRequest, pk: int) -> HttpResponse:
    """A demand stands on the page of its proposal."""
    found = demand_for(request.actor, pk)  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("underwriting:proposal", kwargs={"pk": found.proposal_id}))


@needs(life.ASK_RIGHT)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """What the underwriter wants to see before he decides."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    form, back = DemandForm(request.POST or None), reverse("underwriting:proposal", kwargs={"pk": pk})
    if request.method == "POST" and form.is_valid():
        try:
            services.demand(form.command(request), proposal=proposal.pk, **form.inputs())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The sub-branch is asked for it."), extra_tags="good")
            return HttpResponseRedirect(back)
    context = {"proposal": proposal, "form": form, "back": back}
    return page(request, "underwriting/demand.html", context, status=422 if form.errors else 200)


def demand_panel() -> Panel:
    """What was demanded, received and waived."""
    return Panel(
        key="demands", title=_("Demanded material"), icon="inbox", template="underwriting/panels/demands.html",
        context=_demands, flush=True,
    )  # fmt: skip


def _demands(request: HttpRequest, found: Proposal) -> Mapping[str, Any] | None:
    actor: Any = request.actor  # type: ignore[attr-defined]
    rows = [_row(actor, one) for one in demands_of(found)]
    may_ask = found.state in services.OPEN_STATES and actor.refusal_for(life.ASK_RIGHT, found) is None
    ask_url = reverse("underwriting:ask_demand", kwargs={"pk": found.pk}) if may_ask else ""
    return {"rows": rows, "ask_url": ask_url} if rows or ask_url else None


def _row(actor: Any, one: MaterialDemand) -> dict[str, Any]:
    acts = [
        (_(spec.label), action(spec.name).url(one))
        for spec in (life.BRING, life.WAIVE)
        if one.state == life.OPEN and actor.refusal_for(spec.permission, one) is None
    ]
    file = reverse("core:file", kwargs={"token": one.file.token}) if one.file else ""
    shown = state_of(life.DEMAND, one.state)
    return {"demand": one, "by": signed(one.asked_by), "state": shown, "acts": acts, "file": file}
