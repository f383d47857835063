"""A unit and everything below it."""

from __future__ import annotations

from django.db.models import Q


def within(unit_id: int, prefix: str = "") -> Q:
    """Rows of a unit or of a unit below it, by the ancestor columns that every business row carries."""
    columns = ("unit_id", "sub_branch_id", "branch_id", "province_id")
    condition = Q()
    for column in columns:
        condition |= Q(**{f"{prefix}{column}": unit_id})
    return condition
