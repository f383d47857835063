# ruff: noqa: E501 - statements and rows on one line
"""Books for tests: plain SQL against the guards, and a house with all the posts for the story."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from core.workflow.command import Command
from finance.models import (
    Account,
    AccountingPeriod,
    BankStatement,
    Payable,
    PaymentOrder,
    PremiumIncome,
    Receipt,
    Voucher,
    VoucherLine,
)
from finance.public import (
    ClaimPayable,
    PolicyIssued,
    PremiumDue,
    ReceivableRef,
    open_payable,
    open_receivable,
    record_issues,
)
from finance.services.bank_dialogue import pursue
from finance.services.bank_statements import (
    StatementHead,
    import_statement,
    match_automatically,
    review_reconciliation,
    submit_reconciliation,
)
from finance.services.payments import (
    check_payment,
    check_payment_again,
    make_payment,
    release_payment,
    verify_payment,
)
from finance.services.periods import open_period
from finance.services.receipts import enter_receipt
from finance.services.vouchers import check_voucher, post_voucher, sign_voucher, submit_voucher
from organisation.actors import PostActor
from organisation.models import Unit
from parties.permissions import LABELS as PARTY_RIGHTS
from parties.public import AccountData, add_account
from tests.factories.finance_people import HANDS, make_actor, make_grants, make_staff, make_tree, make_unit
from tests.factories.organisation import order
from tests.factories.parties import PartyActor, identify, make_party

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
        self.step(voucher, "to_sign" if cash else "checked", checker_id=checker)
        if cash:
            self.step(voucher, "cashier_signed", cashier_id=cashier)
        return voucher

    def posted(self, amount: Any = "100.00", *, cash: bool = False, **over: Any) -> int:
        voucher = self.reviewed(amount, cash=cash, **over)
        self.step(voucher, "posted", poster_id=self.people[3])
        return voucher


class House:
    """A sub-branch with the posts of the story; every hand is another person. Domain amounts of JE-01 … JE-19."""

    def __init__(self) -> None:
        tree = make_tree()
        self.branch, self.centre, self.unit, self.other = tree
        self.people = {name: make_actor(name, post, self._place(post)) for name, post in HANDS.items()}
        make_grants(self.centre)
        desk = PartyActor(
            permissions=frozenset(PARTY_RIGHTS), unit_id=self.unit.pk, staff_id=self.people["clerk"].staff_id
        )
        self.desk = desk
        self.payee = make_party(order(desk), name="王建国")
        identify(self.payee, desk, replace(desk, staff_id=self.people["accountant"].staff_id))

    def _place(self, post: str) -> tuple[Unit, Unit]:
        """Where a post is and what it sees: the finance centre sees the branch, a sub-branch itself."""
        if post == "PROV_FIN":
            province = self.branch.province
            return province, province
        return (self.unit, self.unit) if post.startswith("SUB") else (self.centre, self.branch)

    def __getattr__(self, name: str) -> PostActor:
        return self.people[name]

    def by(self, name: str, **over: Any) -> Command:
        return order(self.people[name], **over)

    def premium_due(self, pk: int = 1, **over: Any) -> ReceivableRef:
        values = {
            "document_kind": "underwriting.policy", "document_id": pk, "document_number": f"PMOD2026350502{pk:07d}",
            "case": f"underwriting.proposal:{pk}", "unit_id": self.unit.pk, "line": "MOD", "payer_id": 5,
            "payer_name": "王建国", "gross": Decimal("10600.00"), "tax_rate": Decimal("0.06"), "due_on": DAY,
            "cover_start": DAY, **over,
        }  # fmt: skip
        return open_receivable(self.by("clerk"), PremiumDue(**values))

    def receive(self, *refs: ReceivableRef, by: str = "clerk", command: Command | None = None, **over: Any) -> Receipt:
        values = {
            "receivable_ids": tuple(ref.id for ref in refs), "method": "pos", "bank_reference": f"POS{next(_numbers)}",
            "amount": sum((ref.amount for ref in refs), Decimal(0)), "payer_name": "王建国", "payer_relation": "self", **over,
        }  # fmt: skip
        return enter_receipt(command or self.by(by), **values)

    def issued(self, pk: int = 1, **over: Any) -> None:
        values = {
            "document_kind": "underwriting.policy", "document_id": pk, "document_number": f"PMOD2026350502{pk:07d}",
            "unit_id": self.unit.pk, "line": "MOD", "gross": Decimal("10600.00"), "net": Decimal("10000.00"),
            "tax": Decimal("600.00"), "vehicle_tax": Decimal(0), "cover_start": DAY, "cover_end": date(2027, 11, 19), **over,
        }  # fmt: skip
        record_issues(self.by("clerk"), [PolicyIssued(**values)])

    def claim(self, amount: str = "105620.00", pk: int = 1, **over: Any) -> PaymentOrder:
        """An approved claim with its payment order."""
        values = {
            "claim_kind": "claims.claim", "claim_id": pk, "claim_number": f"CMOD2026350502{pk:07d}", "case": f"claims.claim:{pk}",
            "unit_id": self.unit.pk, "line": "MOD", "payee_id": self.payee.pk, "payee_name": "王建国", "bank_name": "工商银行泉州分行",
            "account_token": "6222021408001234567", "amount": Decimal(amount), "reason": "赔款", **over,
        }  # fmt: skip
        payable = open_payable(self.by("clerk"), ClaimPayable(**values))
        return PaymentOrder.objects.get(payable_id=payable.id)

    def account_of(self, party: Any = None, number: str = "6222021408001234560") -> str:
        """A registered account of a customer, as a token."""
        party = party or self.payee
        data = AccountData(holder=party.name, bank="中国工商银行", branch="泉州丰泽支行", number=number)
        return str(add_account(order(self.desk), party.pk, data).token)

    def in_force(self, pk: int = 1, **over: Any) -> PremiumIncome:
        """A policy that is paid, issued and running."""
        self.receive(self.premium_due(pk, payer_id=self.payee.pk), identity_checked=True)
        self.issued(pk, **over)
        return PremiumIncome.objects.get(document_id=pk)

    def pay(self, payable: Payable) -> PaymentOrder:
        """A payable taken through its hands and paid by the bank."""
        waiting = payable.orders.get(state="requested")
        verify_payment(waiting.pk, self.by("accountant"), identity_checked=True, duplicate_note="another claim")
        make_payment(waiting.pk, self.by("cashier"))
        if check_payment(waiting.pk, self.by("checker")).state == "checked_once":
            check_payment_again(waiting.pk, self.by("second_checker"))
        release_payment(waiting.pk, self.by("treasurer"))
        pursue(waiting.pk, timezone.now())
        payable.refresh_from_db()
        waiting.refresh_from_db()
        return waiting

    def checked_payment(self, amount: str = "1000.00", **over: Any) -> PaymentOrder:
        pay = self.claim(amount, **over)
        verify_payment(pay.pk, self.by("accountant"), identity_checked=True, duplicate_note="another claim")
        make_payment(pay.pk, self.by("cashier"))
        check_payment(pay.pk, self.by("checker"))
        pay.refresh_from_db()
        if pay.state == "checked_once":
            check_payment_again(pay.pk, self.by("second_checker"))
        pay.refresh_from_db()
        return pay

    def released_payment(self, amount: str = "1000.00", **over: Any) -> PaymentOrder:
        return release_payment(self.checked_payment(amount, **over).pk, self.by("treasurer"))

    def open_books(self, month: date | None = None) -> AccountingPeriod:
        return open_period(self.by("director"), unit_id=self.branch.pk, month=month or timezone.localdate())

    def post(self, voucher: Voucher) -> Voucher:
        """A draft taken all the way by four people."""
        submit_voucher(voucher.pk, self.by("accountant"))
        if check_voucher(voucher.pk, self.by("checker")).state == "to_sign":
            sign_voucher(voucher.pk, self.by("cashier"))
        post_voucher(voucher.pk, self.by("poster"))
        voucher.refresh_from_db()
        return voucher

    def reconcile_bank(self, code: str) -> BankStatement:
        """A statement that says what the posted books say, reviewed by another person."""
        lines = VoucherLine.objects.filter(account__code=code, voucher__state="posted").select_related("voucher")
        rows = [f"{line.voucher.date},,{line.debit or ''},{line.credit or ''}" for line in lines]
        head = StatementHead(
            unit_id=self.branch.pk, account_id=account(code), month=timezone.localdate(), opening=Decimal(0),
            closing=sum((line.debit - line.credit for line in lines), Decimal(0)),
        )  # fmt: skip
        content = "\n".join(["交易日期,流水号,收入金额,支出金额", *rows]).encode()
        found = import_statement(self.by("accountant"), head=head, content=content, name="bank.csv")
        match_automatically(found.pk, self.by("accountant"))
        submit_reconciliation(found.pk, self.by("accountant"))
        return review_reconciliation(found.pk, self.by("checker"))

    def post_everything(self) -> list[Voucher]:
        return [self.post(voucher) for voucher in Voucher.objects.filter(state="draft").order_by("pk")]

    def balance(self, code: str) -> Decimal:
        """Debit less credit of an account over all vouchers."""
        rows = VoucherLine.objects.filter(account__code=code)
        return sum((line.debit - line.credit for line in rows), Decimal(0))
