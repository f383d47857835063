"""Retention periods as the law has them; the branch may add longer ones as later rows."""

from __future__ import annotations

from datetime import date

from archives.models import RetentionRule

RULES = (
    ("business_short", "Policies of one year or less and their claims", 5, "Insurance Law art. 87", date(2009, 10, 1)),
    (
        "business_long",
        "Policies of more than one year and their claims",
        10,
        "Insurance Law art. 87",
        date(2009, 10, 1),
    ),
    (
        "customer_identity",
        "Identity data and transaction records",
        10,
        "Anti-Money-Laundering Law 2024",
        date(2025, 1, 1),
    ),
    ("voucher", "Vouchers and ledgers", 30, "Order 79 of 2015 on accounting archives", date(2016, 1, 1)),
    ("finance_report", "Monthly reports, bank reconciliations, tax returns", 10, "Order 79 of 2015", date(2016, 1, 1)),
    ("consent", "Impact assessments and records of passing on", 3, "PIPL art. 56", date(2021, 11, 1)),
)


def load_retention_rules() -> None:
    """Bring the rules in without touching history."""
    RetentionRule.objects.bulk_create(
        [
            RetentionRule(category=category, label=label, years=years, source=source, valid_from=valid_from)
            for category, label, years, source, valid_from in RULES
        ],
        ignore_conflicts=True,
    )
