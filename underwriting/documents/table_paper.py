"""Tables of figures on paper: the statistics and the analysis of risks as they stand on the screen (DUT-17, DUT-36)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from archives.public import render_pdf
from core.web.export_purpose import Mark
from underwriting.documents.policy import COMPANY

TEMPLATE, KIND = "documents/table_paper.html", "table_paper"


def table_paper(sections: Sequence[Any], *, title: str, conditions: str, unit: str, mark: Mark) -> bytes:
    """``sections`` have a title, a note, heads (label, whether figures) and rows of words. Raises
    ``DocumentUnavailable`` where documents cannot be made."""
    context = {
        "title": title,
        "number": f"{timezone.localtime(mark.at):%Y-%m-%d}",
        "company": COMPANY,
        "unit_name": unit,
        "conditions": conditions,
        "sections": [(one.title, one.note, one.heads, _marked(one)) for one in sections],
        "author": mark.who,
        "mark": mark.text,
    }
    return render_pdf(TEMPLATE, context, document_kind=KIND)


def _marked(section: Any) -> list[list[tuple[str, bool]]]:
    """Each cell with whether it is a figure."""
    return [[(text, head[1]) for text, head in zip(row, section.heads, strict=True)] for row in section.rows]
