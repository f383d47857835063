"""Rates and automatic rules: what is in force, a change of the branch's values with its back-test, the sample."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.public import parameter
from underwriting.forms.rules import VEHICLE_CLASS, ValuesForm
from underwriting.selectors import rules as selectors
from underwriting.selectors.backtest import SHOWN, BackTest, back_test
from underwriting.selectors.sampling import disagreement
from underwriting.services import rule_values

PERIOD = "underwriting.backtest_days"


@needs("underwriting.view_rules")
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Elements of head office beside the branch's values; versions and what waits; rate tables; the sample."""
    actor, today = request.actor, localdate()  # type: ignore[attr-defined]
    found = selectors.rules_page(actor, today)
    days = parameter(PERIOD, found["branch"], today)
    may_see = actor.refusal_for("organisation.view_changes") is None
    context = {
        **found,
        "waiting": [(one, links.url_for("organisation.change", one.pk) if may_see else "") for one in found["waiting"]],
        "may_propose": actor.refusal_for("underwriting.propose_values") is None,
        "sample": disagreement(actor, today, days),
        "days": days,
        "shown": SHOWN,
    }
    return page(request, "underwriting/rules.html", context)


@needs("underwriting.propose_values")
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """New values: tried on past proposals as often as wanted, then put forward; another person releases them."""
    today = localdate()
    found = selectors.rules_page(request.actor, today)  # type: ignore[attr-defined]
    initial = selectors.initial_values(found["elements"], found["current"])
    form = ValuesForm(request.POST or None, elements=found["elements"], initial=initial)
    tried = None
    if "try" in request.POST:
        form.only_try()
    if request.method == "POST" and form.is_valid():
        if "try" in request.POST:
            on = form.cleaned_data["effective_on"]
            tried = back_test(found["branch"], form.values(), product=selectors.PRODUCT, on=on, today=today)
        else:
            sent = _sent(request, form)
            if sent is not None:
                return sent
    status = 422 if form.errors else 200
    return page(request, "underwriting/rule_values.html", _context(found, form, tried), status=status)


def _sent(request: HttpRequest, form: ValuesForm) -> HttpResponse | None:
    given = form.cleaned_data
    try:
        change = rule_values.propose(
            form.command(request), values=form.values(), filing=given["filing"], effective_on=given["effective_on"]
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Proposed as %(number)s.") % {"number": change.number}, extra_tags="good")
    return HttpResponseRedirect(reverse("underwriting:rules"))


def _context(found: dict[str, Any], form: ValuesForm, tried: BackTest | None) -> dict[str, Any]:
    wide = {f"value_{VEHICLE_CLASS}", "reason"}
    return {
        "branch": found["branch"],
        "form": form,
        "fields": [(bound, "6" if bound.name in wide else "") for bound in form.visible_fields()],
        "tried": tried,
        "turned": _turned(tried) if tried else (),
    }


def _turned(tried: BackTest) -> list[tuple[str, list[tuple[str, str, str]], int]]:
    """Both directions, with the first proposals of each and how many there are."""
    return [
        (title, [_named(one.proposal_id, one.number, one.elements) for one in rows[:SHOWN]], len(rows))
        for title, rows in (
            (_("Would newly be accepted automatically"), tried.newly_accepted),
            (_("Would newly go to a person"), tried.newly_referred),
        )
        if rows
    ]


def _named(proposal_id: int, number: str, elements: tuple[str, ...]) -> tuple[str, str, str]:
    url = reverse("underwriting:proposal", kwargs={"pk": proposal_id})
    return number, url, _(", ").join(_(label) for label in elements)
