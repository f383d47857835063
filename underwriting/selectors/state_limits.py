"""What compulsory cover pays at most, as the state fixed it. The table belongs to the app that pays by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class StateLimit(NamedTuple):
    """The limit of one category, for a driver with and without liability."""

    category: str
    liable: Decimal
    blameless: Decimal


Source = Callable[[date], Sequence[StateLimit]]
_sources: list[Source] = []


def register_state_limits(source: Source) -> None:
    """Called once from ``ready()`` of the app that keeps the limits."""
    _sources[:] = [source]


def state_limits(on: date) -> Sequence[StateLimit]:
    """The limits in force on a day (domain 7.3); none where none are kept."""
    return _sources[0](on) if _sources else ()
