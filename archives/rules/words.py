"""Marks texts for translation without the framework."""

from __future__ import annotations


def gettext_noop(text: str) -> str:
    """The text itself; the name makes the extractor find it."""
    return text
