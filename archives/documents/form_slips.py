"""Dispatch and issue slips on paper: what is handed over, by whom, with room for the signatures (domain 8.2)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone, translation

from archives.documents.pdf import render_pdf
from archives.models import FormRequest, FormSlip
from archives.models.form_papers import FormPaper

TEMPLATE, KIND, PAPER_LANGUAGE = "documents/form_slip.html", "form_slip", "zh-hans"
TITLES = {"issue": "单证领用单", "return": "单证退回单", "hand_over": "单证交接单"}


def slip_of(paper: FormPaper, *, printed_by: str) -> bytes:
    """The slip. Raises ``DocumentUnavailable`` where documents cannot be made."""
    with translation.override(PAPER_LANGUAGE):
        context = content_of(paper, printed_by=printed_by)
    return render_pdf(TEMPLATE, context, document_kind=KIND)


def content_of(paper: FormPaper, *, printed_by: str) -> dict[str, Any]:
    """What the slip says."""
    quantity = paper.numbers.quantity if paper.first is not None and paper.last is not None else 0
    return {
        "title": TITLES.get(getattr(paper, "kind", ""), "单证调拨单"),
        "number": paper.number,
        "unit_name": paper.unit.name,
        "printed_at": timezone.localtime(),
        "printed_by": printed_by,
        "rows": [
            ("单证名称", str(paper.form_type)),
            ("单证类别", paper.form_type.get_grade_display()),
            ("起止号码", paper.shown_numbers),
            ("数量", f"{quantity:,}"),
            *_people(paper),
        ],
    }


def _people(paper: FormPaper) -> list[tuple[str, str]]:
    if isinstance(paper, FormRequest):
        return [
            ("调出单位", paper.source.name if paper.source else ""),
            ("调入单位", paper.unit.name),
            ("调出经办", paper.dispatched_by),
            ("签收清点", f"{paper.received_by} {'' if paper.received is None else paper.received}"),
        ]
    if isinstance(paper, FormSlip):
        taker = paper.successor.name if paper.successor else ""
        return [
            ("使用人", paper.holder.name),
            ("接收人", taker),
            ("监交人", paper.witnessed_by),
            ("签收", paper.signed_by),
        ]
    return []
