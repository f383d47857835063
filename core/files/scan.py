"""The virus scanner's place. ``settings.FILE_SCANNER`` names a callable; without one only the test string is known."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from django.conf import settings
from django.utils.module_loading import import_string

TEST_STRING = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Verdict(StrEnum):
    """What the scanner said; ``UNAVAILABLE`` means that it said nothing."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNAVAILABLE = "unavailable"


Scanner = Callable[[bytes], Verdict]


def known_test_string(content: bytes) -> Verdict:
    """The stub: it recognises the industry's test file, so the whole way can be tried."""
    return Verdict.INFECTED if TEST_STRING in content else Verdict.CLEAN


def scan(content: bytes) -> Verdict:
    """Ask the scanner; one that fails has said nothing, and nothing is not "clean"."""
    scanner: Scanner = import_string(getattr(settings, "FILE_SCANNER", "core.files.scan.known_test_string"))
    try:
        return scanner(content)
    except (OSError, TimeoutError):
        return Verdict.UNAVAILABLE
