"""The treaty business report on paper and as a spreadsheet (REI-08)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import translation

from archives.public import render_pdf
from core.web.export_values import safe_text
from core.web.exporting import xlsx_of
from underwriting.documents.policy import COMPANY
from underwriting.documents.reinsurance import LINES_EN, PAPER_LANGUAGE
from underwriting.models import TreatyReport
from underwriting.rules.lines import LINE_TITLES
from underwriting.selectors.shown import signed

HEADS = ("合同／临分 Treaty", "保单数 Policies", "分出保费 Ceded premium", "分保手续费 Commission", "摊回赔款 Recovery")
NAMES = ("premium", "commission", "recovery")


def line_title(report: TreatyReport) -> str:
    return f"{LINE_TITLES.get(report.line, report.line)} {LINES_EN.get(report.line, '')}".strip()


def report_paper(report: TreatyReport, *, at: datetime, printed_by: str) -> bytes:
    """The report as it goes upward. Raises ``DocumentUnavailable`` where none can be made."""
    context = {
        "title": "合同分保业务报告 Treaty business report",
        "number": report.number,
        "company": COMPANY,
        "unit_name": report.unit.name,
        "printed_at": at,
        "printed_by": printed_by,
        "line": line_title(report),
        "report": report,
        "filled_by": signed(report.filled_by),
        "confirmed_by": signed(report.confirmed_by),
        "heads": HEADS,
        "rows": [
            (row["under"], row["policies"], *(f"{Decimal(row[name]):,.2f}" for name in NAMES)) for row in report.rows
        ],
        "totals": ["合计 Total", report.policies, *(f"{getattr(report, name):,.2f}" for name in NAMES)],
    }
    with translation.override(PAPER_LANGUAGE):
        return render_pdf("documents/treaty_report.html", context, document_kind="treaty_report")


def report_sheet(report: TreatyReport) -> bytes:
    """The same figures for calculation."""
    return xlsx_of(_sheet(report))


def _sheet(report: TreatyReport) -> Iterable[list[Any]]:
    yield ["合同分保业务报告 Treaty business report", report.number]
    yield ["险种 Class", safe_text(line_title(report))]
    yield ["期间 Period", f"{report.since} – {report.until}"]
    yield ["填报人 Filled in by", safe_text(signed(report.filled_by))]
    yield ["复核人 Confirmed by", safe_text(signed(report.confirmed_by))]
    yield ["报送 Sent", safe_text(f"{report.sent_to} {report.sent_on or ''}".strip())]
    yield []
    yield list(HEADS)
    for row in report.rows:
        yield [safe_text(row["under"]), row["policies"], *(Decimal(row[name]) for name in NAMES)]
    yield ["合计 Total", report.policies, *(getattr(report, name) for name in NAMES)]
