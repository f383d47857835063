"""Reference data of finance: the chart of accounts."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateRange

from core import reference
from finance.models import Account

CHART = Path(__file__).parent / "data" / "chart.csv"


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
    reference.register(500, "finance: chart of accounts", load_chart)
