"""How a loss of a ceded policy is shared (domain 5.5, 7.12): co-insurers, proportional treaties, excess layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from core.money import split, to_cents
from underwriting.models import Cession, CessionPart, Movement, MovementKind
from underwriting.rules.reinsurance.excess import recovery
from underwriting.rules.reinsurance.sharing import LAYER_LABELS, Layer
from underwriting.selectors.reinsurance import Protection, protection_of

NIL = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class LossPart:
    """What one treaty or placement bears of a loss."""

    kind: str
    row: int
    label: str
    layer: str
    amount: Decimal

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "row": self.row,
            "label": self.label,
            "layer": self.layer,
            "amount": str(self.amount),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLoss:
    """A loss after all who bear part of it."""

    own: Decimal
    parts: tuple[LossPart, ...]

    @property
    def ceded(self) -> Decimal:
        return sum((part.amount for part in self.parts), NIL)


def share_loss(policy_id: int, loss: Decimal) -> SharedLoss | None:
    """The loss by the cession in force; None when nothing of the policy is ceded."""
    cession = Cession.objects.filter(policy_id=policy_id, superseded_at=None).select_related("policy").first()
    if cession is None:
        return None
    own = to_cents(loss * cession.own_share)
    parts = _proportional(cession, own)
    kept = own - sum((part.amount for part in parts), NIL)
    protection = protection_of(cession.line, cession.policy.start_on)
    layers = _excess(protection, kept, policy_id) if protection else []
    return SharedLoss(own=own, parts=tuple(part for part in (*parts, *layers) if part.amount))


def _proportional(cession: Cession, own: Decimal) -> list[LossPart]:
    """By the amounts of all risk units together: the ratio of each carrier in the own sum."""
    found: dict[tuple[str, int, str, str], Decimal] = {}
    rows = CessionPart.objects.filter(unit__cession=cession).select_related("treaty", "facultative")
    for row in rows:
        if row.treaty is not None:
            key = ("treaty", row.treaty.pk, row.treaty.code, row.layer)
        elif row.facultative is not None:
            key = ("facultative", row.facultative.pk, row.facultative.number, row.layer)
        else:
            continue
        found[key] = found.get(key, NIL) + row.amount
    whole = cession.own_sum or Decimal(1)
    return [
        LossPart(kind=kind, row=pk, label=label, layer=layer, amount=to_cents(own * amount / whole))
        for (kind, pk, label, layer), amount in found.items()
    ]


def _excess(protection: Protection, kept: Decimal, policy_id: int) -> list[LossPart]:
    """Excess layers on what is kept, less what each layer has paid in its year for other policies."""
    paid = _paid_by_layers(protection, policy_id)
    return [
        LossPart(
            kind="treaty",
            row=treaty.pk,
            label=treaty.code,
            layer="excess",
            amount=recovery(kept, layer, used=paid.get(treaty.pk, NIL)),
        )
        for treaty, layer in protection.layers
    ]


def _paid_by_layers(protection: Protection, policy_id: int) -> dict[int, Decimal]:
    wanted = [treaty.pk for treaty, _layer in protection.layers]
    rows = Movement.objects.filter(treaty_id__in=wanted, kind=MovementKind.RECOVERY).exclude(policy_id=policy_id)
    return {row["treaty_id"]: row["total"] for row in rows.values("treaty_id").annotate(total=Sum("amount"))}


def label_of_layer(layer: str) -> str:
    """The English label of a layer of a loss."""
    return "excess of loss" if layer == "excess" else LAYER_LABELS[Layer(layer)]


def by_lines(amount: Decimal, lines: Sequence[Decimal]) -> list[Decimal]:
    """An amount over signed lines; the residual cent is the leader's."""
    return split(amount, lines, residual_to=0)
