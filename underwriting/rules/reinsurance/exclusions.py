"""What a treaty does not take (REI-12): risks are recognised by what their entry says, and the treaty skips them.

The register names each kind of risk by a code, with words in which people write of it and the codes by which tariffs
and the list of major risks know it. A treaty refuses kinds by their codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

OF_THE_CONTRACT = ("industry", "description", "works_name", "project", "trade", "subject", "goods", "occupancy")
OF_A_ROW = ("occupancy", "name", "kind")
ROWS = ("machines", "sections")  # rows that are no risk units of their own
BETWEEN_WORDS = "、"

Register = Mapping[str, Mapping[str, Any]]


def said_by(entry: Mapping[str, Any], names: Iterable[str]) -> tuple[str, ...]:
    """What an entry says of its risk."""
    return tuple(text for name in names if (text := str(entry.get(name) or "").strip()))


def said_by_contract(content: Mapping[str, Any]) -> tuple[str, ...]:
    """What holds for every risk unit of a contract."""
    rows = [row for name in ROWS for row in content.get(name) or () if isinstance(row, Mapping)]
    return (*said_by(content, OF_THE_CONTRACT), *(text for row in rows for text in said_by(row, OF_A_ROW)))


def said_by_all(content: Mapping[str, Any]) -> tuple[str, ...]:
    """What the contract and all its items say together."""
    items = [row for row in content.get("items") or () if isinstance(row, Mapping)]
    return (*said_by_contract(content), *(text for row in items for text in said_by(row, OF_A_ROW)))


def kinds_of(said: Iterable[str], register: Register) -> frozenset[str]:
    """The kinds of the register that a risk belongs to: named by a code, or in words."""
    texts = [text.casefold() for text in said]
    return frozenset(code for code, row in register.items() if any(_names(text, code, row) for text in texts))


def _names(text: str, code: str, row: Mapping[str, Any]) -> bool:
    if text == code or text in row.get("known_as", ()):
        return True
    words = [*row["zh"].split(BETWEEN_WORDS), *row["en"].split(", ")]
    return any(word.casefold() in text for word in words if word)


def shown(kinds: Iterable[str], register: Register) -> str:
    """Kinds as the papers call them."""
    return "；".join(str(register.get(code, {}).get("zh", code)) for code in kinds)
