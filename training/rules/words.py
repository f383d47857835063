"""Marks words shown to people for extraction; they are translated where they are displayed."""

from __future__ import annotations


def gettext_noop(message: str) -> str:
    return message
