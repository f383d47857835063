"""What the postings need accounts for. Codes and names are effective-dated rows (`data/chart.csv`), never constants:
a rule names the use, the chart of the day says which account serves it (domain 9.2)."""

from __future__ import annotations

from enum import StrEnum

from finance.rules.words import gettext_noop as _


class Use(StrEnum):
    """The uses of accounts; each leaf account of the chart serves at most one on any day."""

    BANK_INCOME = "bank_income"
    BANK_CLAIMS = "bank_claims"
    BANK_EXPENSES = "bank_expenses"
    BANK_BASIC = "bank_basic"
    POS_CLEARING = "pos_clearing"
    PREMIUM_RECEIVABLE = "premium_receivable"
    CLAIM_ADVANCES = "claim_advances"
    PREMIUM_ADVANCE = "premium_advance"
    CLAIMS_PAYABLE = "claims_payable"
    OUTPUT_TAX = "output_tax"
    INPUT_TAX = "input_tax"
    INPUT_TAX_REVERSED = "input_tax_reversed"
    VEHICLE_TAX = "vehicle_tax"
    UNIDENTIFIED = "unidentified"
    COMMISSION_PAYABLE = "commission_payable"
    UNEARNED_PREMIUM = "unearned_premium"
    CASE_RESERVE = "case_reserve"
    PREMIUM_INCOME = "premium_income"
    UNEARNED_PREMIUM_CHANGE = "unearned_premium_change"
    CASE_RESERVE_CHANGE = "case_reserve_change"
    CLAIMS_PAID = "claims_paid"
    CLAIM_EXPENSES = "claim_expenses"
    COMMISSION = "commission"
    REINSURANCE_RECEIVABLE = "reinsurance_receivable"
    REINSURANCE_PAYABLE = "reinsurance_payable"
    CEDED_UNEARNED = "ceded_unearned"
    CEDED_OUTSTANDING = "ceded_outstanding"
    CEDED_PREMIUM = "ceded_premium"
    CEDED_RESERVE_CHANGE = "ceded_reserve_change"
    CEDED_CLAIMS = "ceded_claims"
    CEDING_COMMISSION = "ceding_commission"
    COINSURERS = "coinsurers"


class Side(StrEnum):
    """The side on which the balance of an account normally stands."""

    DEBIT = "debit"
    CREDIT = "credit"


class Category(StrEnum):
    """Where an account stands in the statements."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    COST = "cost"


class CashFlow(StrEnum):
    """Items of the cash-flow statement carried by bank lines."""

    PREMIUM_IN = "premium_in"
    CLAIMS_OUT = "claims_out"
    COMMISSION_OUT = "commission_out"
    TAX_OUT = "tax_out"
    REINSURANCE_IN = "reinsurance_in"
    REINSURANCE_OUT = "reinsurance_out"
    OTHER_IN = "other_in"
    OTHER_OUT = "other_out"


CASH_FLOW_LABELS = {
    CashFlow.PREMIUM_IN: _("Premiums received on direct insurance"),
    CashFlow.CLAIMS_OUT: _("Claims paid on direct insurance"),
    CashFlow.COMMISSION_OUT: _("Commissions paid"),
    CashFlow.TAX_OUT: _("Taxes and duties paid"),
    CashFlow.REINSURANCE_IN: _("Received from reinsurers and co-insurers"),
    CashFlow.REINSURANCE_OUT: _("Paid to reinsurers and co-insurers"),
    CashFlow.OTHER_IN: _("Other operating cash received"),
    CashFlow.OTHER_OUT: _("Other operating cash paid"),
}
CATEGORY_LABELS = {
    Category.ASSET: _("Assets"),
    Category.LIABILITY: _("Liabilities"),
    Category.EQUITY: _("Equity"),
    Category.INCOME: _("Income"),
    Category.COST: _("Costs"),
}
SIDE_LABELS = {Side.DEBIT: _("Debit"), Side.CREDIT: _("Credit")}
