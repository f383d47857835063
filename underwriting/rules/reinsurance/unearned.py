"""What reinsurers bear of the unearned premium (1/365 method, domain 9.11): JE-26 is released as JE-06 is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.money import to_cents

NIL = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class CededLayer:
    """Ceded premium for the time from ``start`` to ``end``, both included; below zero when premium went back."""

    amount: Decimal
    start: date
    end: date


def unearned(layer: CededLayer, on: date) -> Decimal:
    """The part that reinsurers have not earned at the end of ``on``."""
    days = (layer.end - layer.start).days + 1
    left = min(max((layer.end - on).days, 0), days)
    return to_cents(layer.amount * left / days) if days > 0 else NIL


def unearned_of(layers: Iterable[CededLayer], on: date, *, ended_on: date | None = None) -> Decimal:
    """All layers of one policy; nothing once the policy has ended, never below nil."""
    if ended_on is not None and ended_on <= on:
        return NIL
    return max(sum((unearned(layer, on) for layer in layers), NIL), NIL)
