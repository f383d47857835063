"""Money columns. The upper bound of every check is what keeps NaN out of PostgreSQL's numeric type."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

BOUND = Decimal("1e15")


def money(label: Any, **options: Any) -> models.DecimalField[Any, Any]:
    """A column of yuan with two decimals."""
    return models.DecimalField(label, max_digits=18, decimal_places=2, **options)


def amounts_in_bounds(name: str, *columns: str) -> models.CheckConstraint:
    """Every named column is between nil and 1e15, which also refuses NaN and infinity."""
    condition = Q()
    for column in columns:
        condition &= Q(**{f"{column}__gte": 0, f"{column}__lt": BOUND})
    return models.CheckConstraint(name=name, condition=condition)
