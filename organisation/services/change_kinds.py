"""The kinds of changes that the organisation itself knows."""

from __future__ import annotations

from organisation.rules.changes import register_change
from organisation.services import (
    calendar,
    clients,
    clock_rules,
    grants,
    norms,
    parameters,
    posts,
    same_city,
    survey_points,
    units,
)


def register() -> None:
    """Called while the app starts."""
    own = (posts.CHANGE, same_city.CHANGE, survey_points.CHANGE, clients.CHANGE, units.CHANGE, norms.CHANGE)
    for kind in (grants.CHANGE, parameters.CHANGE, clock_rules.CHANGE, calendar.CHANGE, *own):
        register_change(kind)
