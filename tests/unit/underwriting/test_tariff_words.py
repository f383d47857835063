"""The pages of tariffs and rules show words, not the codes under which figures are filed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from underwriting.rules import tariff_tables
from underwriting.rules.tariff_words import column_of, named

FOLDER = Path("underwriting/data")
FILES = ("tariffs.yaml", "line_tariffs.yaml", "endorsing.yaml", "risk_rules.yaml")
TABLES: dict[str, dict[str, Any]] = {
    row["code"]: json.loads(json.dumps(row["data"], default=str))
    for name in FILES
    for row in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    if isinstance(row.get("data"), dict)
}
CODE = re.compile(r"[a-z]{2,}")


def keys(data: dict[str, Any]) -> Iterator[str]:
    """Parts, rows, columns, and words that stand as values."""
    for grid in tariff_tables.grids(data):
        yield grid.part
        if grid.part == "occupancies":  # brings its words along
            continue
        for key, cells in grid.rows:
            yield key
            yield from (cell.value for cell in cells if cell and not cell.figure)
        for column in grid.columns:
            yield from column.split(tariff_tables.MARK)


@pytest.mark.req("PRD-06")
@pytest.mark.parametrize("code", TABLES)
def test_every_key_of_a_table_has_a_word(code: str) -> None:
    raw = {key for key in keys(TABLES[code]) if CODE.fullmatch(key.replace("_", "")) and named(key, str) == key}
    assert raw <= WRITTEN_ALIKE


# English that is the word itself: it has its Chinese in the catalogue.
WRITTEN_ALIKE = {
    "appliances", "brick", "concrete", "entertainment", "food", "fragile", "furniture", "general", "hotel", "industry",
    "large", "loading", "machinery", "motorcycle", "office", "options", "other", "plate", "premium", "rate", "school",
    "shop", "small", "textiles", "toys", "trailer", "always", "true", "false",
}  # fmt: skip


@pytest.mark.req("PRD-06")
def test_places_of_a_list_are_called_by_what_stands_there() -> None:
    assert column_of("bands", "0|1", str) == "1 · premium"
    assert column_of("damage", "1", str) == "rate"
    assert column_of("rates", "", str) == "figure in the tariff"


@pytest.mark.req("PRD-06")
def test_words_beside_each_other_stand_in_one_cell() -> None:
    listed, priced = tariff_tables.grids({"papers": {"void": ["a", "b"]}, "rates": {"east": ["1", "2"]}})
    assert (tariff_tables.is_list(listed), tariff_tables.is_list(priced)) == (True, False)
