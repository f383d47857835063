"""Books for tests, written with plain SQL as the application role: the guards are the database's own."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from finance.models import Account
from tests.factories.organisation import make_staff, make_unit

MONTH = date(2026, 11, 1)
DAY = date(2026, 11, 20)
_numbers = count(1)


def account(code: str) -> int:
    return Account.objects.get(code=code).pk


class Books:
    """One unit with an open month and five people, and statements against its tables."""

    def __init__(self, cursor: Any, code: str = "350502") -> None:
        self.cursor = cursor
        self.unit = make_unit(code=code)
        self.people = [make_staff().pk for _ in range(5)]
        self.bank, self.advance, self.income = account("1002.01"), account("2203"), account("6031")

    def sql(self, statement: str, *values: Any) -> Any:
        self.cursor.execute(statement, values)
        return self.cursor.fetchone()[0] if self.cursor.description else self.cursor.rowcount

    def period(self, state: str = "open", month: date = MONTH) -> int:
        pk = self.sql(
            "INSERT INTO finance_accountingperiod (unit_id, month, state, version, created_at, updated_at)"
            " VALUES (%s, %s, 'open', 1, now(), now()) RETURNING id",
            self.unit.pk, month,
        )  # fmt: skip
        path = {"open": [], "hold": ["hold"], "closed": ["hold", "closed"], "locked": ["hold", "closed", "locked"]}
        for step in path[state]:
            self.sql("UPDATE finance_accountingperiod SET state = %s WHERE id = %s", step, pk)
        return pk

    def voucher(self, **over: Any) -> int:
        values = {
            "unit_id": self.unit.pk, "unit_code": self.unit.code, "kind": "transfer", "origin": "manual", "event": "manual",
            "line": "", "date": DAY, "month": MONTH, "summary": f"voucher {next(_numbers)}", "attachments": 0,
            "cash": False, "state": "draft", "version": 1, "created_at": timezone.now(), "updated_at": timezone.now(), **over,
        }  # fmt: skip
        columns = ", ".join(values)
        marks = ", ".join(["%s"] * len(values))
        return self.sql(f"INSERT INTO finance_voucher ({columns}) VALUES ({marks}) RETURNING id", *values.values())

    def line(self, voucher: int, account_id: int, debit: Any = 0, credit: Any = 0, **over: Any) -> int:
        values = {
            "voucher_id": voucher, "position": 1, "account_id": account_id, "debit": debit, "credit": credit, "summary": "s",
            "unit_id": self.unit.pk, "line": "", "channel": "", "document_kind": "", "document_number": "",
            "counterparty_name": "", "cash_flow": "", **over,
        }  # fmt: skip
        columns = ", ".join(values)
        marks = ", ".join(["%s"] * len(values))
        return self.sql(f"INSERT INTO finance_voucherline ({columns}) VALUES ({marks}) RETURNING id", *values.values())

    def draft(self, amount: Any = "100.00", *, debit: int | None = None, **over: Any) -> int:
        """A balanced manual voucher: premium received in advance becomes income (no cash moves)."""
        voucher = self.voucher(**over)
        self.line(voucher, debit or self.advance, debit=amount)
        self.line(voucher, self.income, credit=amount)
        return voucher

    def step(self, voucher: int, state: str, **columns: Any) -> None:
        sets = ", ".join(f"{column} = %s" for column in ["state", *columns])
        self.sql(f"UPDATE finance_voucher SET {sets} WHERE id = %s", state, *columns.values(), voucher)

    def reviewed(self, amount: Any = "100.00", *, cash: bool = False, **over: Any) -> int:
        voucher = self.draft(amount, debit=self.bank if cash else None, **over)
        maker, checker, cashier, _, _ = self.people
        self.step(voucher, "submitted", maker_id=maker)
        self.step(voucher, "checked", checker_id=checker)
        if cash:
            self.step(voucher, "cashier_signed", cashier_id=cashier)
        return voucher

    def posted(self, amount: Any = "100.00", *, cash: bool = False, **over: Any) -> int:
        voucher = self.reviewed(amount, cash=cash, **over)
        self.step(voucher, "posted", poster_id=self.people[3])
        return voucher
