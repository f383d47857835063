"""The daily underwriting report as a document (B-37)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from archives.public import render_pdf
from underwriting.documents.policy import COMPANY
from underwriting.models import DailyReport
from underwriting.models.policy import line_label
from underwriting.rules.daily_report import AMOUNTS, COUNTS, Correction, Row, corrected, total
from underwriting.selectors.daily_report import corrections_of
from underwriting.selectors.shown import signed

TEMPLATE, KIND = "documents/daily_report.html", "daily_report"


def daily_report(found: DailyReport, *, printed_by: str, at: datetime) -> bytes:
    """One sub-branch, one day. Raises ``DocumentUnavailable`` where documents cannot be made."""
    rows, corrections = found.figures(), corrections_of(found)
    now = corrected(rows, corrections)
    context = {
        "title": f"{found.unit.name}核保日报表",
        "number": f"{found.day:%Y-%m-%d}",
        "company": COMPANY,
        "printed_at": at,
        "printed_by": printed_by,
        "heads": [_(label) for label in COUNTS.values()],
        "rows": [(line_label(row.line), *_beside(_published(rows, row.line), row)) for row in now],
        "foot": _beside(total(rows), total(now)),
        "corrections": [_correction(one) for one in corrections],
        "report": found,
        "answered_by": signed(found.answered_by),
    }
    return render_pdf(TEMPLATE, context, document_kind=KIND)


def _published(rows: Sequence[Row], line: str) -> Row:
    return next((row for row in rows if row.line == line), Row(line=line))


def _beside(published: Row, now: Row) -> tuple[list[tuple[Any, Any]], list[tuple[str, str]]]:
    """Counts and amounts, each with what was published where that was wrong."""
    return _pairs(_cells(published), _cells(now)), _pairs(_amounts(published), _amounts(now))


def _pairs(published: Sequence[Any], now: Sequence[Any]) -> list[tuple[Any, Any]]:
    return [(after, None if before == after else before) for before, after in zip(published, now, strict=True)]


def _correction(one: Correction) -> tuple[str, ...]:
    words = [f"{value:,.2f}" if one.figure in AMOUNTS else f"{value:.0f}" for value in (one.reported, one.corrected)]
    return one.number, line_label(one.line), _((COUNTS | AMOUNTS)[one.figure]), *words, one.answer


def _cells(row: Row) -> list[int]:
    return [getattr(row, name) for name in COUNTS]


def _amounts(row: Row) -> list[str]:
    return [f"{row.sum_insured:,.2f}", f"{row.premium:,.2f}"]
