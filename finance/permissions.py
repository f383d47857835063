"""Who may do and read what in the finance centre (domain 3.1, 3.2), and which posts serve which queue."""

from __future__ import annotations

from core import permissions
from finance.rules.lines import LINE_LABELS
from finance.rules.words import gettext_noop as _
from organisation.public import MeasureName, Operation, name_lines, name_operations

LEDGER = "system:ledger"
ACCOUNTANTS = ("FN_ACC", "FN_POSTED")
RECEIVERS = ("SUB_RP", "FN_CASH")
READERS = (
    "FN_DIR",
    "FN_ACC",
    "FN_POSTED",
    "FN_CHECK",
    "FN_POST",
    "FN_RPT",
    "FN_CASH",
    "FN_TREAS",
    "FN_AR",
    "FN_STAT",
    "IA_AUD",
)

LABELS = {
    "finance.view_receivables": _("See premium due and receipts"),
    "finance.view_payments": _("See payables and payment orders"),
    "finance.view_vouchers": _("See vouchers"),
    "finance.view_ledger": _("See ledgers and trial balance"),
    "finance.view_periods": _("See accounting periods"),
    "finance.open_receivable": _("Open premium due"),
    "finance.cancel_receivable": _("Cancel premium due"),
    "finance.bind_premium": _("Bind premium received to what was issued on it"),
    "finance.enter_receipt": _("Confirm receipts"),
    "finance.void_receipt": _("Void receipts of the day"),
    "finance.record_bank_credit": _("Record unidentified money"),
    "finance.change_premium": _("Enter additional premium, refunds and voidances"),
    "finance.owe_commission": _("Enter commissions and clawbacks"),
    "finance.advance_claim": _("Enter advance claim payments"),
    "finance.remit_vehicle_tax": _("Pay over vehicle tax"),
    "finance.withdraw_payable": _("Withdraw payables"),
    "finance.record_bounce": _("Record payments sent back by the bank"),
    "finance.measure_unearned": _("Measure unearned premium"),
    "finance.view_bank": _("See bank reconciliations"),
    "finance.reconcile_bank": _("Reconcile bank statements"),
    "finance.review_reconciliation": _("Review bank reconciliations"),
    "finance.close_reconciliation": _("Close bank reconciliations with the month"),
    "finance.record_issue": _("Record issued policies"),
    "finance.open_payable": _("Open payables"),
    "finance.request_payment": _("Request payments"),
    "finance.verify_payment": _("Verify payments"),
    "finance.return_payment": _("Return payment orders"),
    "finance.correct_payee": _("Correct payees"),
    "finance.make_payment": _("Make payments in the bank"),
    "finance.check_payment": _("Check payments"),
    "finance.release_payment": _("Release payments"),
    "finance.send_payment": _("Send payments to the bank"),
    "finance.report_bank_answer": _("Book the answer of the bank"),
    "finance.declare_unpaid": _("Declare payments unpaid"),
    "finance.reissue_payment": _("Issue rejected payments again"),
    "finance.prepare_voucher": _("Prepare vouchers"),
    "finance.submit_voucher": _("Submit vouchers"),
    "finance.check_voucher": _("Review vouchers"),
    "finance.sign_voucher": _("Sign cash vouchers"),
    "finance.post_voucher": _("Post vouchers"),
    "finance.mark_reversed": _("Mark vouchers as reversed"),
    "finance.reverse_voucher": _("Reverse posted vouchers"),
    "finance.open_period": _("Open accounting periods"),
    "finance.hold_period": _("Cut off accounting periods"),
    "finance.close_period": _("Close accounting periods"),
    "finance.reopen_period": _("Reopen accounting periods"),
    "finance.lock_period": _("Lock accounting periods"),
}
POSTS: dict[str, tuple[str, ...]] = {
    "finance.view_receivables": (*READERS, "SUB_RP", "SUB_MGR", "BR_MGR"),
    "finance.view_payments": (*READERS, "BR_MGR"),
    "finance.view_vouchers": (*READERS, "PROV_FIN"),
    "finance.view_ledger": (*READERS, "BR_MGR", "PROV_FIN"),
    "finance.view_periods": (*READERS, "PROV_FIN"),
    "finance.open_receivable": (LEDGER,),
    "finance.cancel_receivable": (LEDGER,),
    "finance.bind_premium": (LEDGER,),
    "finance.enter_receipt": (*RECEIVERS, LEDGER),
    "finance.void_receipt": ("FN_CHECK", "SUB_MGR"),
    "finance.record_bank_credit": RECEIVERS,
    "finance.change_premium": ("FN_AR", LEDGER),
    "finance.owe_commission": ("FN_AR",),
    "finance.advance_claim": ("FN_AR",),
    "finance.remit_vehicle_tax": ("FN_AR",),
    "finance.withdraw_payable": ("FN_CHECK",),
    "finance.record_bounce": ("FN_CASH",),
    "finance.measure_unearned": ("FN_ACC", LEDGER),
    "finance.view_bank": (*READERS, "PROV_FIN"),
    "finance.reconcile_bank": ("FN_ACC",),
    "finance.review_reconciliation": ("FN_CHECK", "FN_POSTED"),
    "finance.close_reconciliation": (LEDGER,),
    "finance.record_issue": (LEDGER,),
    "finance.open_payable": (LEDGER,),
    "finance.request_payment": (LEDGER,),
    "finance.verify_payment": ("FN_ACC",),
    "finance.return_payment": ("FN_ACC", "FN_CHECK", "FN_CASH", "FN_TREAS", "FN_DIR"),
    "finance.correct_payee": ("FN_ACC",),
    "finance.make_payment": ("FN_CASH",),
    "finance.check_payment": ("FN_CHECK",),
    "finance.release_payment": ("FN_TREAS", "FN_DIR"),
    "finance.send_payment": (LEDGER,),
    "finance.report_bank_answer": (LEDGER,),
    "finance.declare_unpaid": ("FN_DIR",),
    "finance.reissue_payment": ("FN_ACC",),
    "finance.prepare_voucher": (*ACCOUNTANTS, LEDGER),
    "finance.submit_voucher": ACCOUNTANTS,
    "finance.check_voucher": ("FN_CHECK",),
    "finance.sign_voucher": ("FN_CASH",),
    "finance.post_voucher": ("FN_POST",),
    "finance.mark_reversed": (LEDGER,),
    "finance.reverse_voucher": ("FN_ACC",),
    "finance.open_period": ("FN_DIR", LEDGER),
    "finance.hold_period": ("FN_DIR", "FN_POST"),
    "finance.close_period": ("FN_DIR",),
    "finance.reopen_period": ("PROV_FIN",),
    "finance.lock_period": ("FN_DIR",),
}
QUEUES: dict[str, tuple[str, ...]] = {
    "receipts": RECEIVERS,
    "payment-verification": ("FN_ACC",),
    "payment-making": ("FN_CASH",),
    "payment-checking": ("FN_CHECK",),
    "payment-release": ("FN_TREAS", "FN_DIR"),
    "payment-inquiry": ("FN_TREAS", "FN_DIR"),
    "voucher-preparation": ACCOUNTANTS,
    "voucher-review": ("FN_CHECK",),
    "voucher-signing": ("FN_CASH",),
    "voucher-posting": ("FN_POST",),
    "bank-reconciliation": ("FN_ACC",),
    "reconciliation-review": ("FN_CHECK", "FN_POSTED"),
}


def register() -> None:
    permissions.register("finance", labels=LABELS, posts=POSTS, queues=QUEUES)
    amount = {"amount": MeasureName(_("Amount"))}
    name_operations(
        Operation(code="finance.check_payment", label=_("Check of payments"), measures=amount),
        Operation(code="finance.release_payment", label=_("Release of payments"), measures=amount),
    )
    name_lines(LINE_LABELS)
