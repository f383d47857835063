"""The statement that the leader sends to a co-insurer: its part of the premium received, policy by policy, so that it
can check every line (domain 5.7, REI-13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import translation

from archives.public import render_pdf
from core.web.export_values import safe_text
from core.web.exporting import xlsx_of
from finance.public import Received
from underwriting.documents.policy import COMPANY
from underwriting.models import CoinsurerStatement
from underwriting.selectors.coinsurer_money import Checkable

TEMPLATE, KIND, LANGUAGE = "documents/coinsurer_statement.html", "coinsurer_statement", "zh-hans"
TITLE, CURRENCY = "共保结算单", "人民币（CNY）"
HEADS = (
    "保单号",
    "被保险人",
    "保险期间",
    "总保险金额",
    "总保险费",
    "贵公司份额（%）",
    "收费日期及金额",
    "应享保费",
    "退费应担",
    "前期已结",
    "本期结算",
)


def statement_paper(
    statement: CoinsurerStatement, lines: Sequence[Checkable], *, at: datetime, printed_by: str
) -> bytes:
    """As it goes to the co-insurer. Raises ``DocumentUnavailable`` where documents cannot be made."""
    context = {
        "title": TITLE,
        "number": statement.number,
        "company": COMPANY,
        "unit_name": statement.unit.name,
        "printed_at": at,
        "printed_by": printed_by,
        "insurer": statement.insurer,
        "facts": _facts(statement),
        "heads": HEADS,
        "rows": [_printed(one) for one in lines],
        "totals": [f"{amount:,.2f}" for amount in _totals(lines)],
    }
    with translation.override(LANGUAGE):
        return render_pdf(TEMPLATE, context, document_kind=KIND)


def _facts(statement: CoinsurerStatement) -> list[tuple[str, str]]:
    return [
        ("首席承保人", f"{COMPANY} {statement.unit.name}"),
        ("共保人", statement.insurer),
        ("结算单号", statement.number),
        ("收费截止日", f"{statement.until:%Y-%m-%d}"),
        ("币种", CURRENCY),
        ("本期结算金额", f"{statement.amount:,.2f}"),
    ]


def _printed(one: Checkable) -> list[tuple[str, bool]]:
    """The cells of a line, each with whether it is a figure."""
    amounts = [(f"{amount:,.2f}", True) for amount in _amounts(one)]
    policy = one.line.policy
    return [
        (policy.number, False),
        (policy.insured_name, False),
        (_period(one), False),
        (f"{one.sum_insured:,.2f}", True),
        (f"{one.premium:,.2f}", True),
        (f"{one.percent.normalize():f}", True),
        (_receipts(one.received), False),
        *amounts,
    ]


def _period(one: Checkable) -> str:
    return f"{one.line.policy.start_on:%Y-%m-%d} 至 {one.line.policy.end_on:%Y-%m-%d}"


def _receipts(received: Sequence[Received]) -> str:
    return "；".join(f"{one.on:%Y-%m-%d} {one.premium:,.2f}" for one in received)


def _amounts(one: Checkable) -> tuple[Decimal, ...]:
    """Its part of what came in and of what went back, what was settled before, what is left."""
    return one.line.received, one.line.given_back, one.line.settled_before, one.line.amount


def _totals(lines: Sequence[Checkable]) -> list[Decimal]:
    return [sum(amounts, Decimal("0.00")) for amounts in zip(*map(_amounts, lines), strict=True)]


def statement_workbook(statement: CoinsurerStatement, lines: Sequence[Checkable]) -> bytes:
    """The same as a spreadsheet, under the same heading."""
    return xlsx_of(_sheet(statement, lines), title=TITLE)


def _sheet(statement: CoinsurerStatement, lines: Sequence[Checkable]) -> Iterable[list[Any]]:
    yield [TITLE]
    yield from ([label, safe_text(value)] for label, value in _facts(statement)[:-1])
    yield ["本期结算金额", statement.amount]
    yield []
    yield [*HEADS]
    for one in lines:
        policy = one.line.policy
        texts = map(safe_text, (policy.number, policy.insured_name, _period(one)))
        yield [*texts, one.sum_insured, one.premium, one.percent, safe_text(_receipts(one.received)), *_amounts(one)]
    yield ["合计", *[None] * (len(HEADS) - 5), *_totals(lines)]
