"""Clauses without a module of their own: sums and rates as agreed, within the filed range, with the reason in writing
(PRD-02, PRD-04)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from underwriting.rules.rating.basis import ZERO, Period, Rated, RatingFault, Tariff, figure, per_mille, positive
from underwriting.rules.rating.composing import Item, Section, Terms, compose
from underwriting.rules.words import gettext_noop as _


@dataclass(frozen=True, slots=True, kw_only=True)
class GenericSection:
    """A cover of the clause as it was agreed."""

    code: str
    sum_insured: Decimal
    rate: Decimal
    name: str = ""
    deductible_amount: Decimal = ZERO
    deductible_rate: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class GenericEntry:
    """What is entered for clauses that are not in the system: sections, the clause's text, the basis of the price."""

    period: Period
    sections: tuple[GenericSection, ...]
    pricing_basis: str
    clause_text: str = ""
    subject: str = ""
    address: str = ""
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: tuple[str, ...] = ()


def rate(entry: GenericEntry, tariff: Tariff) -> Rated:
    """Each section at its agreed rate. Without a written basis there is no price."""
    if not entry.pricing_basis.strip():
        raise RatingFault("pricing_basis", _("Write down on what the price rests."))
    sections = tuple(_section(index, one, tariff) for index, one in enumerate(entry.sections))
    return compose(sections, Terms(period=entry.period, factors=entry.factors, riders=entry.riders), tariff)


def _section(index: int, one: GenericSection, tariff: Tariff) -> Section:
    place = f"sections.{index}"
    low, high = (figure(tariff[name], f"{place}.rate") for name in ("rate_low", "rate_high"))
    if not low <= one.rate <= high:
        raise RatingFault(
            f"{place}.rate", _("The filed range is %(low)s‰ to %(high)s‰."), low=per_mille(low), high=per_mille(high)
        )
    amount = positive(one.sum_insured, f"{place}.sum_insured")
    return Section(
        code=one.code,
        items=(Item(name=one.name or one.code, amount=amount, rate=one.rate, technical=_technical(amount, tariff)),),
        deductible_amount=one.deductible_amount,
        deductible_rate=one.deductible_rate,
    )


def _technical(amount: Decimal, tariff: Tariff) -> Decimal | None:
    """What the clause costs at the technical rate of the filing; without one nothing is said of a deviation."""
    rate = tariff.get("rate_technical")
    return None if rate is None else amount * figure(rate, "rate_technical")
