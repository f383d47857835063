"""The daily underwriting report as a document (B-37)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from archives.public import render_pdf
from underwriting.documents.policy import COMPANY
from underwriting.models import DailyReport
from underwriting.models.policy import line_label
from underwriting.rules.daily_report import COUNTS, Row, total
from underwriting.selectors.shown import signed

TEMPLATE, KIND = "documents/daily_report.html", "daily_report"


def daily_report(found: DailyReport, *, printed_by: str, at: datetime) -> bytes:
    """One sub-branch, one day. Raises ``DocumentUnavailable`` where documents cannot be made."""
    rows = found.figures()
    foot = total(rows)
    context = {
        "title": f"{found.unit.name}核保日报表",
        "number": f"{found.day:%Y-%m-%d}",
        "company": COMPANY,
        "printed_at": at,
        "printed_by": printed_by,
        "heads": [_(label) for label in COUNTS.values()],
        "rows": [(line_label(row.line), _cells(row), _amounts(row)) for row in rows],
        "foot": (_cells(foot), _amounts(foot)),
        "report": found,
        "answered_by": signed(found.answered_by),
    }
    return render_pdf(TEMPLATE, context, document_kind=KIND)


def _cells(row: Row) -> list[int]:
    return [getattr(row, name) for name in COUNTS]


def _amounts(row: Row) -> list[str]:
    return [f"{row.sum_insured:,.2f}", f"{row.premium:,.2f}"]
