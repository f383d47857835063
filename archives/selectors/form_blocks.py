"""What else stands against a new issue of forms to a person: the apps above say it, e.g. unsettled premium (8.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from archives.models import FormType

Source = Callable[[FormType, int, date], str]
_sources: dict[str, Source] = {}


def register_form_block(name: str, source: Source) -> None:
    """Called by the apps above while they start: ``source(form_type, staff_id, on)`` says why not, "" when nothing
    stands against it."""
    _sources[name] = source


def blocked_because(form_type: FormType, staff_id: int, on: date) -> str:
    """The first reason why a person gets no more forms of a kind."""
    return next((why for source in _sources.values() if (why := source(form_type, staff_id, on))), "")
