"""Tariffs, head-office elements, branch values, clocks and parameters of underwriting."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db.backends.postgresql.psycopg_any import DateRange

from organisation.models import Unit
from underwriting.models import RateTable, RuleElements, RuleValues

FOLDER = Path(__file__).parent / "data"


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def load_rate_tables() -> None:
    """The first version of each table; later versions are released by four eyes."""
    known = set(RateTable.objects.values_list("code", flat=True))
    RateTable.objects.bulk_create(
        RateTable(
            code=row["code"],
            version=row["version"],
            data=row["data"],
            filing=row["filing"],
            effective=DateRange(row["effective"], None),
        )
        for row in _read("tariffs.yaml")
        if row["code"] not in known
    )


def load_rule_elements() -> None:
    """Head office's combination of elements for motor business."""
    rules = _read("rule_sets.yaml")
    if not RuleElements.objects.filter(product=rules["product"]).exists():
        RuleElements.objects.create(
            product=rules["product"],
            version=rules["elements_version"],
            elements=rules["elements"],
            effective=DateRange(rules["effective"], None),
        )


def load_branch_values() -> None:
    """The demo branch's values, filed with head office."""
    rules = _read("rule_sets.yaml")
    values = rules["values"]
    unit = Unit.objects.filter(code=values["unit"]).first()
    if unit and not RuleValues.objects.filter(product=rules["product"], unit=unit).exists():
        RuleValues.objects.create(
            product=rules["product"],
            unit=unit,
            version=values["version"],
            values=values["data"],
            filing=values["filing"],
            effective=DateRange(date(2026, 1, 1), None),
        )
