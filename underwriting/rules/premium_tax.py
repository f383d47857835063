"""Which premium bears no tax though its product does: by the kind of voyage that is insured (domain 4.8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

VOYAGE = "voyage"


def exempt_voyage(table: Mapping[str, Any], code: str, content: Mapping[str, Any]) -> bool:
    """Whether the table of the tax frees this voyage. One whose kind nobody told is taxed."""
    return content.get(VOYAGE) in table.get("exempt_voyages", {}).get(code, ())
