"""The first versions of products and clauses; later ones are released by four eyes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db.backends.postgresql.psycopg_any import DateRange

from core.parameters import Declaration, Kind
from underwriting.models import ClauseVersion, ProductVersion, RatingCase
from underwriting.rules.words import gettext_noop as _

PARAMETERS = (
    Declaration(
        name="underwriting.concentration_limit",
        label=_("Share of the premium above which a product is watched"),
        kind=Kind.DECIMAL,
        default="0.5",
        source="PRD-07",
        minimum=Decimal(0),
        maximum=Decimal(1),
    ),
)
FOLDER = Path(__file__).parents[1] / "data"
CASE = {"effective": date(2005, 1, 1), "start_on": date(2026, 1, 1), "end_on": date(2026, 12, 31)}


def load() -> None:
    """Every code that is not there yet."""
    _load(ProductVersion, "products.yaml")
    _load(ClauseVersion, "line_clauses.yaml")
    _load(RatingCase, "rating_cases.yaml", like=CASE)


def load_demo_cases() -> None:
    """Motor cases of the demo branch."""
    _load(RatingCase, "demo_rating_cases.yaml", like=CASE)


def _load(model: type[Any], name: str, *, like: Mapping[str, Any] | None = None) -> None:
    known = set(model.objects.values_list("code", flat=True))
    rows = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    model.objects.bulk_create(_row(model, {**(like or {}), **row}) for row in rows if row["code"] not in known)


def _row(model: type[Any], row: dict[str, Any]) -> Any:
    version = row.get("version", f"{row['code']}-1")
    return model(**{**row, "version": version, "effective": DateRange(row["effective"], None)})
