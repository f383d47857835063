"""Retention periods as the law has them; the branch may add longer ones as later rows."""

from __future__ import annotations

from datetime import date

from archives.models import RetentionRule
from archives.permissions import gettext_noop as _

RULES = (
    ("business_short", _("Policies of one year or less and their claims"), 5, _("Insurance Law art. 87"), 2009, 10),
    ("business_long", _("Policies of more than one year and their claims"), 10, _("Insurance Law art. 87"), 2009, 10),
    ("customer_identity", _("Identity data and transaction records"), 10, _("Anti-Money-Laundering Law 2024"), 2025, 1),
    ("voucher", _("Vouchers and ledgers"), 30, _("Accounting archives, Order 79 of 2015"), 2016, 1),
    (
        "finance_report",
        _("Monthly reports, bank reconciliations, tax returns"),
        10,
        _("Accounting archives, Order 79 of 2015"),
        2016,
        1,
    ),
    ("consent", _("Impact assessments and records of passing on"), 3, _("PIPL art. 56"), 2021, 11),
)


def load_retention_rules() -> None:
    """Bring the rules in without touching history."""
    RetentionRule.objects.bulk_create(
        [
            RetentionRule(category=category, label=label, years=years, source=source, valid_from=date(year, month, 1))
            for category, label, years, source, year, month in RULES
        ],
        ignore_conflicts=True,
    )
