"""Enterprise property: each item by occupancy and zone of the tariff, then the filed factors (domain 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from underwriting.rules.rating.basis import ZERO, Period, Rated, RatingFault, Tariff, positive, rate_in
from underwriting.rules.rating.composing import Item, Section, Terms, compose
from underwriting.rules.words import gettext_noop as _

COVER = "MAIN"


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyItem:
    """A building, machinery, stock or other property at one address; ``value`` is the insured value if it is known."""

    category: str
    occupancy: str
    sum_insured: Decimal
    name: str = ""
    value: Decimal = ZERO
    valuation: str = ""
    address: str = ""
    risk_unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyEntry:
    """What is entered for PRB, PRC and PRA."""

    period: Period
    items: tuple[PropertyItem, ...]
    zone: str = ""
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: tuple[str, ...] = ()
    deductible_amount: Decimal = ZERO
    deductible_rate: Decimal = ZERO


def rate(entry: PropertyEntry, tariff: Tariff) -> Rated:
    """``Σ SI × rate × factors``. All-risks cover wants a deductible."""
    if tariff.get("deductible_required") and not (entry.deductible_amount or entry.deductible_rate):
        raise RatingFault("deductible_amount", _("This product is not sold without a deductible."))
    items = tuple(_item(entry, index, one, tariff) for index, one in enumerate(entry.items))
    section = Section(
        code=COVER,
        items=items,
        deductible_amount=entry.deductible_amount,
        deductible_rate=entry.deductible_rate,
    )
    terms = Terms(period=entry.period, factors=entry.factors, riders=entry.riders)
    return compose((section,) if items else (), terms, tariff)


def _item(entry: PropertyEntry, index: int, one: PropertyItem, tariff: Tariff) -> Item:
    """The tariff of the comprehensive covers knows two zones, that of the basic cover none."""
    place = f"items.{index}"
    keys = (one.occupancy, entry.zone) if tariff.get("zoned") else (one.occupancy,)
    charged = rate_in(tariff, "rates", *keys, field=f"{place}.occupancy" if not tariff.get("zoned") else "zone")
    name = one.name or one.category
    return Item(name=name, amount=positive(one.sum_insured, f"{place}.sum_insured"), rate=charged)
