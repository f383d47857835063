"""Labels of the pure rules as choices of a column: plain values, words translated when they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy


def choices_of(labels: Mapping[Any, str]) -> list[tuple[str, Any]]:
    """Value and lazily translated label of each member."""
    return [(_plain(value), gettext_lazy(label)) for value, label in labels.items()]


def _plain(value: StrEnum) -> str:
    return value.value
