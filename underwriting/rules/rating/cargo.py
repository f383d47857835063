"""Cargo: invoice value and freight with a markup, or CIF from CFR; by goods and conditions; per voyage (domain 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from core.money import to_cents
from underwriting.rules.rating.basis import (
    ONE,
    ZERO,
    Period,
    Rated,
    RatingFault,
    Tariff,
    figure,
    per_mille,
    positive,
    rate_in,
)
from underwriting.rules.rating.composing import Item, Section, Terms, compose
from underwriting.rules.words import gettext_noop as _

COVER = "MAIN"
INVOICE, CFR, CIF = "invoice", "cfr", "cif"


@dataclass(frozen=True, slots=True, kw_only=True)
class CargoEntry:
    """What is entered for CGD and CGO. ``basis`` says what ``value`` is: invoice, CFR or CIF. ``rate`` is an agreed
    rate of an open cover that the centre has reviewed; otherwise the tariff's."""

    period: Period
    goods: str
    conditions: str
    value: Decimal
    basis: str = INVOICE
    freight: Decimal = ZERO
    markup: Decimal = ZERO
    agreed_rate: Decimal = ZERO
    description: str = ""
    conveyance: str = ""
    origin: str = ""
    destination: str = ""
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: tuple[str, ...] = ()
    deductible_amount: Decimal = ZERO
    deductible_rate: Decimal = ZERO


def rate(entry: CargoEntry, tariff: Tariff) -> Rated:
    """The insured value by the rate. Short-rate never applies: the rate is that of the voyage."""
    filed = rate_in(tariff, "rates", entry.goods, entry.conditions, field="goods")
    charged = _rate(entry, filed, tariff)
    insured = insured_value(entry, charged, tariff)
    item = Item(
        name=f"{entry.goods} · {entry.conditions}",
        amount=insured,
        rate=charged,
        insured=to_cents(insured),
        technical=insured * filed,
    )
    section = Section(
        code=COVER,
        items=(item,),
        deductible_amount=entry.deductible_amount,
        deductible_rate=entry.deductible_rate,
    )
    return compose((section,), Terms(period=entry.period, factors=entry.factors, riders=entry.riders), tariff)


def insured_value(entry: CargoEntry, charged: Decimal, tariff: Tariff) -> Decimal:
    """``(invoice + freight) × (1 + markup)``; ``CIF × (1 + markup)`` where CIF follows from CFR and the rate."""
    positive(entry.value, "value")
    marked = ONE + _markup(entry, tariff)
    if entry.basis == CFR:
        return cif_value(entry.value, marked=marked, charged=charged) * marked
    if entry.basis == CIF:
        return entry.value * marked
    return (entry.value + entry.freight) * marked


def cif_value(cfr: Decimal, *, marked: Decimal, charged: Decimal) -> Decimal:
    """``CIF = CFR ÷ (1 − (1 + markup) × rate)``: the premium is part of the value that it insures."""
    return cfr / (ONE - marked * charged)


def _markup(entry: CargoEntry, tariff: Tariff) -> Decimal:
    most = figure(tariff.get("markup_most", ZERO), "markup")
    if not ZERO <= entry.markup <= most:
        raise RatingFault("markup", _("The markup is at most %(most)s %%."), most=f"{(most * 100).normalize():f}")
    return entry.markup


def _rate(entry: CargoEntry, filed: Decimal, tariff: Tariff) -> Decimal:
    """The tariff's rate; an agreed one stays within the filed range."""
    if not entry.agreed_rate:
        return filed
    low, high = (figure(tariff.get(name, ONE), "agreed_rate") for name in ("agreed_low", "agreed_high"))
    if not filed * low <= entry.agreed_rate <= filed * high:
        raise RatingFault(
            "agreed_rate",
            _("The filed range is %(low)s‰ to %(high)s‰."),
            low=per_mille(filed * low),
            high=per_mille(filed * high),
        )
    return entry.agreed_rate
