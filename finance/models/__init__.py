"""Tables of the finance centre."""

from finance.models.bank_statements import BankMatch, BankStatement, MatchedPosting, OutstandingNote, StatementLine
from finance.models.chart import Account
from finance.models.ledger import (
    AccountingPeriod,
    BusinessEntry,
    LedgerBalance,
    LedgerHead,
    Origin,
    Voucher,
    VoucherCounter,
    VoucherLine,
)
from finance.models.payments import ClaimReserve, Payable, PaymentOrder, StubBankDebit
from finance.models.receipts import (
    BankCredit,
    Method,
    PremiumIncome,
    Receipt,
    ReceiptItem,
    Receivable,
    Relation,
    UnearnedItem,
    UnearnedMeasure,
)
from finance.models.red_invoices import RedInvoice

__all__ = [
    "Account",
    "AccountingPeriod",
    "BankCredit",
    "BankMatch",
    "BankStatement",
    "BusinessEntry",
    "ClaimReserve",
    "LedgerBalance",
    "LedgerHead",
    "MatchedPosting",
    "Method",
    "Origin",
    "OutstandingNote",
    "Payable",
    "PaymentOrder",
    "PremiumIncome",
    "Receipt",
    "ReceiptItem",
    "Receivable",
    "RedInvoice",
    "Relation",
    "StatementLine",
    "StubBankDebit",
    "UnearnedItem",
    "UnearnedMeasure",
    "Voucher",
    "VoucherCounter",
    "VoucherLine",
]
