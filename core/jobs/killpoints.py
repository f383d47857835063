"""Points at which the chaos test kills a process with signal 9. Inert unless the settings say that this is the test."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from django.conf import settings

POINTS = (
    "before_claim",
    "after_claim",
    "mid_work",
    "before_commit",
    "after_commit",
    "during_publish",
    "during_sweep",
)


def reached(point: str) -> None:
    """Die here if a marker for this point lies in the test's directory; each marker kills once.

    ``<point>.child`` kills this process, ``<point>.parent`` its parent as well (the whole worker).
    """
    if not settings.CHAOS_DIRECTORY:
        return
    for whom in ("child", "parent"):
        if _taken(Path(settings.CHAOS_DIRECTORY) / f"{point}.{whom}"):
            _die(whom)


def _taken(marker: Path) -> bool:
    try:
        marker.unlink()
    except FileNotFoundError:
        return False
    return True


def _die(whom: str) -> None:
    if whom == "parent":
        os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
