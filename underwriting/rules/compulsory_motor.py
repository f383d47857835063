"""Compulsory motor insurance: base premium by class and capacity, floating with accidents (domain 4.6, CT-8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto

from core.explain import Explained, Step
from core.money import to_cents
from underwriting.rules.short_term import REASON_NAMES, ShortPeriod, ShortTerm
from underwriting.rules.words import gettext_noop as _


class VehicleClass(StrEnum):
    """Classes of the compulsory tariff."""

    PRIVATE_CAR = auto()
    ENTERPRISE_BUS = auto()
    GOVERNMENT_BUS = auto()
    TAXI = auto()
    CITY_BUS = auto()
    ROAD_PASSENGER = auto()
    TRUCK = auto()
    COMMERCIAL_TRUCK = auto()
    SPECIAL = auto()
    MOTORCYCLE = auto()
    TRACTOR_UNIT = auto()
    LOW_SPEED_TRUCK = auto()
    TRACTOR = auto()
    TRAILER = auto()


class AccidentRecord(StrEnum):
    """The record that the floating goes by. Only accidents with liability count (CT-8)."""

    NEW = auto()
    NONE_1 = auto()
    NONE_2 = auto()
    NONE_3 = auto()
    ONE = auto()
    TWO_OR_MORE = auto()
    DEATH = auto()


CLASS_NAMES = {
    VehicleClass.PRIVATE_CAR: _("private car"),
    VehicleClass.ENTERPRISE_BUS: _("company car or bus"),
    VehicleClass.GOVERNMENT_BUS: _("government car or bus"),
    VehicleClass.TAXI: _("taxi or rental"),
    VehicleClass.CITY_BUS: _("city bus"),
    VehicleClass.ROAD_PASSENGER: _("road passenger"),
    VehicleClass.TRUCK: _("truck, own use"),
    VehicleClass.COMMERCIAL_TRUCK: _("truck, commercial"),
    VehicleClass.SPECIAL: _("special vehicle"),
    VehicleClass.MOTORCYCLE: _("motorcycle"),
    VehicleClass.TRACTOR_UNIT: _("semitrailer tractor"),
    VehicleClass.LOW_SPEED_TRUCK: _("low-speed truck"),
    VehicleClass.TRACTOR: _("farm tractor for transport"),
    VehicleClass.TRAILER: _("trailer"),
}
RECORD_NAMES = {
    AccidentRecord.NEW: _("new or transferred vehicle"),
    AccidentRecord.NONE_1: _("one year without accident"),
    AccidentRecord.NONE_2: _("two years without accident"),
    AccidentRecord.NONE_3: _("three years or more without accident"),
    AccidentRecord.ONE: _("one accident at fault"),
    AccidentRecord.TWO_OR_MORE: _("two or more accidents at fault"),
    AccidentRecord.DEATH: _("accident with death at fault"),
}


class NoTariff(LookupError):
    """The tariff has no row for the vehicle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A row of the base tariff: the class, the measure from which it applies (seats, tonnes, cc or kind), premium."""

    vehicle_class: str
    at_least: Decimal
    premium: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CompulsoryTariff:
    """Base premiums and regional floating of one version of the tariff."""

    version: str
    bands: Sequence[Band]
    floats: Mapping[str, Mapping[str, Decimal]]


def record_of(*, accident_free_years: int | None, at_fault_accidents: int, at_fault_death: bool) -> AccidentRecord:
    """The accident record of the past; ``accident_free_years`` None is a new or transferred vehicle (0 %)."""
    if at_fault_death:
        return AccidentRecord.DEATH
    if at_fault_accidents:
        return AccidentRecord.ONE if at_fault_accidents == 1 else AccidentRecord.TWO_OR_MORE
    if not accident_free_years:
        return AccidentRecord.NEW
    return AccidentRecord(f"none_{min(accident_free_years, 3)}")


def base_premium(tariff: CompulsoryTariff, vehicle_class: str, capacity: Decimal) -> Decimal:
    """The band of the class with the highest threshold that the capacity reaches. Raises ``NoTariff``."""
    fitting = [band for band in tariff.bands if band.vehicle_class == vehicle_class and band.at_least <= capacity]
    if not fitting:
        raise NoTariff(f"{vehicle_class} with capacity {capacity}")
    return max(fitting, key=lambda band: band.at_least).premium


def compulsory_premium(
    tariff: CompulsoryTariff,
    *,
    vehicle_class: str,
    capacity: Decimal,
    region: str,
    record: AccidentRecord,
    period: ShortPeriod | None = None,
) -> Explained:
    """``base × share of the period × (1 + float)``, tax included; rounded to the cent. Vehicles that enter or use the
    road for a time only are not floated."""
    base = base_premium(tariff, vehicle_class, capacity)
    steps = [
        Step(
            rule=_("Base premium"),
            detail=f"{CLASS_NAMES[VehicleClass(vehicle_class)]} · {capacity}",
            result=base,
            basis=tariff.version,
        )
    ]
    if period is not None:
        base = to_cents(base * period.share)
        steps.append(short_step(period, base))
    if period is None or period.floats:
        rate = Decimal(0) if record is AccidentRecord.NEW else tariff.floats[region][record.value]
        steps.append(
            Step(
                rule=_("Floating with accidents"),
                detail=f"{region} · {RECORD_NAMES[record]}",
                factor=f"× {1 + rate}",
                result=to_cents(base * (1 + rate)),
                basis=tariff.version,
            )
        )
    return Explained(tuple(steps))


def short_step(period: ShortPeriod, result: Decimal) -> Step:
    """The share of the annual premium for the begun months."""
    return Step(
        rule=_("Short period, by begun months"),
        detail=f"{REASON_NAMES[ShortTerm(period.reason)]} · {period.months}",
        factor=f"× {period.share.normalize():f}",
        result=result,
        basis=period.version,
    )
