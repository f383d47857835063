"""From the enquiry into the entry of the proposal: the product, the customer, and nothing typed twice (CUS-08)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.web.pages import needs, page
from customer_service.forms.starting import REGISTERING, StartForm
from customer_service.models import Enquiry
from customer_service.rules.asker import is_organisation
from customer_service.selectors.enquiries import enquiry_for, likely_customers
from customer_service.services.enquiries import start_proposal
from customer_service.views.advising import page_of, sent
from customer_service.views.asked import address_of, asked
from parties.public import IdType, PartyKind, party
from underwriting.public import entry_address


@needs("customer_service.start_proposal")
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry of the proposal opens with customer and answers filled in."""
    found = enquiry_for(request.actor, pk)  # type: ignore[attr-defined]
    looking = "look" in request.POST
    form = _form(request, found)
    if not looking and sent(request, form, lambda: start_proposal(found.pk, form.command(request), **form.inputs())):
        started = enquiry_for(request.actor, pk)  # type: ignore[attr-defined]
        return HttpResponseRedirect(_entry_of(started))
    context: dict[str, Any] = {
        "form": form,
        "title": _("Start the proposal: %(number)s") % {"number": found.number},
        "back": page_of(found),
        "enquiry": found,
        "asked": asked(found),
        "registering": [form[name] for name in REGISTERING],
    }
    return page(request, "customer_service/start.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, found: Enquiry) -> StartForm:
    """While the customer is looked for, what was typed stays and nothing is said against it."""
    typed = request.POST.get("look_for") or request.POST.get("name", "")
    offers = [(row["code"], row["name"]) for row in found.recommended]
    given: dict[str, Any] = {
        "offers": offers,
        "found": likely_customers(found, request.actor, typed),  # type: ignore[attr-defined]
        "phone_masked": found.phone_masked,
    }
    kind = PartyKind.ORGANISATION if is_organisation(found.name) else PartyKind.PERSON
    paper = IdType.CREDIT_CODE if kind == PartyKind.ORGANISATION else IdType.RESIDENT_ID
    initial = {"code": found.product or (offers[0][0] if offers else ""), "name": found.name, "kind": kind.value}
    initial |= {"id_type": paper.value, "address": found.facts.get("address", "")}
    if "look" in request.POST:
        return StartForm(version=found.version, initial=initial | request.POST.dict() | {"customer": ""}, **given)
    return StartForm(request.POST or None, version=found.version, initial=initial, **given)


def _entry_of(started: Enquiry) -> str:
    number = party(started.party_id or 0).number
    return f"{entry_address(started.product, localdate())}?{urlencode({'party': number, 'from': address_of(started)})}"
