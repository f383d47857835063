"""How long failed work waits before it is tried again."""

from __future__ import annotations

FIRST_SECONDS = 2.0
LONGEST_SECONDS = 900.0


def wait_after(attempt: int) -> float:
    """Seconds to wait after the given failed try: 2, 8, 32, 128, … at most a quarter of an hour."""
    return min(FIRST_SECONDS * 4.0 ** max(attempt - 1, 0), LONGEST_SECONDS)
