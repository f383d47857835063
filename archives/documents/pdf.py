"""From a template and plain values to the bytes of a PDF."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from archives.documents.fetcher import closed_fetcher
from archives.documents.fonts import write_whole
from archives.documents.machinery import renderer
from archives.documents.typesetting import ONE_AT_A_TIME, page_class, typesetting

LANGUAGE = "zh-hans"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPages:
    """Pages that are the same in every document, such as clauses: made once per edition, then appended.

    ``edition`` names the text uniquely (clause code and version); a new edition is a new name.
    """

    template: str
    edition: str
    context: Mapping[str, Any] = field(default_factory=dict)


def render_pdf(
    template: str,
    context: Mapping[str, Any],
    *,
    document_kind: str,
    images: Mapping[str, bytes] | None = None,
    standing: Sequence[StandingPages] = (),
    language: str = LANGUAGE,
) -> bytes:
    """Render ``template`` to PDF. Images are used as ``document:<name>``; nothing else can be loaded.

    Raises ``DocumentUnavailable`` where Pango is missing.
    """
    own = _render(template, {**context, "document_kind": document_kind}, images or {}, language)
    if not standing:
        return own
    return joined([own, *(_standing_pages(pages, language) for pages in standing)])


def _render(template: str, context: Mapping[str, Any], images: Mapping[str, bytes], language: str) -> bytes:
    renderer()
    with translation.override(language):
        text = render_to_string(template, dict(context))
    with ONE_AT_A_TIME:
        ready = typesetting(template)
        document = page_class()(string=text, base_url="document:/", url_fetcher=closed_fetcher(dict(images)))
        pdf: bytes = document.write_pdf(font_config=ready.font_config, stylesheets=ready.stylesheets)
    return pdf


def _standing_pages(pages: StandingPages, language: str) -> bytes:
    name = hashlib.sha256(f"{pages.template}:{pages.edition}:{language}".encode()).hexdigest()[:32]
    kept = Path(settings.DOCUMENT_CACHE_DIR) / "standing" / f"{name}.pdf"
    if not kept.is_file():
        write_whole(kept, _render(pages.template, pages.context, {}, language))
    return kept.read_bytes()


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def joined(parts: Sequence[bytes]) -> bytes:
    """Several PDFs as one, page after page. The signature of a signed one belongs to the original alone."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(parts[0])) as whole:
        for part in parts[1:]:
            with pikepdf.open(io.BytesIO(part)) as following:
                _without_signature(following)
                whole.pages.extend(following.pages)
        whole.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _without_signature(document: pikepdf.Pdf) -> None:
    """The field of a signature shows nothing; without its document it is only a fault in the copy."""
    if "/AcroForm" not in document.Root:
        return
    del document.Root["/AcroForm"]
    for page in document.pages:
        if "/Annots" in page:
            kept = [one for one in page.Annots if one.get("/Subtype") != "/Widget"]
            page.Annots = pikepdf.Array(kept)
