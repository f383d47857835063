"""The first versions of products and clauses; later ones are released by four eyes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db.backends.postgresql.psycopg_any import DateRange

from underwriting.models import ClauseVersion, ProductVersion

FOLDER = Path(__file__).parents[1] / "data"


def load() -> None:
    """Every code that is not there yet."""
    _load(ProductVersion, "products.yaml")
    _load(ClauseVersion, "line_clauses.yaml")


def _load(model: type[Any], name: str) -> None:
    known = set(model.objects.values_list("code", flat=True))
    rows = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    model.objects.bulk_create(
        model(**{**row, "effective": DateRange(row["effective"], None)}) for row in rows if row["code"] not in known
    )
