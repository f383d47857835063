"""Unearned premium by days (1/365 method, domain 9.11): what belongs to the time after a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.money import to_cents
from finance.rules.entries import NIL


@dataclass(frozen=True, slots=True)
class Layer:
    """Net premium for the time from ``start`` to ``end``, both included; negative for a refund."""

    net: Decimal
    start: date
    end: date


def unearned(layer: Layer, on: date) -> Decimal:
    """The part of a layer that is not earned at the end of ``on``."""
    days = (layer.end - layer.start).days + 1
    left = min(max((layer.end - on).days, 0), days)
    return to_cents(layer.net * left / days) if days > 0 else NIL


def unearned_of(layers: Iterable[Layer], on: date) -> Decimal:
    """All layers of one policy; never below nil."""
    return max(sum((unearned(layer, on) for layer in layers), NIL), NIL)
