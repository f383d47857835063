"""Household: the house in proportion to its value, contents on first loss, covers by their own rates (domain 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from underwriting.rules.rating.basis import ZERO, Period, Rated, RatingFault, Tariff, rate_in
from underwriting.rules.rating.composing import Item, Section, Terms, compose
from underwriting.rules.words import gettext_noop as _

HOUSE, DECORATION, CONTENTS, LIABILITY = "HOUSE", "DECORATION", "CONTENTS", "LIABILITY"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdEntry:
    """What is entered for HHP; an amount of zero is not insured."""

    period: Period
    construction: str = ""
    house: Decimal = ZERO
    decoration: Decimal = ZERO
    contents: Decimal = ZERO
    liability_limit: Decimal = ZERO
    house_value: Decimal = ZERO
    address: str = ""
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: tuple[str, ...] = ()


def rate(entry: HouseholdEntry, tariff: Tariff) -> Rated:
    """Each amount by its rate; the house by its construction, up to its value (Insurance Law 55)."""
    if entry.house_value > ZERO and entry.house > entry.house_value:
        message = _("The sum insured must not exceed the value of the house.")
        raise RatingFault("house", message)
    wanted = (
        (HOUSE, entry.house, "house"),
        (DECORATION, entry.decoration, "decoration"),
        (CONTENTS, entry.contents, "contents"),
        (LIABILITY, entry.liability_limit, "liability_limit"),
    )
    sections = tuple(_section(entry, *one, tariff) for one in wanted if one[1] > ZERO)
    terms = Terms(period=entry.period, factors=entry.factors, riders=entry.riders)
    return compose(sections, terms, tariff)


def _section(entry: HouseholdEntry, code: str, amount: Decimal, where: str, tariff: Tariff) -> Section:
    if code == HOUSE:
        charged = rate_in(tariff, "rates", code, entry.construction, field="construction")
    else:
        charged = rate_in(tariff, "rates", code, field=where)
    return Section(code=code, items=(Item(name=code, amount=amount, rate=charged),))
