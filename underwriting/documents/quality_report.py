"""The monthly circular on the quality of entries (A6 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from archives.public import render_pdf
from underwriting.documents.policy import COMPANY
from underwriting.selectors.quality import Scored

TEMPLATE, KIND = "documents/quality_report.html", "quality_report"
TITLES = {"clerk": "出单员", "reviewer": "复核员", "unit": "机构"}


def quality_report(month: date, found: Mapping[str, Sequence[Scored]], *, printed_by: str, at: datetime) -> bytes:
    """The circular. Raises ``DocumentUnavailable`` where documents cannot be made."""
    context = {
        "title": f"{month:%Y年%m月}承保数据录入质量通报",
        "number": f"{month:%Y-%m}",
        "company": COMPANY,
        "printed_at": at,
        "printed_by": printed_by,
        "sections": [(TITLES[by], rows) for by, rows in found.items()],
    }
    return render_pdf(TEMPLATE, context, document_kind=KIND)
