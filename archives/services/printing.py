"""Many kept papers for one printer: read together, each look written down (ARC-04, ISS-05)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archives.models import Document, DocumentAccess
from archives.permissions import READ
from core.files import read
from core.workflow.command import Command


class Paper(NamedTuple):
    """The newest version of a paper of one object."""

    document_id: int
    subject_id: int
    content: bytes


def newest_papers(command: Command, subject_kind: str, subjects: Sequence[int], *, kind: str) -> Iterable[Paper]:
    """One after the other, in the order of the subjects; what has no paper is left out. The caller answers for the
    subjects being in the reader's scope."""
    refusal = command.actor.refusal_for(READ)
    if refusal is not None:
        raise refusal
    rows = Document.objects.select_related("file").filter(
        subject_kind=subject_kind, subject_id__in=subjects, kind=kind, confidential=False, file__isnull=False
    )
    newest = {one.subject_id: one for one in rows.order_by("version")}
    for subject in subjects:
        found = newest.get(subject)
        if found is not None and found.file is not None:
            yield Paper(found.pk, subject, read(found.file))


def note_printed(command: Command, documents: Iterable[int], *, purpose: str) -> None:
    """Who took the papers, and what for."""
    DocumentAccess.objects.bulk_create(
        DocumentAccess(
            document_id=document,
            staff_id=command.actor.staff_id,
            actor_name=command.actor.name[:64],
            post=command.actor.post[:60],
            is_download=True,
            purpose=purpose[:200],
            at=command.at,
        )
        for document in documents
    )
