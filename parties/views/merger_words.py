"""Mergers and separations of customers as the timeline tells them: by customer numbers (CUS-01, PLT-10)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from parties.selectors.parties import numbers_of

Told = Iterable[tuple[str, str, str]]


def records_changed(old: Any, new: Any) -> Told:
    """Which other records are the same customer."""
    return [(_("Records of the same customer"), _numbers(old), _numbers(new))]


def difference_changed(old: Any, new: Any) -> Told:
    """Which look alike and are other customers."""
    return [(_("Known to be other customers"), _numbers(old), _numbers(new))]


def difference_reason_changed(old: Any, new: Any) -> Told:
    """Why they are other customers."""
    return [(_("Why they are other customers"), old or "", new or "")]


def _numbers(pks: list[int] | None) -> str:
    return _(", ").join(numbers_of(pks)) if pks else ""
