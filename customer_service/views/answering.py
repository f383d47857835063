"""Answering an enquiry and passing it on: each on a page of its own, beside what was asked (CUS-08)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.web.pages import needs
from customer_service.forms.enquiry import AnswerForm, PassOnForm
from customer_service.selectors.enquiries import enquiry_for, places_of
from customer_service.services import answers
from customer_service.views.advising import form_page, page_of, sent

ANSWER = "customer_service.answer_enquiry"


@needs(ANSWER)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the customer is told; it stays with the enquiry."""
    found = enquiry_for(request.actor, pk)  # type: ignore[attr-defined]
    form = AnswerForm(request.POST or None, version=found.version, initial={"answer": found.answer})
    if sent(request, form, lambda: answers.answer_enquiry(found.pk, form.command(request), **form.inputs())):
        return HttpResponseRedirect(page_of(found))
    return form_page(
        request, form, _("Answer the enquiry: %(number)s") % {"number": found.number}, page_of(found), found
    )


@needs(ANSWER)
@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """To whoever is responsible; the one who passes on goes on reading it."""
    found = enquiry_for(request.actor, pk)  # type: ignore[attr-defined]
    units = places_of(request.actor)  # type: ignore[attr-defined]
    initial = {"desk": found.desk, "unit_id": found.sub_branch_id}
    form = PassOnForm(request.POST or None, version=found.version, units=units.items(), initial=initial)
    if sent(request, form, lambda: answers.pass_on(found.pk, form.command(request), **form.inputs())):
        return HttpResponseRedirect(reverse("customer_service:enquiry", args=[found.pk]))
    title = _("Pass the enquiry on: %(number)s") % {"number": found.number}
    return form_page(request, form, title, page_of(found), found)
