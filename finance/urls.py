"""Routes of the finance centre."""

from __future__ import annotations

from django.urls import path

from finance.views import (
    advances,
    bank_credits,
    bank_statements,
    day_sheet,
    income,
    ledger,
    payments,
    periods,
    receivables,
    red_invoices,
    vouchers,
)

app_name = "finance"

urlpatterns = [
    path("finance/premium-due/", receivables.receivables, name="receivables"),
    path("finance/premium-due/<int:pk>/", receivables.receivable, name="receivable"),
    path("finance/receipts/", receivables.receipts, name="receipts"),
    path("finance/receipts/day/", day_sheet.receipts_of_the_day, name="day_sheet"),
    path("finance/receipts/new/", receivables.receipt_new, name="receipt_new"),
    path("finance/receipts/<int:pk>/", receivables.receipt, name="receipt"),
    path("finance/receipts/<int:pk>/slip/", receivables.receipt_slip, name="receipt_slip"),
    path("finance/unidentified/", bank_credits.bank_credits, name="bank_credits"),
    path("finance/unidentified/new/", bank_credits.bank_credit_new, name="bank_credit_new"),
    path("finance/unidentified/<int:pk>/", bank_credits.bank_credit, name="bank_credit"),
    path("finance/premium-income/", income.incomes, name="incomes"),
    path("finance/premium-income/<int:pk>/", income.income, name="income"),
    path("finance/unearned/", income.measures, name="measures"),
    path("finance/unearned/<int:pk>/", income.measure, name="measure"),
    path("finance/payables/", payments.payables, name="payables"),
    path("finance/payables/advance/", advances.advance_new, name="advance_new"),
    path("finance/payables/<int:pk>/", payments.payable, name="payable"),
    path("finance/payments/", payments.payments, name="payments"),
    path("finance/red-invoices/", red_invoices.red_invoices, name="red_invoices"),
    path("finance/red-invoices/<int:pk>/", red_invoices.red_invoice, name="red_invoice"),
    path("finance/payments/<int:pk>/", payments.payment, name="payment"),
    path("finance/bank/", bank_statements.bank_statements, name="bank_statements"),
    path("finance/bank/new/", bank_statements.bank_statement_new, name="bank_statement_new"),
    path("finance/bank/template/", bank_statements.template, name="bank_statement_template"),
    path("finance/bank/<int:pk>/", bank_statements.bank_statement, name="bank_statement"),
    path("finance/bank/<int:pk>/match/", bank_statements.bank_statement_match, name="bank_statement_match"),
    path("finance/bank/<int:pk>/pdf/", bank_statements.bank_statement_pdf, name="bank_statement_pdf"),
    path("finance/bank/<int:pk>/xlsx/", bank_statements.bank_statement_xlsx, name="bank_statement_xlsx"),
    path("finance/vouchers/", vouchers.vouchers, name="vouchers"),
    path("finance/vouchers/new/", vouchers.voucher_new, name="voucher_new"),
    path("finance/vouchers/<int:pk>/", vouchers.voucher, name="voucher"),
    path("finance/vouchers/<int:pk>/edit/", vouchers.voucher_edit, name="voucher_edit"),
    path("finance/trial-balance/", ledger.trial_balance, name="trial_balance"),
    path("finance/journal/", ledger.journal, name="journal"),
    path("finance/ledger/<int:pk>/", ledger.account, name="account"),
    path("finance/reconciliation/", ledger.reconciliation_page, name="reconciliation"),
    path("finance/periods/", periods.periods, name="periods"),
    path("finance/periods/new/", periods.period_new, name="period_new"),
    path("finance/periods/<int:pk>/", periods.period, name="period"),
]
