"""Proposing an intermediary, correcting the proposal, and new licences or agreements of an approved one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import links
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from parties.forms.intermediary import PAPERS, IntermediaryForm, RenewalForm
from parties.models import Intermediary
from parties.rules.intermediary import INTERMEDIARY, IntermediaryState
from parties.services.intermediary import edit_intermediary, register_intermediary
from parties.services.intermediary_renewal import propose_renewal
from parties.views.intermediaries import found

REGISTER = "parties.register_intermediary"
OPEN = (IntermediaryState.PROPOSED, IntermediaryState.REJECTED)


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def new_intermediary(request: HttpRequest) -> HttpResponse:
    """An existing customer is proposed as an intermediary."""
    form = IntermediaryForm(request.POST or None, initial={"party_number": request.GET.get("party", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = register_intermediary(form.command(request), data=form.intermediary_data())
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            text = _("Proposed: %(number)s. Another person approves.") % {"number": made.code}
            return _back(request, made.pk, text)
    return _form_page(request, form, _("Register intermediary"), reverse("parties:intermediaries"))


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def change_intermediary(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a proposal; an approved intermediary gets new papers by four eyes instead."""
    row = found(request, pk)
    if row.state not in OPEN:
        return HttpResponseRedirect(reverse("parties:renew_intermediary", args=[pk]))
    form = _form_of(request, row, IntermediaryForm)
    if request.method == "POST" and form.is_valid():
        try:
            edit_intermediary(row.pk, form.command(request), data=form.intermediary_data())
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            return _back(request, row.pk, _("Saved"))
    return _form_page(request, form, _("Edit %(name)s") % {"name": row.code}, links.url_for(INTERMEDIARY.kind, row.pk))


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a new licence, agreement or commission; it holds from the day once another person approved."""
    row = found(request, pk)
    form: Any = _form_of(request, row, RenewalForm)
    if request.method == "POST" and form.is_valid():
        try:
            change = propose_renewal(
                form.command(request),
                intermediary_id=row.pk,
                data=form.intermediary_data(),
                holds_from=form.cleaned_data["effective_on"],
            )
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            text = _("Proposed: %(number)s. Another person approves.") % {"number": change.number}
            return _back(request, row.pk, text)
    title = _("New licence or agreement: %(name)s") % {"name": row.party.name}
    return _form_page(request, form, title, links.url_for(INTERMEDIARY.kind, row.pk))


def _form_of(request: HttpRequest, row: Intermediary, form_class: type[IntermediaryForm]) -> IntermediaryForm:
    initial = {name: getattr(row, name) for name in PAPERS if name != "party_number"}
    initial |= {"party_number": row.party.number, "effective_on": timezone.localdate() + timedelta(days=1)}
    agreed = {term.line: term for term in row.terms.order_by("valid_from")}
    form = form_class(request.POST or None, version=row.version, initial=initial, agreed=agreed.values())
    form.fields["party_number"].widget.attrs["readonly"] = True
    return form


def _refuse(form: IntermediaryForm, refusal: Refusal) -> None:
    if refusal.field == "party_id":
        form.add_error("party_number", refusal.message)
        return
    form.refuse(refusal)


def _back(request: HttpRequest, pk: int, text: str) -> HttpResponse:
    messages.success(request, text, extra_tags="good")
    return HttpResponseRedirect(links.url_for(INTERMEDIARY.kind, pk))


def _form_page(request: HttpRequest, form: IntermediaryForm, title: str, back: str) -> HttpResponse:
    context = {"form": form, "papers": form.papers(), "grid": form.grid(), "title": title, "back": back}
    return page(request, "parties/intermediary_form.html", context, status=422 if form.is_bound else 200)
