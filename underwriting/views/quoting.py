"""The premium panel beside the entry, refreshed while people type; it never stands in the way of saving."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from core.web.commands import CommandForm
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.models import Unit
from underwriting.forms.proposal import CoverForm, VehicleForm
from underwriting.models import Proposal
from underwriting.selectors.pricing import limits_on
from underwriting.selectors.proposals import proposal_for, unit_of
from underwriting.services.quote import quote

TEMPLATE = "underwriting/premium_sum.html"


@needs("underwriting.receive_proposal")
@require_POST
def quote_new(request: HttpRequest) -> HttpResponse:
    """Before the first step is kept: the usual cover of the typed vehicle."""
    unit = unit_of(request.actor)  # type: ignore[attr-defined]
    return _answer(request, None, VehicleForm(request.POST), unit)


@needs("underwriting.edit_proposal")
@require_POST
def quote_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The kept entry with what is typed on this step."""
    kept = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    if request.GET.get("step") == "cover":
        form: CommandForm = CoverForm(request.POST, **limits_on(kept.start_on))
    else:
        form = VehicleForm(request.POST)
    return _answer(request, kept, form, kept.unit)


def _answer(request: HttpRequest, kept: Proposal | None, form: CommandForm, unit: Unit) -> HttpResponse:
    try:
        priced = quote(kept, _typed(form), unit, localdate())
    except Refusal as refusal:
        return page(request, TEMPLATE, {"proposal": kept, "problem": refusal.message, "typed": True})
    return page(request, TEMPLATE, {"proposal": priced, "typed": True})


def _typed(form: CommandForm) -> dict[str, Any]:
    """What is right so far; a field that is still being typed counts as not typed."""
    form.is_valid()
    return form.inputs()
