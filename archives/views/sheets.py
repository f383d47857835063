"""Papers of one look that are made here: the list of destruction, the approval sheet of a list entry (5.21)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archives.documents.registers import make_destruction_list, make_listing_sheet
from archives.permissions import VIEW_FORMS
from archives.rules.facts import DocumentRef
from archives.selectors import form_papers
from archives.selectors.documents import file_of
from core.files import read
from core.files.serving import file_response
from core.web.pages import needs
from core.web.posting import posted_key
from core.web.requests import command_of
from core.workflow.command import Command
from core.workflow.refusals import Hidden
from parties.public import look_at_listing


@needs(VIEW_FORMS)
@require_POST
def destruction_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list that two people and a supervisor sign."""
    paper: Any = form_papers.one_of(form_papers.destructions(request.actor), pk)  # type: ignore[attr-defined]
    return _made(request, lambda command: make_destruction_list(paper, command))


@needs("parties.view_listing")
@require_POST
def listing_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet on which an entry of the grey or black list is proposed and decided."""
    return _made(request, lambda command: make_listing_sheet(look_at_listing(command, pk), command))


def _made(request: HttpRequest, make: Callable[[Command], DocumentRef]) -> HttpResponse:
    """Handed to whoever made it, who may not read the archive otherwise."""
    command = command_of(request, key=posted_key(request))
    with transaction.atomic():
        made = make(command)
    if made.unavailable:
        raise Hidden(made.unavailable)
    file = file_of(made.id)
    if file is None:
        raise Hidden(_("Not found."))
    return file_response(read(file), name=file.name, media_type=file.media_type, download=False)
