"""What a kept paper says, as its reader sees it."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from archives.models import Document
from core.files import read


def words_of(content: bytes) -> str:
    """All words without the breaks of lines and cells."""
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def printed(subject_kind: str, subject_id: int, paper: str) -> str:
    """The words of the newest version."""
    kept = Document.objects.filter(subject_kind=subject_kind, subject_id=subject_id, kind=paper).latest("version")
    assert kept.file is not None
    return words_of(read(kept.file))
