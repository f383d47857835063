"""How business accepted automatically goes beside business accepted by people, and when the rules should be suspended
(domain 5.10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """Earned premium and losses of one part of a line."""

    policies: int = 0
    premium: Decimal = ZERO
    losses: Decimal = ZERO

    @property
    def loss_ratio(self) -> Decimal | None:
        """Percent with one decimal; None without premium."""
        return round(HUNDRED * self.losses / self.premium, 1) if self.premium else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From which loss ratio on, and by how many points above the manual part, suspension is proposed."""

    highest: Decimal
    points_above: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One line with both parts."""

    line: str
    automatic: Experience
    manual: Experience

    def reasons(self, limits: Limits) -> tuple[str, ...]:
        """Why suspension is proposed; empty while all is well."""
        ratio, other = self.automatic.loss_ratio, self.manual.loss_ratio
        if ratio is None:
            return ()
        found = ["highest"] if ratio > limits.highest else []
        if other is not None and ratio - other > limits.points_above:
            found.append("points_above")
        return tuple(found)


def watched(parts: Mapping[tuple[str, bool], Experience]) -> list[Watched]:
    """Lines in the order of their codes, from parts by line and way of acceptance."""
    return [
        Watched(
            line=line,
            automatic=parts.get((line, True), Experience()),
            manual=parts.get((line, False), Experience()),
        )
        for line in sorted({line for line, _automatic in parts})
    ]
