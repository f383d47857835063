"""The kinds of changes that the organisation itself knows."""

from __future__ import annotations

from organisation.rules.changes import register_change
from organisation.services import calendar, clock_rules, grants, parameters


def register() -> None:
    """Called while the app starts."""
    for kind in (grants.CHANGE, parameters.CHANGE, clock_rules.CHANGE, calendar.CHANGE):
        register_change(kind)
