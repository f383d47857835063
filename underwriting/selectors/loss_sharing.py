"""How a loss of a ceded policy is shared (domain 5.5, 7.12): co-insurers, proportional treaties, excess layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from core.money import split, to_cents
from underwriting.models import Cession, CessionPart, LossExperience, Movement, MovementKind
from underwriting.rules.reinsurance.excess import recovery
from underwriting.rules.reinsurance.sharing import LAYER_LABELS, Layer
from underwriting.selectors.cession import own_of
from underwriting.selectors.reinsurance import Protection, protection_of

NIL, WHOLE = Decimal("0.00"), Decimal(1)


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


def cession_on(policy_id: int, day: date) -> Cession | None:
    """The newest version that holds on a day; the first one for a day before all of them."""
    versions = Cession.objects.filter(policy_id=policy_id).select_related("policy")
    held = versions.filter(effective_on__lte=day).order_by("-number").first()
    return held or versions.order_by("number").first()


def share_loss(loss: LossExperience, amount: Decimal) -> SharedLoss | None:
    """An amount of a loss by the cession in force on the day of the loss; None when nothing of the policy is ceded."""
    cession = cession_on(loss.policy_id, loss.occurred_on)
    if cession is None:
        return None
    own = amount if cession.own_share == WHOLE else own_of(cession.policy.proposal_id).of(amount)
    parts = _proportional(cession, own)
    kept = own - sum((part.amount for part in parts), NIL)
    protection = protection_of(cession.line, cession.policy.start_on)
    layers = _excess(protection, kept, loss.claim_number, kinds_in(cession)) if protection else []
    return SharedLoss(own=own, parts=tuple(part for part in (*parts, *layers) if part.amount))


def layers_with_aggregate(loss: LossExperience) -> list[str]:
    """The codes of the excess layers whose yearly limit the loss may use up."""
    protection = protection_of(loss.policy.line, loss.policy.start_on)
    layers = protection.layers if protection else []
    return [treaty.code for treaty, layer in layers if layer.aggregate is not None]


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


def kinds_in(cession: Cession) -> frozenset[str]:
    """The kinds of risks that the risk units of a cession belong to."""
    return frozenset(code for kinds in cession.units.values_list("kinds", flat=True) for code in kinds)


def _excess(protection: Protection, kept: Decimal, claim_number: str, kinds: frozenset[str]) -> list[LossPart]:
    """Excess layers on what is kept, less what each layer has paid in its year for other losses; a layer takes no loss
    of a kind of risk that it excludes."""
    paid = _paid_by_layers(protection, claim_number)
    return [
        LossPart(
            kind="treaty",
            row=treaty.pk,
            label=treaty.code,
            layer="excess",
            amount=recovery(kept, layer, used=paid.get(treaty.pk, NIL)),
        )
        for treaty, layer in protection.layers_for(kinds)
    ]


def _paid_by_layers(protection: Protection, claim_number: str) -> dict[int, Decimal]:
    """Only this loss is left out: another one of the same policy uses up the layer as any other does."""
    wanted = [treaty.pk for treaty, _layer in protection.layers]
    rows = Movement.objects.filter(treaty_id__in=wanted, kind=MovementKind.RECOVERY)
    rows = rows.exclude(advice__isnull=False, advice__claim_number=claim_number)
    return {row["treaty_id"]: row["total"] for row in rows.values("treaty_id").annotate(total=Sum("amount"))}


def label_of_layer(layer: str) -> str:
    """The English label of a layer of a loss."""
    return "excess of loss" if layer == "excess" else LAYER_LABELS[Layer(layer)]


def by_lines(amount: Decimal, lines: Sequence[Decimal]) -> list[Decimal]:
    """An amount over signed lines; the residual cent is the leader's."""
    return split(amount, lines, residual_to=0)
