"""Versions of products, clauses, questionnaires and tariffs: one ends where the next begins."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from organisation.models import ControlChange
from organisation.public import ChangeRefused


def day_of(change: ControlChange) -> date:
    """The day from which the change holds. Raises ``ChangeRefused`` without one."""
    if change.effective_on is None:
        raise ChangeRefused(_("Say from which day."), field="effective_on")
    return change.effective_on


def none_later(model: type[Any], code: str, day: date, *, key: str = "code") -> None:
    """A version released for that day or later stands in the way."""
    if model.objects.filter(**{key: code}, effective__startswith__gte=day).exists():
        raise ChangeRefused(
            _("A version from that day or later is released already. Choose a later day."), field="effective_on"
        )


def none_yet(model: type[Any], code: str, *, key: str = "code") -> None:
    """What is new has a code of its own: whatever had a version at any time keeps its code (PRD-01)."""
    if model.objects.filter(**{key: code}).exists():
        raise ChangeRefused(
            _("This code is used already. Propose a new version there, or choose another code."), field="code"
        )


def end_version(model: type[Any], code: str, day: date, *, key: str = "code") -> None:
    """The version in force ends where the new one begins."""
    held = model.objects.filter(**{key: code}, effective__contains=day).first()
    if held is not None:
        held.effective = DateRange(held.effective.lower, day)
        held.save(update_fields=["effective"])
