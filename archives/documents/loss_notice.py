"""The notice of lost forms as it is sent to the newspaper (domain 8.2, FRM-07)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone, translation

from archives.documents.pdf import render_pdf
from archives.models import FormIncident
from core import clocks

TEMPLATE, KIND, PAPER_LANGUAGE = "documents/loss_notice.html", "form_loss_notice", "zh-hans"
NOTICE_CLOCK = "archives.loss_notice"


def notice_of(paper: FormIncident, *, printed_by: str) -> bytes:
    """The notice. Raises ``DocumentUnavailable`` where documents cannot be made."""
    with translation.override(PAPER_LANGUAGE):
        context = content_of(paper, printed_by=printed_by)
    return render_pdf(TEMPLATE, context, document_kind=KIND)


def content_of(paper: FormIncident, *, printed_by: str) -> dict[str, Any]:
    """Which numbers are void from the loss on, and until when the notice appears."""
    due, _rule = clocks.due(NOTICE_CLOCK, paper.discovered_at)
    return {
        "title": "单证遗失声明",
        "number": paper.number,
        "unit_name": paper.unit.name,
        "printed_at": timezone.localtime(),
        "printed_by": printed_by,
        "form": str(paper.form_type),
        "numbers": paper.shown_numbers,
        "quantity": paper.numbers.quantity,
        "discovered_on": timezone.localdate(paper.discovered_at),
        "due_on": timezone.localdate(due),
        "published": (paper.newspaper, paper.notice_page, paper.notice_on) if paper.notice_on else None,
    }
