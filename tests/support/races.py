"""Real races: callables started at the same instant, each on its own database connection."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections


def together(*calls: Callable[[], Any], timeout: float = 60) -> list[Any]:
    """What each call returned, or the exception it raised, in the order of the calls."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout)
            return call()
        except Exception as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(timeout) for future in [pool.submit(run, call) for call in calls]]


def names(outcomes: list[Any]) -> list[str]:
    """The outcomes as sorted words: the exception's class, or ``"done"``."""
    return sorted(type(one).__name__ if isinstance(one, Exception) else "done" for one in outcomes)
