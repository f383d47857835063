"""How large the loss-assessment authority of a non-same-city sub-branch may be (AUT-05, AUT-06, B-14)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def authority_ceiling(amounts_last_year: Sequence[Decimal], candidates: Sequence[Decimal], share: Decimal) -> Decimal:
    """The largest candidate limit that would have sent at least ``share`` of last year's claims (by count) to the
    centre; zero when no candidate does."""
    wanted = share * len(amounts_last_year)
    fitting = [limit for limit in candidates if sum(amount > limit for amount in amounts_last_year) >= wanted]
    return max(fitting, default=Decimal(0))
