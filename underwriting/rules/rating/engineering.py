"""Construction and erection: works for the whole project, plant by the year, liability, debris (domain 4.1, 4.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from underwriting.rules.rating.basis import ZERO, Period, Rated, RatingFault, Tariff, figure, positive, rate_in
from underwriting.rules.rating.composing import Item, Section, Terms, compose
from underwriting.rules.words import gettext_noop as _

WORKS, PLANT, DEBRIS, EXISTING, LIABILITY = "WORKS", "PLANT", "DEBRIS", "EXISTING", "TPL"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineeringEntry:
    """What is entered for CAR and EAR. ``works`` is the value at completion as estimated, with owner-supplied items;
    ``erection`` is the part of it that is erected."""

    period: Period
    project: str
    works: Decimal
    works_name: str = ""
    address: str = ""
    erection: Decimal = ZERO
    plant: Decimal = ZERO
    debris: Decimal = ZERO
    existing: Decimal = ZERO
    liability_limit: Decimal = ZERO
    maintenance_months: int = 0
    factors: Mapping[str, str] = field(default_factory=dict)
    riders: tuple[str, ...] = ()
    deductible_amount: Decimal = ZERO
    deductible_rate: Decimal = ZERO


def rate(entry: EngineeringEntry, tariff: Tariff) -> Rated:
    """The rate of the works is for the whole period; plant is charged by the year."""
    positive(entry.works, "works")
    _check_debris(entry, tariff)
    sections = [
        Section(
            code=WORKS,
            items=_works(entry, tariff),
            deductible_amount=entry.deductible_amount,
            deductible_rate=entry.deductible_rate,
        )
    ]
    for code, amount, where in (
        (PLANT, entry.plant, "plant"),
        (DEBRIS, entry.debris, "debris"),
        (EXISTING, entry.existing, "existing"),
        (LIABILITY, entry.liability_limit, "liability_limit"),
    ):
        if amount > ZERO:
            charged = rate_in(tariff, "sections", code, field=where)
            item = Item(name=code, amount=amount, rate=charged)
            sections.append(Section(code=code, items=(item,), annual_rate=code == PLANT, factored=False))
    terms = Terms(period=entry.period, factors=entry.factors, riders=entry.riders)
    return compose(sections, terms, tariff)


def _works(entry: EngineeringEntry, tariff: Tariff) -> tuple[Item, ...]:
    """A small erection part goes at the construction rate, a larger one at the erection rate; beyond that it needs a
    policy of its own."""
    if not ZERO <= entry.erection <= entry.works:
        raise RatingFault("erection", _("The erection part lies within the works."))
    charged = rate_in(tariff, "rates", entry.project, field="project")
    limits = tariff.get("erection", {})
    part = entry.erection / entry.works
    if limits and part > figure(limits["most"], "erection"):
        raise RatingFault("erection", _("So much erection needs an erection policy of its own."))
    if not limits or part <= figure(limits["small"], "erection"):
        return (Item(name=entry.project, amount=entry.works, rate=charged),)
    return (
        Item(name=entry.project, amount=entry.works - entry.erection, rate=charged),
        Item(name="EAR", amount=entry.erection, rate=figure(limits["rate"], "erection")),
    )


def _check_debris(entry: EngineeringEntry, tariff: Tariff) -> None:
    """Removal of debris is insured up to a share of the works, less for large projects."""
    rule = tariff.get("debris")
    if not rule or entry.debris <= ZERO:
        return
    large = entry.works >= figure(rule["large_from"], "debris")
    most = figure(rule["large" if large else "small"], "debris")
    if entry.debris > entry.works * most:
        raise RatingFault(
            "debris", _("Debris is insured up to %(most)s %% of the works."), most=f"{(most * 100).normalize():f}"
        )
