"""Recording an enquiry, analysing needs, recommending, and the way into the entry of the proposal (CUS-08)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import links
from core.web.commands import CommandForm
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from customer_service.forms.enquiry import EnquiryForm, NeedsForm, RecommendForm, StartForm
from customer_service.models import Enquiry
from customer_service.rules.enquiry import ENQUIRY_KIND, NEEDS
from customer_service.selectors.enquiries import advice_for, enquiry_for, on_sale, places_of
from customer_service.services import enquiries as services
from parties.public import party
from underwriting.public import entry_address

TAKE = "customer_service.take_enquiry"


@needs(TAKE)
@require_http_methods(["GET", "POST"])
def new_enquiry(request: HttpRequest) -> HttpResponse:
    """What the customer asks, as he asks it."""
    units = places_of(request.actor)  # type: ignore[attr-defined]
    number = request.GET.get("party", "")
    form = EnquiryForm(request.POST or None, units=units.items(), initial=_asked_by(request, number))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.record_enquiry(form.command(request), data=form.enquiry_data())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Recorded: %(number)s") % {"number": made.number}, extra_tags="good")
            return HttpResponseRedirect(reverse("customer_service:analyse", args=[made.pk]))
    return _form_page(request, form, _("Record an enquiry"), reverse("customer_service:enquiries"))


def _asked_by(request: HttpRequest, number: str) -> dict[str, Any]:
    return {"party_number": number, "name": request.GET.get("name", "")}


@needs(TAKE)
@require_http_methods(["GET", "POST"])
def analyse(request: HttpRequest, pk: int) -> HttpResponse:
    """Risk, need and finances."""
    found = enquiry_for(request.actor, pk)  # type: ignore[attr-defined]
    names = ("needs", "risk_note", "existing_cover", "budget", "finances")
    form = NeedsForm(request.POST or None, version=found.version, initial={n: getattr(found, n) for n in names})
    done = _sent(request, form, lambda: services.analyse_needs(found.pk, form.command(request), data=form.needs_data()))
    if done:
        return HttpResponseRedirect(reverse("customer_service:recommend", args=[found.pk]))
    return _form_page(request, form, _("Analyse the needs: %(number)s") % {"number": found.number}, _page_of(found))


@needs(TAKE)
@require_http_methods(["GET", "POST"])
def recommend(request: HttpRequest, pk: int) -> HttpResponse:
    """What the rules recommend is ticked; more may be added."""
    found = enquiry_for(request.actor, pk)  # type: ignore[attr-defined]
    today = localdate()
    advice = {one.code: one for one in advice_for(found.needs, today)}
    more = {offer.code: offer.name for offer in on_sale(today) if offer.code not in advice}
    offers = [(code, f"{one.name} · {_(NEEDS[one.need])}") for code, one in advice.items()]
    ticked = [row["code"] for row in found.recommended] or list(advice)
    form = RecommendForm(
        request.POST or None, version=found.version, offers=[*offers, *more.items()],
        initial={"codes": ticked, "advice": found.advice},
    )  # fmt: skip
    done = _sent(
        request,
        form,
        lambda: services.recommend_products(
            found.pk,
            form.command(request),
            codes=tuple(form.cleaned_data["codes"]),
            advice=form.cleaned_data["advice"],
        ),
    )
    if done:
        return HttpResponseRedirect(_page_of(found))
    return _form_page(request, form, _("Recommend products: %(number)s") % {"number": found.number}, _page_of(found))


@needs("customer_service.start_proposal")
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry of the proposal opens with the customer filled in."""
    found = enquiry_for(request.actor, pk)  # type: ignore[attr-defined]
    offers = [(row["code"], row["name"]) for row in found.recommended]
    number = party(found.party_id).number if found.party_id else ""
    initial = {"party_number": number, "code": found.product or (offers[0][0] if offers else "")}
    form = StartForm(request.POST or None, version=found.version, offers=offers, initial=initial)
    done = _sent(request, form, lambda: services.start_proposal(found.pk, form.command(request), **form.inputs()))
    if done:
        asked = urlencode({"party": form.cleaned_data["party_number"].strip().upper()})
        return HttpResponseRedirect(f"{entry_address(form.cleaned_data['code'], localdate())}?{asked}")
    return _form_page(request, form, _("Start the proposal: %(number)s") % {"number": found.number}, _page_of(found))


def _sent(request: HttpRequest, form: CommandForm, send: Callable[[], Any]) -> bool:
    """Send a valid form; a refusal stands at its field."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        send()
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("Saved"), extra_tags="good")
    return True


def _page_of(found: Enquiry) -> str:
    return links.url_for(ENQUIRY_KIND, found.pk)


def _form_page(request: HttpRequest, form: CommandForm, title: str, back: str) -> HttpResponse:
    wide = {"needs", "codes", "question", "advice", "risk_note"}
    fields = [(bound, "6" if bound.name in wide else "3") for bound in form.visible_fields()]
    context = {"form": form, "fields": fields, "title": title, "back": back}
    return page(request, "customer_service/enquiry_form.html", context, status=422 if form.is_bound else 200)
