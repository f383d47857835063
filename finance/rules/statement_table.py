"""The table of a bank statement: its columns, and what is wrong with a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from finance.rules.words import gettext_noop as _

MOST_ROWS = 20_000
COLUMNS = {
    "on": "交易日期",
    "reference": "流水号",
    "counterparty": "对方户名",
    "summary": "摘要",
    "paid_in": "收入金额",
    "paid_out": "支出金额",
}
REQUIRED = ("on", "paid_in", "paid_out")
NIL = Decimal("0.00")
_LIMIT = Decimal("1e13")
_DAY = re.compile(r"^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One line of the bank as the table says it."""

    place: int
    on: date
    reference: str
    counterparty: str
    summary: str
    paid_in: Decimal
    paid_out: Decimal


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in a row; the message is translated where it is shown."""

    place: int
    message: str
    value: str = ""


NO_DAY = _("The date cannot be read; write it like 2026-01-31.")
OTHER_MONTH = _("The date is not in the month of the statement.")
NO_AMOUNT = _("The amount cannot be read.")
ONE_SIDE = _("Enter an amount on one side, above nil.")


def read_rows(table: Sequence[tuple[int, Mapping[str, str]]], month: date) -> tuple[list[StatementRow], list[RowFault]]:
    """All rows, and every fault that stands against taking them."""
    rows: list[StatementRow] = []
    faults: list[RowFault] = []
    for place, texts in table:
        row = _row(place, texts, month)
        if isinstance(row, RowFault):
            faults.append(row)
        else:
            rows.append(row)
    return rows, faults


def _row(place: int, texts: Mapping[str, str], month: date) -> StatementRow | RowFault:
    on = read_day(texts.get("on", ""))
    if on is None:
        return RowFault(place, NO_DAY, texts.get("on", ""))
    if on.replace(day=1) != month:
        return RowFault(place, OTHER_MONTH, f"{on}")
    paid_in, paid_out = read_amount(texts.get("paid_in", "")), read_amount(texts.get("paid_out", ""))
    if paid_in is None or paid_out is None:
        return RowFault(place, NO_AMOUNT, texts.get("paid_in", "") or texts.get("paid_out", ""))
    if bool(paid_in) == bool(paid_out) or min(paid_in, paid_out) < 0:
        return RowFault(place, ONE_SIDE, f"{paid_in} / {paid_out}")
    return StatementRow(
        place=place,
        on=on,
        reference=texts.get("reference", "")[:60],
        counterparty=texts.get("counterparty", "")[:120],
        summary=texts.get("summary", "")[:200],
        paid_in=paid_in,
        paid_out=paid_out,
    )


def read_day(text: str) -> date | None:
    """The day of a cell, whatever signs stand between its parts."""
    found = _DAY.match(text.strip())
    if found is None:
        return None
    try:
        return datetime(*(int(part) for part in found.groups())).date()  # type: ignore[arg-type] # noqa: DTZ001
    except ValueError:
        return None


def read_amount(text: str) -> Decimal | None:
    """An amount with at most two decimals; an empty cell is nil."""
    plain = text.strip().replace(",", "").replace("，", "").lstrip("¥￥")
    if not plain or plain in {"-", "—"}:
        return NIL
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        return None
    if not amount.is_finite() or abs(amount) >= _LIMIT or amount != round(amount, 2):
        return None
    return round(amount, 2)
