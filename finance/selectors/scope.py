"""A unit and everything below it."""

from __future__ import annotations

from django.db.models import Q

from organisation.models import Unit


def within(unit: Unit, prefix: str = "") -> Q:
    """Rows of ``unit`` or of a unit below it, by the ancestor columns that every business row carries."""
    column = unit.scope_column()
    if column is None:
        return Q()
    own = Q(**{f"{prefix}unit_id": unit.pk})
    return own if column == "unit_id" else own | Q(**{f"{prefix}{column}": unit.pk})
