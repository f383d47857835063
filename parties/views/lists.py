"""Pages of one list entry and of one intermediary, and the forms that make them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.templatetags.ui import day, full_moment
from core.web.commands import CommandForm
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from parties import permissions
from parties.forms.lists import IntermediaryForm, ListingForm
from parties.models import Intermediary, ListEntry
from parties.rules.lifecycle import INTERMEDIARY, LISTING, PARTY
from parties.rules.words import INTERMEDIARY_KINDS, LIST_KINDS, LIST_REASONS, LIST_SUBJECTS
from parties.selectors.lists import visible_entries
from parties.selectors.parties import visible_intermediaries
from parties.services.intermediary import edit_intermediary, register_intermediary
from parties.services.listing import propose_listing


@needs(permissions.VIEW_LISTS)
@require_GET
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: what is listed, why, since when, proposed and decided by whom."""
    found = visible_entries(request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
    if found is None:
        raise Hidden(_("Not found."))
    detail = Detail(
        title=found.number,
        heading=found.shown,
        crumbs=(Crumb(_("Grey and black list"), reverse("parties:entries")), Crumb(found.number)),
        facts=(
            Fact(_("List"), _(LIST_KINDS[found.kind])),
            Fact(_("Subject"), found.shown, _(LIST_SUBJECTS[found.subject])),
            Fact(_("Ground"), _(LIST_REASONS[found.reason_code]), found.source_number),
            Fact(_("Valid"), day(found.valid_from), _until(found)),
            Fact(_("Review on"), day(found.review_on)),
        ),
        tabs=(Tab("main", _("Overview")),),
        panels=(
            Panel(key="evidence", title=_("Evidence"), template="parties/panels/evidence.html", icon="file-text"),
            Panel(
                key="decision",
                title=_("Four eyes"),
                template="parties/panels/details.html",
                icon="user-check",
                context=_decision,
            ),
        ),
    )
    return detail_page(request, found, detail)


def _until(found: ListEntry) -> str:
    return _("until %(day)s") % {"day": day(found.valid_until)} if found.valid_until else _("long term")


def _decision(_request: HttpRequest, found: ListEntry) -> dict[str, Any]:
    pairs = [
        (_("Proposed by"), f"{found.proposed_by_name} {full_moment(found.created_at)}"),
        (_("Decided by"), f"{found.decided_by_name} {full_moment(found.decided_at)}" if found.decided_by_name else ""),
        (_("Unit"), found.unit.name),
    ]
    return {"pairs": [(label, value) for label, value in pairs if value]}


@needs("parties.propose_listing")
@require_http_methods(["GET", "POST"])
def new_entry(request: HttpRequest) -> HttpResponse:
    """A proposal; another person decides."""
    today = timezone.localdate()
    form = ListingForm(request.POST) if request.method == "POST" else ListingForm(initial={"valid_from": today})
    if request.method == "POST" and form.is_valid():
        try:
            made = propose_listing(form.command(request), data=form.listing_data())
        except Refusal as refusal:
            form.add_error(_field(form, refusal), refusal.message)
        else:
            messages.success(request, _("Proposed: %(number)s") % {"number": made.number}, extra_tags="good")
            return HttpResponseRedirect(links.url_for(LISTING.kind, made.pk))
    return _simple(request, form, _("Propose entry"), reverse("parties:entries"))


def _field(form: CommandForm, refusal: Refusal) -> str | None:
    name = {"party_id": "value"}.get(refusal.field, refusal.field)
    return name if name in form.fields else None


@needs(permissions.VIEW_INTERMEDIARIES)
@require_GET
def intermediary(request: HttpRequest, pk: int) -> HttpResponse:
    """One intermediary with licence and agreement."""
    found = _intermediary(request, pk)
    detail = Detail(
        title=found.code,
        heading=found.party.name,
        crumbs=(Crumb(_("Intermediaries"), reverse("parties:intermediaries")), Crumb(found.code)),
        facts=(
            Fact(_("Kind"), _(INTERMEDIARY_KINDS[found.kind])),
            Fact(
                _("Licence number"), found.licence_number, _("valid until %(day)s") % {"day": day(found.licence_until)}
            ),
            Fact(
                _("Agreement number"),
                found.agreement_number,
                f"{day(found.agreement_from)} – {day(found.agreement_until)}",
            ),
            Fact(_("Unit"), found.unit.name),
        ),
        tabs=(Tab("main", _("Overview")),),
        panels=(
            Panel(
                key="details",
                title=_("Further details"),
                template="parties/panels/details.html",
                icon="id",
                context=_about,
            ),
        ),
    )
    return detail_page(request, found, detail)


def _intermediary(request: HttpRequest, pk: int) -> Intermediary:
    found = visible_intermediaries(request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
    if found is None:
        raise Hidden(_("Not found."))
    return found


def _about(_request: HttpRequest, found: Intermediary) -> dict[str, Any]:
    pairs = [(_("Customer number"), found.party.number), (_("Lines of business"), found.lines)]
    return {
        "pairs": [(label, value) for label, value in pairs if value],
        "link": links.url_for(PARTY.kind, found.party_id),
    }


@needs("parties.register_intermediary")
@require_http_methods(["GET", "POST"])
def new_intermediary(request: HttpRequest) -> HttpResponse:
    """An existing customer becomes an intermediary."""
    form = IntermediaryForm(request.POST) if request.method == "POST" else IntermediaryForm()
    if request.method == "POST" and form.is_valid():
        try:
            made = register_intermediary(form.command(request), data=form.intermediary_data())
        except Refusal as refusal:
            name = {"party_id": "party_number"}.get(refusal.field, refusal.field)
            form.add_error(name if name in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Registered: %(number)s") % {"number": made.code}, extra_tags="good")
            return HttpResponseRedirect(links.url_for(INTERMEDIARY.kind, made.pk))
    return _simple(request, form, _("Register intermediary"), reverse("parties:intermediaries"))


@needs("parties.register_intermediary")
@require_http_methods(["GET", "POST"])
def change_intermediary(request: HttpRequest, pk: int) -> HttpResponse:
    """New licence or agreement."""
    found = _intermediary(request, pk)
    names = [name for name in IntermediaryForm.base_fields if hasattr(found, name) and name != "version"]
    initial = {name: getattr(found, name) for name in names} | {"party_number": found.party.number}
    form = (
        IntermediaryForm(request.POST)
        if request.method == "POST"
        else IntermediaryForm(version=found.version, initial=initial)
    )
    form.fields["party_number"].widget.attrs["readonly"] = True
    if request.method == "POST" and form.is_valid():
        try:
            edit_intermediary(found.pk, form.command(request), data=form.intermediary_data())
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Saved"), extra_tags="good")
            return HttpResponseRedirect(links.url_for(INTERMEDIARY.kind, found.pk))
    return _simple(request, form, _("Edit %(name)s") % {"name": found.code}, links.url_for(INTERMEDIARY.kind, found.pk))


def _simple(request: HttpRequest, form: CommandForm, title: str, back: str) -> HttpResponse:
    context = {"form": form, "groups": [("", list(form.visible_fields()))], "title": title, "back": back}
    return page(request, "parties/form.html", context, status=422 if form.is_bound else 200)
