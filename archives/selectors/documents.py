"""Documents of a business object."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Q

from archives.models import Document
from archives.permissions import READ
from archives.rules.facts import DocumentRef
from archives.selectors.confidants import may_read_confidential
from core.files import may_see
from core.models import StoredFile
from core.workflow.command import Actor


def may_open(actor: Actor, document: Document) -> bool:
    """Whoever may see what the document belongs to."""
    return may_see(actor, document.subject_kind, document.subject_id)


class Parts(NamedTuple):
    """Objects that belong to another one, whose documents of one kind are read with its own."""

    subject_kind: str
    subject_ids: Collection[int]
    document_kind: str


def documents_of(subject_kind: str, subject_id: int, actor: Actor, parts: Parts | None = None) -> list[DocumentRef]:
    """The latest version of every document of an object that the actor may read, newest first; with those of its
    ``parts``, which whoever sees the object sees."""
    if actor.refusal_for(READ) is not None or not may_see(actor, subject_kind, subject_id):
        return []
    wanted = Q(subject_kind=subject_kind, subject_id=subject_id)
    if parts is not None and parts.subject_ids:
        wanted |= Q(subject_kind=parts.subject_kind, subject_id__in=parts.subject_ids, kind=parts.document_kind)
    rows = Document.objects.select_related("file").filter(wanted)
    latest: dict[tuple[str, str], Document] = {}
    for document in rows.order_by("version"):
        if not document.confidential or may_read_confidential(actor, document):
            latest[document.kind, document.title] = document
    return [ref_of(row) for row in sorted(latest.values(), key=lambda row: (row.made_at, row.pk), reverse=True)]


def file_of(document_id: int) -> StoredFile | None:
    """The bytes of a document for whoever has just made it."""
    return Document.objects.select_related("file").get(pk=document_id).file


def ref_of(document: Document) -> DocumentRef:
    file = document.file
    return DocumentRef(
        id=document.pk,
        number=document.number,
        kind=document.kind,
        title=document.title,
        subject_kind=document.subject_kind,
        subject_id=document.subject_id,
        subject_number=document.subject_number,
        version=document.version,
        sha256=document.sha256,
        size=file.size if file else 0,
        media_type=file.media_type if file else "",
        confidential=document.confidential,
        unavailable=document.unavailable,
        retain_until=document.retain_until,
        made_at=document.made_at,
        made_by=document.made_by_name,
    )
