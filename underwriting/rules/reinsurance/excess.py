"""Excess of loss: what a layer pays of a loss that the company keeps after its proportional treaties (domain 5.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

NIL = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcessLayer:
    """``limit`` excess of ``attachment`` for each loss; ``aggregate`` is the most in the whole treaty year."""

    code: str
    attachment: Decimal
    limit: Decimal
    aggregate: Decimal | None = None


def recovery(loss: Decimal, layer: ExcessLayer, *, used: Decimal = NIL) -> Decimal:
    """What the layer pays of one loss; ``used`` is what it paid in the treaty year before."""
    paid = min(max(loss - layer.attachment, NIL), layer.limit)
    if layer.aggregate is None:
        return paid
    return min(paid, max(layer.aggregate - used, NIL))


def recoveries(losses: Iterable[Decimal], layer: ExcessLayer) -> list[Decimal]:
    """What the layer pays of losses one after the other."""
    used, paid = NIL, []
    for loss in losses:
        paid.append(recovery(loss, layer, used=used))
        used += paid[-1]
    return paid


def gaps(layers: Sequence[ExcessLayer]) -> list[tuple[Decimal, Decimal]]:
    """Stretches between layers that nobody covers, from the lowest attachment up."""
    found = []
    ordered = sorted(layers, key=lambda layer: layer.attachment)
    top = ordered[0].attachment if ordered else NIL
    for layer in ordered:
        if layer.attachment > top:
            found.append((top, layer.attachment))
        top = max(top, layer.attachment + layer.limit)
    return found
