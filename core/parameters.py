"""Business parameters are declared by the app that needs them; their values are rows of the organisation package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum, auto
from typing import Any


class Kind(StrEnum):
    """What a value looks like."""

    INTEGER = auto()
    DECIMAL = auto()
    TEXT = auto()
    BOOLEAN = auto()
    LIST = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A parameter with the value it has until it is changed by four eyes. ``unit_of_measure`` is shown beside it;
    ``minimum`` and ``maximum`` are what a figure may be at all; ``words`` name the codes of a list."""

    name: str
    label: str
    kind: Kind
    default: Any
    unit_of_measure: str = ""
    source: str = ""
    minimum: Decimal | None = Decimal(0)
    maximum: Decimal | None = None
    words: Mapping[str, Any] = field(default_factory=dict)

    def read(self, stored: Any) -> Any:
        """The stored JSON value as Python sees it."""
        return Decimal(str(stored)) if self.kind is Kind.DECIMAL else stored


def whole_number(
    name: str, label: str, *, default: int, source: str, least: int = 0, most: int | None = None
) -> Declaration:
    """The declaration of a count – days, times, hours –, which is never below ``least`` nor above ``most``."""
    return Declaration(
        name=name,
        label=label,
        kind=Kind.INTEGER,
        default=default,
        source=source,
        minimum=Decimal(least),
        maximum=None if most is None else Decimal(most),
    )


_declared: dict[str, Declaration] = {}


def declare(*declarations: Declaration) -> None:
    """Declare parameters of an app (called while the app starts)."""
    _declared.update({declaration.name: declaration for declaration in declarations})


def declared() -> dict[str, Declaration]:
    return dict(_declared)


def declaration(name: str) -> Declaration:
    """Raises ``KeyError`` for a parameter that no app declares."""
    return _declared[name]
