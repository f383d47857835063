"""How one risk unit is shared (domain 5.5): co-insurance share → retention → quota share → surplus → facultative.

What no layer takes is *unplaced*: cover must not start before a facultative reinsurer carries it (LAW-103, REI-04).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from core.explain import Explained, Step
from core.money import to_cents
from underwriting.rules.reinsurance.placement import Line, money_of, together
from underwriting.rules.words import gettext_noop as _

RATIO = Decimal("0.0000000001")  # domain 0.2: ratios are kept to ten decimals
NIL = Decimal("0.00")
WHOLE = Decimal(1)


class Layer(StrEnum):
    """Who carries a part of the own share."""

    RETENTION = "retention"
    QUOTA_SHARE = "quota_share"
    SURPLUS = "surplus"
    FACULTATIVE = "facultative"
    UNPLACED = "unplaced"


LAYER_LABELS = {
    Layer.RETENTION: _("own retention"),
    Layer.QUOTA_SHARE: _("quota share"),
    Layer.SURPLUS: _("surplus"),
    Layer.FACULTATIVE: _("facultative"),
    Layer.UNPLACED: _("not placed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaShare:
    """A treaty that takes a fixed share of the gross line of every risk, up to its limit for one risk."""

    code: str
    share: Decimal
    commission: Decimal = Decimal(0)
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surplus:
    """A treaty that takes what exceeds the retention, up to ``lines`` times the retention and its own limit."""

    code: str
    lines: Decimal
    commission: Decimal = Decimal(0)
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What facultative reinsurers took of this risk; each gives back a commission of its own."""

    code: str
    amount: Decimal
    lines: Sequence[Line] = ()

    def commission(self, premium: Decimal) -> Decimal:
        """What comes back of ``premium``: the sum of the reinsurers' cents, as their accounts have it."""
        return together(money_of(self.lines, amount=self.amount, premium=premium)).commission


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The protection that holds for a risk: its retention and the proportional treaties in their order."""

    retention: Decimal
    basis: str = ""
    quota_shares: Sequence[QuotaShare] = ()
    surpluses: Sequence[Surplus] = ()
    placements: Sequence[Placement] = ()
    refused: Sequence[tuple[str, str]] = ()  # treaties that do not take such a risk, with what they exclude

    @property
    def capacity(self) -> Decimal:
        """The largest own share that needs no facultative reinsurance."""
        return self.retention + sum((_capacity(one, self.retention) for one in self.surpluses), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One layer of the own share with its premium and the commission that comes back."""

    layer: Layer
    code: str
    amount: Decimal
    ratio: Decimal
    premium: Decimal
    commission: Decimal = NIL

    def of_loss(self, loss: Decimal) -> Decimal:
        """The part of a loss that this layer bears."""
        return to_cents(loss * self.ratio)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """A risk unit after all layers; ratios add up to one, premiums to the own premium."""

    sum_insured: Decimal
    own_sum: Decimal
    own_premium: Decimal
    parts: tuple[Part, ...]
    explained: Explained

    def ratio(self, *layers: Layer) -> Decimal:
        return sum((part.ratio for part in self.parts if part.layer in layers), Decimal(0))

    def amount(self, *layers: Layer) -> Decimal:
        return sum((part.amount for part in self.parts if part.layer in layers), NIL)

    @property
    def ceded(self) -> tuple[Part, ...]:
        """What reinsurers carry."""
        return tuple(part for part in self.parts if part.layer not in {Layer.RETENTION, Layer.UNPLACED})

    @property
    def unplaced(self) -> Decimal:
        return self.amount(Layer.UNPLACED)

    def recoveries(self, loss: Decimal) -> Mapping[str, Decimal]:
        """What each treaty or placement pays of a loss of the own share."""
        return {part.code: part.of_loss(loss) for part in self.ceded}


def share(
    sum_insured: Decimal,
    premium: Decimal,
    programme: Programme,
    *,
    own_share: Decimal = WHOLE,
    own: tuple[Decimal, Decimal] | None = None,
) -> Sharing:
    """Share one risk unit. ``sum_insured`` and ``premium`` are those of the whole contract, ``own_share`` the part that
    the company carries beside its co-insurers. ``own`` is its sum and premium as the table of shares has them: the
    residual cent is the leader's (CO-1), which a ratio cannot say."""
    own_sum, own_premium = own or (to_cents(sum_insured * own_share), to_cents(premium * own_share))
    steps = [
        Step(
            rule=_("Share in the co-insurance"),
            detail=f"{sum_insured:,.2f}",
            factor=f"× {(own_share * 100).normalize():f} %",
            result=own_sum,
        )
    ]
    amounts = _layers(own_sum, programme, steps)
    parts = _parts(own_sum, own_premium, amounts)
    return Sharing(
        sum_insured=sum_insured,
        own_sum=own_sum,
        own_premium=own_premium,
        parts=parts,
        explained=Explained(tuple(steps)),
    )


Commission = Callable[[Decimal], Decimal]  # what comes back of a premium
Taken = tuple[Layer, str, Decimal, Commission]  # layer, code, amount, commission


def _at(rate: Decimal) -> Commission:
    return lambda premium: to_cents(premium * rate)


def _layers(own_sum: Decimal, programme: Programme, steps: list[Step]) -> list[Taken]:
    """Amounts in the order of the seed; what was placed facultatively does not burden the treaties."""
    taken: list[Taken] = []
    open_sum = own_sum
    for placed in programme.placements:
        amount = min(placed.amount, open_sum)
        taken.append((Layer.FACULTATIVE, placed.code, amount, placed.commission))
        open_sum -= amount
        steps.append(Step(rule=_("Placed facultatively"), detail=placed.code, factor=_less(amount), result=open_sum))
    line = min(open_sum, programme.retention)
    kept = line
    steps.append(Step(rule=_("Retention"), detail=f"{programme.retention:,.2f}", basis=programme.basis, result=line))
    for code, excluded in programme.refused:
        steps.append(Step(rule=_("Excluded by the treaty"), detail=excluded, basis=code, result=NIL))
    for quota in programme.quota_shares:
        amount = min(to_cents(line * quota.share), kept if quota.limit is None else min(kept, quota.limit))
        taken.append((Layer.QUOTA_SHARE, quota.code, amount, _at(quota.commission)))
        kept -= amount
        steps.append(_quota_step(quota, amount))
    open_sum -= line
    for surplus in programme.surpluses:
        amount = min(open_sum, _capacity(surplus, programme.retention))
        taken.append((Layer.SURPLUS, surplus.code, amount, _at(surplus.commission)))
        open_sum -= amount
        steps.append(_surplus_step(surplus, programme.retention, amount))
    steps.append(Step(rule=_("To be placed facultatively before cover starts"), result=open_sum))
    nothing = _at(NIL)
    return [(Layer.RETENTION, "", kept, nothing), *taken, (Layer.UNPLACED, "", open_sum, nothing)]


def _capacity(surplus: Surplus, retention: Decimal) -> Decimal:
    capacity = retention * surplus.lines
    return capacity if surplus.limit is None else min(capacity, surplus.limit)


def _less(amount: Decimal) -> str:
    return f"− {amount:,.2f}"


def _quota_step(quota: QuotaShare, amount: Decimal) -> Step:
    factor = f"× {(quota.share * 100).normalize():f} %"
    return Step(rule=_("Quota share"), detail=quota.code, factor=factor, result=amount)


def _surplus_step(surplus: Surplus, retention: Decimal, amount: Decimal) -> Step:
    factor = f"≤ {retention:,.2f} × {surplus.lines.normalize():f}"
    return Step(rule=_("Surplus"), detail=surplus.code, factor=factor, result=amount)


def _parts(own_sum: Decimal, own_premium: Decimal, amounts: Sequence[Taken]) -> tuple[Part, ...]:
    """Ratios and premiums of the layers; the residual of both stays with the retention."""
    parts: list[Part] = []
    for layer, code, amount, commission in amounts[1:]:
        if not amount:
            continue
        ratio = (amount / own_sum).quantize(RATIO, rounding=ROUND_HALF_UP)
        premium = to_cents(own_premium * amount / own_sum)
        parts.append(
            Part(
                layer=layer,
                code=code,
                amount=amount,
                ratio=ratio,
                premium=premium,
                commission=commission(premium),
            )
        )
    kept = Part(
        layer=Layer.RETENTION,
        code="",
        amount=amounts[0][2],
        ratio=WHOLE - sum((part.ratio for part in parts), Decimal(0)),
        premium=own_premium - sum((part.premium for part in parts), NIL),
    )
    return (kept, *parts)
