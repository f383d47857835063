"""Scans of customers' papers: opened after a reason, for the person who gave it and for minutes only (CUS-05)."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.files import read
from core.files.serving import file_response
from core.templatetags.ui import icon
from core.web.commands import ReasonForm
from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from parties import permissions
from parties.models import CustomerPaper
from parties.rules.papers import PAPER, PAPER_FIELD, PAPER_KINDS
from parties.selectors.limits import paper_open_minutes
from parties.selectors.papers import paper_seen_by
from parties.services.reveal import reveal

SALT = "parties.paper"
MINUTE = 60


def opens(request: HttpRequest, paper: CustomerPaper) -> SafeString | str:
    """The button that asks for the reason; a dash for posts that may not look."""
    if request.actor.refusal_for(permissions.REVEAL) is not None:  # type: ignore[attr-defined]
        return "–"
    url = reverse("parties:open_paper", args=[paper.pk])
    return format_html('<a class="ui-btn" href="{}" data-dialog>{}{}</a>', url, icon("eye"), _("Open the file"))


def _found(request: HttpRequest, pk: int) -> CustomerPaper:
    actor: Any = request.actor  # type: ignore[attr-defined]
    paper = paper_seen_by(actor, pk) if actor.refusal_for(permissions.VIEW_PAPERS) is None else None
    if paper is None:
        raise Hidden(_("Not found."))
    return paper


@needs(permissions.REVEAL)
@require_http_methods(["GET", "POST"])
def open_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason, writes the look down, then shows the scan to this person for some minutes."""
    paper = _found(request, pk)
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    title = _("Open the file: %(paper)s") % {"paper": _(PAPER_KINDS[paper.kind])}
    back = links.url_for(PAPER.kind, paper.pk)
    context: dict[str, Any] = {"party": paper.party, "paper": paper, "form": form, "title": title, "back": back}
    if request.method == "GET" or not form.is_valid():
        return page(request, "parties/open_paper.html", context, status=200 if request.method == "GET" else 422)
    try:
        reveal(form.command(request), paper.party_id, f"{PAPER_FIELD}:{paper.pk}")
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, "parties/open_paper.html", context, status=refusal.status)
    context["url"] = reverse("parties:paper_scan", args=[_ticket(request, paper)])
    context["is_image"] = paper.file.media_type.startswith("image/")
    response = page(request, "parties/open_paper.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _ticket(request: HttpRequest, paper: CustomerPaper) -> str:
    return signing.dumps([paper.pk, request.actor.staff_id], salt=SALT)  # type: ignore[attr-defined]


@needs(permissions.REVEAL)
@require_GET
def paper_scan(request: HttpRequest, ticket: str) -> HttpResponse:
    """The scan itself. The address is of use to nobody else, and to nobody later."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    lasts = paper_open_minutes(actor, timezone.now()) * MINUTE
    try:
        pk, staff_id = signing.loads(ticket, salt=SALT, max_age=lasts)
    except signing.BadSignature as wrong:
        raise Hidden(_("Not found.")) from wrong
    if staff_id != actor.staff_id:
        raise Hidden(_("Not found."))
    file = _found(request, pk).file
    return file_response(read(file), name=file.name, media_type=file.media_type)
