"""How much of last year's claims must come to the centre, line by line (AUT-05, AUT-06, B-14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreShare:
    """One line of one sub-branch: the claims of the year, the share asked for, and what the limits would give.

    ``ceiling`` is the largest limit that sends enough claims to the centre; ``limit`` the one in force, None without.
    """

    amounts: Sequence[Decimal]
    asked: Decimal
    ceiling: Decimal
    limit: Decimal | None

    @property
    def count(self) -> int:
        return len(self.amounts)

    @property
    def sent(self) -> int:
        """Claims that would have come to the centre under the limit in force."""
        return self.count if self.limit is None else sum(amount > self.limit for amount in self.amounts)

    @property
    def share(self) -> Decimal:
        """The same in percent of all claims, to one decimal."""
        if not self.amounts:
            return HUNDRED
        return (HUNDRED * self.sent / self.count).quantize(Decimal("0.1"))

    @property
    def suffices(self) -> bool:
        """Exact: at least the share asked for, by count."""
        return self.sent * HUNDRED >= self.asked * self.count
