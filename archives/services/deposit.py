"""Keeping documents: stored once with their digest, never rendered again (ARC-01, ARC-02)."""

from __future__ import annotations

from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from archives.models import Document
from archives.rules.facts import DocumentFact, DocumentRef
from archives.selectors.documents import ref_of
from core import audit, locks
from core.files import DOCUMENT, GENERATED, Purpose, attach, store
from core.numbering import next_number
from core.workflow.command import Command

KIND = "archives.document"
DEPOSITED = "archives.document.deposit"


def deposit(command: Command, fact: DocumentFact, *, purpose: Purpose = GENERATED) -> DocumentRef:
    """Keep a document as the next version of its kind and title; the same command keeps it once."""
    key = uuid5(command.key, f"{fact.subject_kind}:{fact.subject_id}:{fact.kind}:{fact.title}")
    with transaction.atomic():
        known = Document.objects.select_related("file").filter(deposit_key=key).first()
        if known is not None:
            return ref_of(known)
        document = Document(deposit_key=key, version=_next_version(fact))
        _describe(document, fact, command)
        if fact.content is not None:
            file = store(fact.content, purpose=purpose, name=_file_name(fact), actor=command.actor)
            document.file, document.sha256 = file, file.sha256
        document.number = f"D{next_number('archives.document', gap_free=False):010d}"
        document.save(force_insert=True)
        if document.file is not None:
            attach(document.file, subject_kind=KIND, subject_id=document.pk)
        audit.record(
            command,
            DEPOSITED,
            subject=(fact.subject_kind, fact.subject_id, fact.subject_number),
            after={"document": document.number, "kind": fact.kind, "title": fact.title, "sha256": document.sha256},
        )
    return ref_of(document)


def deposit_upload(command: Command, fact: DocumentFact) -> DocumentRef:
    """Keep what a person brought: photos are cleaned, active PDFs refused."""
    return deposit(command, fact, purpose=DOCUMENT)


def _next_version(fact: DocumentFact) -> int:
    """Versions of one document are counted one after the other."""
    locks.hold(f"document:{fact.subject_kind}:{fact.subject_id}:{fact.kind}:{fact.title}")
    same = Document.objects.filter(
        subject_kind=fact.subject_kind, subject_id=fact.subject_id, kind=fact.kind, title=fact.title
    )
    latest = same.order_by("-version").first()
    return latest.version + 1 if latest else 1


def _describe(document: Document, fact: DocumentFact, command: Command) -> None:
    document.kind, document.title = fact.kind, fact.title
    document.subject_kind, document.subject_id = fact.subject_kind, fact.subject_id
    document.subject_number = fact.subject_number
    document.confidential, document.retain_until = fact.confidential, fact.retain_until
    document.unavailable = "" if fact.content is not None else (fact.unavailable or _("not available"))
    document.made_at = command.at
    document.made_by_id, document.made_by_name = command.actor.staff_id, command.actor.name


def _file_name(fact: DocumentFact) -> str:
    extension = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}.get(fact.media_type, "")
    return f"{fact.title} {fact.subject_number}{extension}"
