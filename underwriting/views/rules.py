"""Automatic rules: elements and values of each product, drafts with their back-test, the sample."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.public import parameter
from underwriting.forms.rules import ValuesForm
from underwriting.models.rule_file import RuleFile
from underwriting.selectors import rules as selectors
from underwriting.selectors.backtest import SHOWN, BackTest, back_test
from underwriting.selectors.sampling import disagreement
from underwriting.services import rule_files

PERIOD = "underwriting.backtest_days"


@needs("underwriting.view_rules")
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Elements of head office beside the branch's values; versions and what is under way; rate tables; the sample."""
    actor, today = request.actor, localdate()  # type: ignore[attr-defined]
    found = selectors.rules_page(actor, request.GET.get("product", ""), today)
    days = parameter(PERIOD, found["branch"], today)
    context = {
        **found,
        "files": [_file_row(one) for one in found["files"]],
        "tables": [(one, reverse("underwriting:rating_table", kwargs={"code": one.code})) for one in found["tables"]],
        "may_edit": actor.refusal_for("underwriting.propose_elements") is None,
        "may_propose": actor.refusal_for("underwriting.propose_values") is None,
        "sample": disagreement(actor, today, days),
        "days": days,
        "shown": SHOWN,
    }
    return page(request, "underwriting/rules.html", context)


def _file_row(one: RuleFile) -> tuple[RuleFile, str, Any]:
    return one, reverse("underwriting:rule_file", kwargs={"pk": one.pk}), one.lifecycle.state(one.state)


@needs("underwriting.propose_values")
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """New values: tried on past proposals as often as wanted, then put forward; other people decide."""
    product = request.GET.get("product", "")
    found = selectors.rules_page(request.actor, product, localdate())  # type: ignore[attr-defined]
    values = found["current"].values if found["current"] else {}
    return _entry(request, found, values, None)


@needs("underwriting.propose_values")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft before it is approved."""
    file = selectors.rule_file_for(request.actor, pk)  # type: ignore[attr-defined]
    found = selectors.rules_page(request.actor, file.product, localdate())  # type: ignore[attr-defined]
    return _entry(request, found, file.values, file)


def _entry(request: HttpRequest, found: dict[str, Any], values: dict[str, Any], file: RuleFile | None) -> HttpResponse:
    initial = selectors.initial_values(found["elements"], values)
    if file is not None:
        initial |= {"effective_on": file.effective_on, "reason": file.grounds}
    version = file.version if file else None
    form = ValuesForm(request.POST or None, elements=found["elements"], initial=initial, version=version)
    tried = None
    if "try" in request.POST:
        form.only_try()
    if request.method == "POST" and form.is_valid():
        if "try" in request.POST:
            on = form.cleaned_data["effective_on"]
            tried = back_test(found["branch"], form.values(), product=found["product"], on=on, today=localdate())
        else:
            sent = _sent(request, form, found["product"], file)
            if sent is not None:
                return sent
    status = 422 if form.errors else 200
    return page(request, "underwriting/rule_values.html", _context(found, form, tried), status=status)


def _sent(request: HttpRequest, form: ValuesForm, product: str, file: RuleFile | None) -> HttpResponse | None:
    given = {"values": form.values(), "effective_on": form.cleaned_data["effective_on"]}
    try:
        if file is None:
            kept = rule_files.write_values(form.command(request), product=product, **given)
        else:
            kept = rule_files.change_values(file.pk, form.command(request), **given)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Kept as %(number)s.") % {"number": kept.number}, extra_tags="good")
    return HttpResponseRedirect(reverse("underwriting:rule_file", kwargs={"pk": kept.pk}))


def _context(found: dict[str, Any], form: ValuesForm, tried: BackTest | None) -> dict[str, Any]:
    return {
        **{name: found[name] for name in ("branch", "product", "product_label")},
        "form": form,
        "fields": [(bound, "6" if bound.name in form.wide else "") for bound in form.visible_fields()],
        "tried": tried,
        "turned": turned(tried) if tried else (),
    }


def turned(tried: BackTest) -> list[tuple[str, list[tuple[str, str, str]], int]]:
    """Both directions, with the first proposals of each and how many there are."""
    return [
        (title, [_named(one.proposal_id, one.number, one.elements) for one in rows[:SHOWN]], count)
        for title, rows, count in (
            (_("Would newly be accepted automatically"), tried.newly_accepted, tried.accepted_count),
            (_("Would newly go to a person"), tried.newly_referred, tried.referred_count),
        )
        if rows
    ]


def _named(proposal_id: int, number: str, elements: tuple[str, ...]) -> tuple[str, str, str]:
    url = reverse("underwriting:proposal", kwargs={"pk": proposal_id})
    return number, url, _(", ").join(_(label) for label in elements)
