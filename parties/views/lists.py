"""The page of one list entry, and the form that proposes one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.search import numbered
from core.templatetags.ui import day, full_moment
from core.web.commands import CommandForm
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.pages import needs, page
from core.web.posting import post_button
from core.web.requests import command_of
from core.workflow.refusals import Refusal
from parties import permissions
from parties.forms.lists import ListingForm
from parties.models import ListEntry
from parties.rules.listing import APPEAL_GROUNDS, LISTING
from parties.rules.words import LIST_KINDS, LIST_REASONS, LIST_SUBJECTS
from parties.selectors.listing_paper import listing_for
from parties.services.listing import look_at_entry, propose_listing

SHEET = "parties.listing_sheet"


@needs(permissions.VIEW_LISTS)
@require_GET
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: what is listed, why, since when, proposed and decided by whom."""
    found = listing_for(request.actor, pk)  # type: ignore[attr-defined]
    look_at_entry(command_of(request), found)
    detail = Detail(
        title=found.number,
        heading=found.shown,
        crumbs=(Crumb(_("Grey and black list"), reverse("parties:entries")), Crumb(found.number)),
        facts=(
            Fact(_("List"), _(LIST_KINDS[found.kind])),
            Fact(_("Subject"), found.shown, _(LIST_SUBJECTS[found.subject])),
            Fact(_("Ground"), _(LIST_REASONS[found.reason_code]), _source(found)),
            Fact(_("Valid"), day(found.valid_from), _until(found)),
            Fact(_("Review on"), day(found.review_on), _reviewed(found)),
        ),
        tabs=(Tab("main", _("Overview")),),
        actions=_papers(request, found),
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


def _papers(request: HttpRequest, found: ListEntry) -> list[SafeString]:
    """The approval sheet, for the file."""
    url = links.url_for(SHEET, found.pk)
    return [post_button(request, url, _("Approval sheet (PDF)"))] if url else []


def _source(found: ListEntry) -> SafeString | str:
    """The case that the entry rests on, with the way to it."""
    known = numbered(found.source_number)
    url = links.url_for(*known) if known else ""
    return format_html('<a href="{}">{}</a>', url, found.source_number) if url else found.source_number


def _until(found: ListEntry) -> str:
    return _("until %(day)s") % {"day": day(found.valid_until)} if found.valid_until else _("long term")


def _reviewed(found: ListEntry) -> str:
    return _("last reviewed %(day)s") % {"day": day(found.reviewed_on)} if found.reviewed_on else ""


def _decision(_request: HttpRequest, found: ListEntry) -> dict[str, Any]:
    pairs = [
        (_("Proposed by"), f"{found.proposed_by_name} {full_moment(found.created_at)}"),
        (_("Decided by"), f"{found.decided_by_name} {full_moment(found.decided_at)}" if found.decided_by_name else ""),
        (_("Appeal"), _appeal(found)),
        (_("Unit"), found.unit.label),
    ]
    return {"pairs": [(label, value) for label, value in pairs if value]}


def _appeal(found: ListEntry) -> str:
    return f"{_(APPEAL_GROUNDS[found.appeal_ground])} {day(found.appealed_on)}" if found.appeal_ground else ""


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
            for field, message in refusal.details.get("faults", {refusal.field: refusal.message}).items():
                form.add_error(_field(form, field), message)
        else:
            messages.success(request, _("Proposed: %(number)s") % {"number": made.number}, extra_tags="good")
            return HttpResponseRedirect(links.url_for(LISTING.kind, made.pk))
    return simple_form(request, form, _("Propose entry"), reverse("parties:entries"))


def _field(form: CommandForm, field: str) -> str | None:
    name = {"party_id": "value"}.get(field, field)
    return name if name in form.fields else None


def simple_form(request: HttpRequest, form: CommandForm, title: str, back: str) -> HttpResponse:
    context = {"form": form, "groups": [("", list(form.visible_fields()))], "title": title, "back": back}
    return page(request, "parties/form.html", context, status=422 if form.is_bound else 200)
