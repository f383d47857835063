"""Recording an enquiry, analysing needs, recommending (CUS-08)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
from customer_service.forms import facts
from customer_service.forms.enquiry import EnquiryForm, NeedsForm, RecommendForm
from customer_service.models import Enquiry
from customer_service.rules.desks import Matter
from customer_service.rules.enquiry import ENQUIRY_KIND, NEEDS
from customer_service.selectors.enquiries import advice_for, enquiry_for, on_sale, places_of
from customer_service.services import enquiries as services
from customer_service.views.asked import asked

TAKE = "customer_service.take_enquiry"
WIDE = {"needs", "codes", "question", "advice", "risk_note", "answer", "note", "reason", "address"}


@needs(TAKE)
@require_http_methods(["GET", "POST"])
def new_enquiry(request: HttpRequest) -> HttpResponse:
    """What the customer asks, as he asks it."""
    units = places_of(request.actor)  # type: ignore[attr-defined]
    number = request.GET.get("party", "")
    form = EnquiryForm(request.POST or None, units=units.items(), initial=_asked_by(request, number))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.take_enquiry(form.command(request), data=form.enquiry_data())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Recorded: %(number)s") % {"number": made.number}, extra_tags="good")
            return HttpResponseRedirect(_next_of(made, request))
    return form_page(request, form, _("Record an enquiry"), reverse("customer_service:enquiries"))


def _next_of(made: Enquiry, request: HttpRequest) -> str:
    """New cover is analysed at once by who advises; everything else waits for its answer."""
    advises = made.matter == Matter.COVER and request.actor.refusal_for(TAKE, made) is None  # type: ignore[attr-defined]
    return reverse("customer_service:analyse", args=[made.pk]) if advises else page_of(made)


def _asked_by(request: HttpRequest, number: str) -> dict[str, Any]:
    return {"party_number": number, "name": request.GET.get("name", "")}


@needs(TAKE)
@require_http_methods(["GET", "POST"])
def analyse(request: HttpRequest, pk: int) -> HttpResponse:
    """Risk, need and finances."""
    found = enquiry_for(request.actor, pk)  # type: ignore[attr-defined]
    names = ("needs", "risk_note", "existing_cover", "budget", "finances")
    known = {n: getattr(found, n) for n in names} | found.facts
    form = NeedsForm(request.POST or None, version=found.version, initial=known)
    done = sent(request, form, lambda: services.analyse_needs(found.pk, form.command(request), data=form.needs_data()))
    if done:
        return HttpResponseRedirect(reverse("customer_service:recommend", args=[found.pk]))
    return form_page(
        request, form, _("Analyse the needs: %(number)s") % {"number": found.number}, page_of(found), found
    )


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
    done = sent(
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
        return HttpResponseRedirect(page_of(found))
    title = _("Recommend products: %(number)s") % {"number": found.number}
    return form_page(request, form, title, page_of(found), found)


def sent(request: HttpRequest, form: CommandForm, send: Callable[[], Any]) -> bool:
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


def page_of(found: Enquiry) -> str:
    return links.url_for(ENQUIRY_KIND, found.pk)


def form_page(
    request: HttpRequest, form: CommandForm, title: str, back: str, found: Enquiry | None = None
) -> HttpResponse:
    """A step, beside what was asked."""
    context = {
        "form": form,
        "groups": _groups(form),
        "title": title,
        "back": back,
        "enquiry": found,
        "asked": asked(found) if found else [],
    }
    return page(request, "customer_service/enquiry_form.html", context, status=422 if form.is_bound else 200)


def _groups(form: CommandForm) -> list[tuple[str, list[tuple[Any, str]]]]:
    """The fields of the step, then those that are asked for the entry, by their headings."""
    own = [
        (bound, "6" if bound.name in WIDE else "3") for bound in form.visible_fields() if bound.name not in facts.FIELDS
    ]
    listed = [
        (str(title), [(form[name], "6" if name in WIDE else "2") for name in names])
        for title, names in facts.GROUPS
        if names[0] in form.fields
    ]
    return [("", own), *listed]
