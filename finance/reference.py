"""Reference data of finance: the chart of accounts."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateRange

from core import clocks, parameters, reference
from core.clocks import ClockDeclaration
from core.parameters import Declaration, Kind
from core.rules.working_time import Measure
from finance.models import Account
from finance.rules.words import gettext_noop as _

CHART = Path(__file__).parent / "data" / "chart.csv"


DAY, HOURS = Measure.WORKING_DAYS, Measure.WORKING_HOURS
CLOCKS = tuple(
    ClockDeclaration(code=f"finance.{code}", label=label, amount=amount, measure=measure, source=source)
    for code, label, amount, measure, source in (
        ("premium_due", _("Premium is paid"), 30, Measure.CALENDAR_DAYS, "9.9"),
        ("red_invoice", _("Red invoice is written"), 2, DAY, "A2"),
        ("unidentified", _("Unidentified money is assigned"), 1, DAY, "C2"),
        ("prepare_voucher", _("Voucher is prepared"), 1, DAY, "C1"),
        ("check_voucher", _("Voucher is reviewed"), 1, DAY, "C1"),
        ("sign_voucher", _("Cashier signs"), 1, DAY, "C1"),
        ("post_voucher", _("Voucher is posted"), 1, DAY, "C1"),
        ("verify_payment", _("Payment is verified"), 4, HOURS, "C3"),
        ("make_payment", _("Payment is made in the bank"), 1, DAY, "C3"),
        ("check_payment", _("Payment is checked"), 4, HOURS, "C3"),
        ("release_payment", _("Payment is released"), 1, DAY, "C3"),
        ("bank_answer", _("Answer of the bank is known"), 1, DAY, "C3"),
        ("reconcile_bank", _("Bank statement is reconciled"), 5, DAY, "9.7"),
        ("review_reconciliation", _("Bank reconciliation is reviewed"), 2, DAY, "9.7"),
        ("reissue", _("Rejected payment is issued again"), 1, DAY, "9.6"),
    )
)


PARAMETERS = (
    Declaration(
        name="finance.cash_accepted",
        label=_("Premium may be paid in cash"),
        kind=Kind.BOOLEAN,
        default=False,
        source="5.8",
    ),
    Declaration(
        name="finance.payer_check_from",
        label=_("Identity check of a payer who is not the policyholder, from"),
        kind=Kind.DECIMAL,
        default="10000",
        unit_of_measure="CNY",
        source="5.8",
    ),
    Declaration(
        name="finance.premium_check_from",
        label=_("Identity check of the policyholder for premium by transfer, from"),
        kind=Kind.DECIMAL,
        default="200000",
        unit_of_measure="CNY",
        source="2.3",
    ),
    Declaration(
        name="finance.payee_check_from",
        label=_("Identity check of the payee of a claim, from"),
        kind=Kind.DECIMAL,
        default="10000",
        unit_of_measure="CNY",
        source="2.3",
    ),
    Declaration(
        name="finance.one_checker_up_to",
        label=_("One checker of a payment suffices up to"),
        kind=Kind.DECIMAL,
        default="50000",
        unit_of_measure="CNY",
        source="9.6",
    ),
    Declaration(
        name="finance.bank_match_days",
        label=_("Bank line and posting may be apart by"),
        kind=Kind.INTEGER,
        default=3,
        unit_of_measure="day",
        source="9.7",
    ),
    Declaration(
        name="finance.outstanding_explain_days",
        label=_("Outstanding items are explained after"),
        kind=Kind.INTEGER,
        default=31,
        unit_of_measure="day",
        source="9.7",
    ),
    Declaration(
        name="finance.outstanding_report_days",
        label=_("Outstanding items are cleared or reported after"),
        kind=Kind.INTEGER,
        default=92,
        unit_of_measure="day",
        source="9.7",
    ),
    Declaration(
        name="finance.close_needs_reconciliation",
        label=_("A month closes with reviewed bank reconciliations only"),
        kind=Kind.BOOLEAN,
        default=True,
        source="9.10",
    ),
)


def load_chart() -> None:
    """Give every account of the chart its first version; versions made later are left alone."""
    rows = list(csv.DictReader(CHART.read_text(encoding="utf-8").splitlines()))
    parents = {row["parent"] for row in rows}
    known = set(Account.objects.values_list("code", flat=True))
    Account.objects.bulk_create(_account(row, parents) for row in rows if row["code"] not in known)


def _account(row: dict[str, str], parents: set[str]) -> Account:
    return Account(
        code=row["code"],
        parent_code=row["parent"],
        name=row["name"],
        name_zh=row["name_zh"],
        side=row["side"],
        category=row["category"],
        use=row["use"],
        cash=row["cash"] == "yes",
        postable=row["code"] not in parents,
        effective=DateRange(date.fromisoformat(row["valid_from"]), None),
    )


def register() -> None:
    clocks.declare(*CLOCKS)
    parameters.declare(*PARAMETERS)
    reference.register(500, "finance: chart of accounts", load_chart)
