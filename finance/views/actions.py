"""Which transitions have buttons, and with which forms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from archives.public import form_types, next_serial
from core import files, links, responsibilities, search, work
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from finance.forms.bank_statements import ExplainForm, UndoMatchForm
from finance.forms.payments import PayeeForm, VerifyForm
from finance.forms.premium import (
    AdditionForm,
    BounceForm,
    ClawBackForm,
    CommissionForm,
    RefundForm,
    RemitForm,
    VoidForm,
)
from finance.forms.receipts import MatchForm, PaperForm
from finance.models import PaymentOrder
from finance.rules.lifecycles import bank_statement, payment, period, premium_income, receipt, red_invoice, voucher
from finance.rules.responsibilities import RESPONSIBILITIES
from finance.rules.words import gettext_noop as _
from finance.selectors.bank_reconciliation import may_see_statement
from finance.services import (
    advances,
    bank_statements,
    clawbacks,
    indexing,
    payments,
    periods,
    premium_changes,
    receipts,
    unearned,
    vouchers,
)
from finance.services.receipt_forms import use_receipt_form
from finance.services.red_invoices import void_invoice, write_red_invoice
from finance.views.bank_credits import match_choices
from finance.views.bank_statements import outstanding_choices, undo_choices
from finance.views.income import addition_defaults, agent_accounts, holder_accounts, payee_search
from finance.views.red_invoices import WriteForm

PLACES = (
    (_("Premium due"), "finance:receivables", "cash", "finance.view_receivables", ("receipts",)),
    (_("Receipts"), "finance:receipts", "receipt", "finance.view_receivables", ()),
    (_("Unidentified money"), "finance:bank_credits", "help", "finance.view_receivables", ()),
    (_("Premium income"), "finance:incomes", "file-text", "finance.view_receivables", ()),
    (_("Payables"), "finance:payables", "gavel", "finance.view_payments", ()),
    (
        _("Payment orders"),
        "finance:payments",
        "send",
        "finance.view_payments",
        (
            "payment-verification",
            "payment-listed",
            "payment-making",
            "payment-checking",
            "payment-release",
            "payment-inquiry",
        ),
    ),
    (
        _("Vouchers"),
        "finance:vouchers",
        "notes",
        "finance.view_vouchers",
        ("voucher-preparation", "voucher-review", "voucher-signing", "voucher-posting"),
    ),
    (_("Trial balance"), "finance:trial_balance", "book-2", "finance.view_ledger", ()),
    (_("Journal"), "finance:journal", "notes", "finance.view_ledger", ()),
    (_("Unearned premium"), "finance:measures", "calculator", "finance.view_ledger", ()),
    (_("Business and ledger"), "finance:reconciliation", "git-compare", "finance.view_ledger", ()),
    (
        _("Bank reconciliation"),
        "finance:bank_statements",
        "building-bank",
        "finance.view_bank",
        ("bank-reconciliation", "reconciliation-review"),
    ),
    (_("Red invoices"), "finance:red_invoices", "receipt-off", "finance.view_red_invoices", (red_invoice.QUEUE,)),
    (_("Accounting periods"), "finance:periods", "calendar-check", "finance.view_periods", ()),
)
KINDS = (
    ("finance.receipt", "finance:receipt", _("Receipt"), "receipt"),
    ("finance.bank_credit", "finance:bank_credit", _("Unidentified money"), "cash"),
    ("finance.payable", "finance:payable", _("Payable"), "gavel"),
    ("finance.payment_order", "finance:payment", _("Payment order"), "send"),
    ("finance.voucher", "finance:voucher", _("Voucher"), "notes"),
    ("finance.period", "finance:period", _("Accounting period"), "calendar-check"),
    ("finance.bank_statement", "finance:bank_statement", _("Bank reconciliation"), "building-bank"),
    ("finance.premium_income", "finance:income", _("Premium income"), "file-text"),
    ("finance.unearned", "finance:measure", _("Unearned premium"), "calculator"),
    (red_invoice.KIND, "finance:red_invoice", _("Red invoice"), "receipt-off"),
    ("finance.receivable", "finance:receivable", _("Premium due"), "cash"),
)


QUEUE_LABELS = {
    "receipts": _("receive premium"),
    red_invoice.QUEUE: _("write a red invoice"),
    "payment-verification": _("verify payments"),
    "payment-listed": _("decide on payments to listed payees"),
    "payment-making": _("make payments in the bank"),
    "payment-checking": _("check payments"),
    "payment-release": _("release payments"),
    "payment-inquiry": _("ask the bank"),
    "voucher-preparation": _("prepare vouchers"),
    "voucher-review": _("review vouchers"),
    "voucher-signing": _("sign cash vouchers"),
    "voucher-posting": _("post vouchers"),
    "bank-reconciliation": _("reconcile bank statements"),
    "reconciliation-review": _("review bank reconciliations"),
}


def _payee(_request: HttpRequest, order: PaymentOrder) -> dict[str, Any]:
    """The account number is not shown again: it is entered anew from the customer's letter."""
    return {"initial": {"payee_name": order.payee_name, "bank_name": order.bank_name}}


def register() -> None:
    """Places, kinds and buttons of finance."""
    for order, (label, url_name, icon, permission, queues) in enumerate(PLACES):
        navigation.register(
            NavItem(
                label=label,
                url_name=url_name,
                icon=icon,
                permission=permission,
                group="finance",
                queues=queues,
                order=order,
            )
        )
    work.name_queues(QUEUE_LABELS)
    for kind, url_name, label, icon in KINDS:
        links.register(kind, url_name, label, icon)
    _register_search()
    _register_vouchers()
    _register_money()
    _register_premium()
    responsibilities.register(RESPONSIBILITIES)
    _register_bank()


def _register_search() -> None:
    for kind, label, permission, icon, entries in (
        ("finance.receipt", _("Receipts"), "finance.view_receivables", "receipt", indexing.all_receipts),
        ("finance.payment_order", _("Payment orders"), "finance.view_payments", "send", indexing.all_payments),
    ):
        source = search.SearchSource(
            kind=kind, label=label, permission=permission, order=500, icon=icon, entries=entries
        )
        search.register(source)


def _register_vouchers() -> None:
    register_action(red_invoice.WRITE, write_red_invoice, form=WriteForm)
    register_action(red_invoice.VOID, void_invoice)
    register_action(voucher.SUBMIT, vouchers.submit_voucher)
    register_action(voucher.CHECK, vouchers.check_voucher)
    register_action(voucher.SIGN, vouchers.sign_voucher)
    register_action(voucher.POST, vouchers.post_voucher)
    register_action(voucher.RETURN, vouchers.return_voucher)
    register_action(voucher.REVERSE, vouchers.reverse_voucher)
    register_action(voucher.EDIT, url_name="finance:voucher_edit")
    register_action(period.SUSPEND, periods.hold_period)
    register_action(period.RESUME, periods.resume_period)
    register_action(period.CLOSE, periods.close_period)
    register_action(period.REOPEN, periods.reopen_period)
    register_action(period.LOCK, periods.lock_period)


def _register_money() -> None:
    register_action(receipt.USE_FORM, use_receipt_form, form=PaperForm, prepare=_paper)
    register_action(receipt.VOID, receipts.void_receipt)
    register_action(receipt.MATCH_CREDIT, receipts.match_bank_credit, form=MatchForm, prepare=match_choices)
    register_action(payment.VERIFY, payments.verify_payment, form=VerifyForm)
    register_action(payment.PUT_BEFORE_DIRECTOR, payments.put_before_director)
    register_action(payment.LET_PASS, payments.let_pass)
    register_action(payment.MAKE, payments.make_payment)
    register_action(payment.CHECK, payments.check_payment)
    register_action(payment.CHECK_AGAIN, payments.check_payment_again)
    register_action(payment.RELEASE, payments.release_payment)
    register_action(payment.RETURN, payments.return_payment)
    register_action(payment.RESUME, payments.correct_payee, form=PayeeForm, prepare=_payee)
    register_action(payment.REISSUE, payments.reissue_payment, form=PayeeForm, prepare=_payee)
    register_action(payment.DECLARE_UNPAID, payments.declare_unpaid)
    register_action(payment.BOUNCE, payments.bounce_payment, form=BounceForm)


def _register_premium() -> None:
    register_action(premium_income.ADD, premium_changes.add_premium, form=AdditionForm, prepare=addition_defaults)
    register_action(premium_income.REFUND, premium_changes.refund_premium, form=RefundForm, prepare=holder_accounts)
    register_action(premium_income.VOID, premium_changes.void_before_start, form=VoidForm, prepare=holder_accounts)
    register_action(
        premium_income.COMMISSION, premium_changes.owe_commission, form=CommissionForm, prepare=agent_accounts
    )
    register_action(payment.CLAW_BACK, clawbacks.claw_back, form=ClawBackForm)
    register_action(payment.WITHDRAW, premium_changes.withdraw_payable)
    register_action(period.MEASURE, unearned.measure_unearned)
    register_action(period.REMIT, advances.remit_vehicle_tax, form=RemitForm, prepare=payee_search)


def _register_bank() -> None:
    register_action(bank_statement.AUTO_MATCH, bank_statements.match_automatically)
    register_action(bank_statement.MATCH, url_name="finance:bank_statement_match")
    register_action(bank_statement.UNMATCH, bank_statements.undo_match, form=UndoMatchForm, prepare=undo_choices)
    register_action(
        bank_statement.EXPLAIN, bank_statements.explain_items, form=ExplainForm, prepare=outstanding_choices
    )
    register_action(bank_statement.SUBMIT, bank_statements.submit_reconciliation)
    register_action(bank_statement.REVIEW, bank_statements.review_reconciliation)
    register_action(bank_statement.RETURN, bank_statements.return_reconciliation)
    register_action(bank_statement.DISCARD, bank_statements.discard_statement)
    files.guard(bank_statement.LIFECYCLE.kind, may_see_statement)


def _paper(request: HttpRequest, _receipt: Any) -> dict[str, Any]:
    """The kinds of paper, with the lowest number in the own hand."""
    kinds = {one.code: str(one) for one in form_types() if one.code in receipt.PAPERS}
    staff_id = request.actor.staff_id  # type: ignore[attr-defined]
    lowest = next((n for n in (next_serial(code, staff_id) for code in kinds) if n), "") if staff_id else ""
    return {"kinds": list(kinds.items()), "initial": {"serial": lowest}}
