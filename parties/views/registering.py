"""Registering and changing customers: the form keeps what was typed, the panel beside it shows who exists already."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core import links
from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from parties.forms.party import FORMS, PartyForm, stored_values
from parties.models import Party
from parties.rules.identity import IdentityFault, IdType, PartyKind, check_identity
from parties.rules.lifecycle import PARTY
from parties.rules.words import KINDS
from parties.selectors.duplicates import Likeness, probably_same, with_identity
from parties.selectors.parties import visible_parties
from parties.services.refusals import ProbableDuplicate
from parties.services.register import edit_party, register_party

REGISTER, EDIT = "parties.register_party", "parties.edit_party"
TRIED = (IdentityFault, ValueError)


def _form_class(kind: str) -> type[PartyForm]:
    try:
        return FORMS[kind]
    except KeyError:
        raise Hidden(_("Not found.")) from None


@needs(REGISTER)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A new person or organisation."""
    form_class = _form_class(kind)
    if request.method == "GET":
        return _form_page(request, form_class(), kind)
    form = form_class(request.POST)
    if not form.is_valid():
        return _form_page(request, form, kind, status=422)
    try:
        party = register_party(form.command(request), data=form.party_data())
    except Refusal as refusal:
        return _refused(request, form, kind, refusal)
    messages.success(request, _("Registered: %(number)s") % {"number": party.number}, extra_tags="good")
    return HttpResponseRedirect(links.url_for(PARTY.kind, party.pk))


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changing the facts of a customer."""
    party = visible_parties(request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
    if party is None:
        raise Hidden(_("Not found."))
    form_class = _form_class(party.kind)
    sent = request.POST if request.method == "POST" else None
    form = form_class(sent, version=party.version, initial=stored_values(party))
    if sent is None:
        return _form_page(request, form, party.kind, party=party)
    if not form.is_valid():
        return _form_page(request, form, party.kind, party=party, status=422)
    try:
        edit_party(party.pk, form.command(request), data=form.party_data())
    except Refusal as refusal:
        return _refused(request, form, party.kind, refusal, party=party)
    messages.success(request, _("Saved"), extra_tags="good")
    return HttpResponseRedirect(links.url_for(PARTY.kind, party.pk))


@needs(REGISTER)
@require_POST
def look_for_duplicates(request: HttpRequest, kind: str) -> HttpResponse:
    """The panel beside the form, while the form is being filled in."""
    form = _form_class(kind)(request.POST)
    form.is_valid()
    return page(request, "parties/duplicates.html", _duplicates(form, kind))


def _duplicates(form: PartyForm, kind: str, *, but: int | None = None) -> dict[str, Any]:
    """Who has this number, and who looks the same; from whatever has been typed so far."""
    typed = {name: str(form[name].value() or "").strip() for name in ("name", "id_type", "id_number", "phone")}
    same, born_on = None, form.cleaned_data.get("born_on") if hasattr(form, "cleaned_data") else None
    try:
        identity = check_identity(
            IdType(typed["id_type"]), typed["id_number"], kind=PartyKind(kind), today=timezone.localdate()
        )
        same, born_on = with_identity(typed["id_type"], identity.number, but=but), identity.born_on or born_on
    except TRIED:
        pass
    alike: list[Likeness] = []
    if len(typed["name"]) > 1 and same is None:
        alike = probably_same(kind=kind, name=typed["name"], phone=typed["phone"], born_on=born_on, but=but)
    looked_at = {str(pk) for pk in form["different_from"].value() or ()}
    return {
        "same": same,
        "alike": [(one.party, one.why, str(one.party.pk) in looked_at) for one in alike],
        "reason": form["reason"].value() or "",
        "looked": bool(typed["name"]),
    }


def _refused(
    request: HttpRequest, form: PartyForm, kind: str, refusal: Refusal, *, party: Party | None = None
) -> HttpResponse:
    """The form as typed, the refusal at its field, the customers found beside it."""
    if not isinstance(refusal, ProbableDuplicate) and refusal.field != "reason":
        form.refuse(refusal)
    return _form_page(request, form, kind, party=party, status=refusal.status, refusal=refusal)


def _form_page(
    request: HttpRequest,
    form: PartyForm,
    kind: str,
    *,
    party: Party | None = None,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    word = _(KINDS[PartyKind(kind)])
    back = links.url_for(PARTY.kind, party.pk) if party else reverse("parties:customers")
    context = {
        "form": form,
        "groups": form.groups(),
        "party": party,
        "title": _("Edit %(name)s") % {"name": party.name}
        if party
        else _("Register customer: %(kind)s") % {"kind": word},
        "check_url": "" if party else reverse("parties:duplicates", args=[kind]),
        "back": back,
        "refusal": refusal,
        **(_duplicates(form, kind, but=party.pk if party else None) if form.is_bound else {}),
    }
    return page(request, "parties/form.html", context, status=status)
