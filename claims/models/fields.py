"""Columns that the models of claims have in common."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models


def money(label: Any, **more: Any) -> models.DecimalField[Any, Any]:
    """A money column: numeric(18,2), yuan."""
    return models.DecimalField(label, max_digits=18, decimal_places=2, **more)


def money_or_zero(label: Any) -> models.DecimalField[Any, Any]:
    return money(label, default=Decimal("0.00"))


def degrees(label: Any) -> models.DecimalField[Any, Any]:
    """Latitude or longitude."""
    return models.DecimalField(label, max_digits=9, decimal_places=6, null=True, blank=True)
