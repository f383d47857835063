"""How long papers of a contract are kept: the statutory periods they fall under (LAW-87, 2.3)."""

from __future__ import annotations

from datetime import date

from underwriting.rules.periods import year_end

SHORT, LONG, IDENTITY = "business_short", "business_long", "customer_identity"


def retention(start_on: date, end_on: date) -> tuple[str, ...]:
    """Contracts of more than a year are kept longer than others, both from their end; who the customer is, too."""
    return (LONG if end_on > year_end(start_on) else SHORT, IDENTITY)
