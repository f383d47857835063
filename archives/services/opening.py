"""Opening a document: only through what it belongs to, and never without a trace (ARC-04)."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from archives.models import Document, DocumentAccess
from archives.permissions import READ
from archives.selectors.confidants import may_read_confidential
from archives.selectors.documents import may_open
from core.files import read
from core.workflow.command import Command
from core.workflow.refusals import Forbidden, Hidden


class Opened(NamedTuple):
    """What is sent to the reader."""

    name: str
    media_type: str
    content: bytes


def open_document(command: Command, document_id: int, *, is_download: bool = False) -> Opened:
    """The content of a document for one reader; out of scope reads as not found, confidential needs its own right
    or a part in the case."""
    document = Document.objects.select_related("file").filter(pk=document_id).first()
    refusal = command.actor.refusal_for(READ)
    if refusal is not None:
        raise refusal
    if document is None or not may_open(command.actor, document):
        raise Hidden(_("Not found."))
    if document.confidential and not may_read_confidential(command.actor, document):
        raise Forbidden(_("This document is confidential. Ask for the right to read it."))
    if document.file is None:
        raise Hidden(document.unavailable)
    content = read(document.file)
    DocumentAccess.objects.create(
        document=document,
        staff_id=command.actor.staff_id,
        actor_name=command.actor.name[:64],
        post=command.actor.post[:60],
        is_download=is_download,
        purpose=command.reason[:200],
        at=command.at,
    )
    return Opened(document.file.name, document.file.media_type, content)
