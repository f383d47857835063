"""The list in front of the policies of a day that are printed together (ISS-05, A1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone, translation

from archives.public import render_pdf
from core.web.actors import said_of
from underwriting.documents.policy import COMPANY
from underwriting.documents.policy_facts import PAPER_LANGUAGE
from underwriting.models import DayPrint, Policy
from underwriting.models.policy import line_label
from underwriting.services.day_prints import Sheet

TEMPLATE, KIND = "documents/day_print.html", "day_print"


def cover_list(
    found: DayPrint,
    sheets: Sequence[Sheet],
    *,
    missing: Sequence[Policy],
    earlier: Sequence[Policy],
    left: int,
    at: datetime,
) -> bytes:
    """Every policy of the file with its pages, those whose paper is not made yet, those printed before, and how many
    are ``left`` for the next file."""
    with translation.override(PAPER_LANGUAGE):
        context: dict[str, Any] = {
            "title": "保险单打印清单",
            "number": f"{found.day:%Y-%m-%d}",
            "company": COMPANY,
            "unit_name": (found.of_unit or found.unit).name,
            "printed_at": timezone.localtime(at),
            "printed_by": said_of(found.asked_by),
            "facts": [*_facts(found, sheets), *_left(left)],
            "rows": [(place, *_row(one.policy), one.pages) for place, one in enumerate(sheets, start=1)],
            "missing": [_row(one) for one in missing],
            "earlier": [(*_row(one), *_before(one)) for one in earlier],
        }
    return render_pdf(TEMPLATE, context, document_kind=KIND)


def _facts(found: DayPrint, sheets: Sequence[Sheet]) -> list[tuple[str, str]]:
    return [
        ("出单日期", f"{found.day:%Y-%m-%d}"),
        ("机构", (found.of_unit or found.unit).name),
        ("险种", line_label(found.line) if found.line else "全部"),
        ("保险单份数", f"{len(sheets)} 份"),
        ("保险单页数", f"{sum(one.pages for one in sheets)} 页（不含本清单）"),
    ]


def _left(number: int) -> list[tuple[str, str]]:
    return [("超出单次打印上限", f"{number} 份未打印，请再次打印本日保险单")] if number else []


def _row(policy: Policy) -> tuple[str, str, str, str]:
    return policy.number, policy.product_label, policy.holder_name, f"{policy.premium:,.2f}"


def _before(policy: Policy) -> tuple[str, str]:
    printed = policy.first_print.print
    return said_of(printed.asked_by), f"{timezone.localtime(printed.asked_at):%Y-%m-%d %H:%M}"
