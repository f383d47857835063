"""Head office's elements of a product: edited as a draft, tried on past decisions, released by two (AUW-04, AUW-08)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from underwriting.forms.rule_elements import ElementsForm
from underwriting.selectors import rules as selectors
from underwriting.selectors.backtest import BackTest, back_test
from underwriting.selectors.tables import elements_of
from underwriting.services.rule_elements import PROPOSE, combination, propose_elements


@needs(PROPOSE)
@require_http_methods(["GET", "POST"])
def elements(request: HttpRequest, product: str) -> HttpResponse:
    """Which elements are asked of a product, and how far a branch may go by itself."""
    today = localdate()
    if product not in dict(selectors.products_with_rules(today)):
        raise Hidden(_("Not found."))
    current = {one.name: one for one in elements_of(product, today)}
    known = selectors.known_elements(product, today)
    form = ElementsForm(request.POST or None, known=known, current=current)
    tried: list[tuple[str, BackTest]] = []
    if "try" in request.POST:
        form.only_try()
    if request.method == "POST" and form.is_valid():
        try:
            if "try" not in request.POST:
                return _proposed(request, product, form)
            tried = _tried(product, form)
        except Refusal as refusal:
            form.refuse(refusal)
    context = {
        "form": form, "product": product, "label": selectors.label_of_product(product), "tried": tried,
        "version": selectors.elements_version(product, today),
    }  # fmt: skip
    return page(request, "underwriting/rule_elements.html", context, status=422 if form.errors else 200)


def _proposed(request: HttpRequest, product: str, form: ElementsForm) -> HttpResponse:
    day = form.cleaned_data["effective_on"]
    change = propose_elements(form.command(request), product=product, rows=form.rows(), effective_on=day)
    text = _("Proposed: %(number)s. Another person approves.") % {"number": change.number}
    messages.success(request, text, extra_tags="good")
    return HttpResponseRedirect(reverse("underwriting:rules") + f"?product={product}")


def _tried(product: str, form: ElementsForm) -> list[tuple[str, BackTest]]:
    """Every branch's past decisions with the new combination and the values that the branch has today."""
    today, on = localdate(), form.cleaned_data["effective_on"]
    wanted = combination(product, form.rows(), on)
    return [
        (one.unit.label, back_test(one.unit, one.values, product=product, on=on, today=today, elements=wanted))
        for one in selectors.values_of_branches(product, today)
    ]
