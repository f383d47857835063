"""Rates and automatic rules: what is in force, which version, and a four-eyes change of the branch's values."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.web.pages import needs, page
from core.web.requests import command_of
from core.workflow.refusals import Refusal
from underwriting.forms.rules import ValuesForm
from underwriting.selectors import rules as selectors
from underwriting.services import rule_values


@needs("underwriting.view_rules")
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Elements of head office beside the branch's values; versions waiting for the second person; rate tables."""
    return _show(request, None)


def _show(request: HttpRequest, form: Any) -> HttpResponse:
    actor, today = request.actor, localdate()  # type: ignore[attr-defined]
    found = selectors.rules_page(actor, today)
    allowed = actor.refusal_for("underwriting.propose_values") is None
    context = {
        **found,
        "form": form
        or (ValuesForm(elements=found["elements"], initial=selectors.initial_values(found)) if allowed else None),
        "may_approve": actor.refusal_for("underwriting.approve_values") is None,
        "staff_id": actor.staff_id,
    }
    return page(request, "underwriting/rules.html", context, status=422 if form else 200)


@needs("underwriting.propose_values")
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Propose new values from a day on; nothing changes until a second person approves."""
    found = selectors.rules_page(request.actor, localdate())  # type: ignore[attr-defined]
    form = ValuesForm(request.POST, elements=found["elements"])
    if not form.is_valid():
        return _show(request, form)
    try:
        rule_values.propose(command_of(request, key=form.cleaned_data["command_key"]), **form.inputs())
    except Refusal as refusal:
        form.refuse(refusal)
        return _show(request, form)
    messages.success(request, _("Proposed. A second person must approve."), extra_tags="good")
    return HttpResponseRedirect(reverse("underwriting:rules"))


@needs("underwriting.approve_values")
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Release proposed values; the proposer cannot."""
    rule_values.approve(command_of(request), values_id=pk)
    messages.success(request, _("Released."), extra_tags="good")
    return HttpResponseRedirect(reverse("underwriting:rules"))
