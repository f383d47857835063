"""The premium of a motor proposal from the tables of the day, with every step and the versions used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from core.explain import Explained
from organisation.models import Unit
from underwriting.models import Proposal
from underwriting.rules import actual_value, commercial_motor, compulsory_motor, ncd, occupants
from underwriting.rules.compulsory_motor import VehicleClass
from underwriting.rules.lines import MOTOR
from underwriting.rules.premium_tax import exempt_voyage
from underwriting.rules.short_term import TAX_FREE, ShortPeriod, short_period
from underwriting.selectors.catalogue import is_tax_exempt
from underwriting.selectors.tables import Table, compulsory_tariff, region_of, table

ZERO = Decimal(0)
WEIGHED = {
    VehicleClass.TRUCK,
    VehicleClass.COMMERCIAL_TRUCK,
    VehicleClass.TRACTOR_UNIT,
    VehicleClass.LOW_SPEED_TRUCK,
    VehicleClass.TRACTOR,
    VehicleClass.TRAILER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Premium per cover with steps; a part that is not asked for is None."""

    compulsory: Explained | None = None
    vehicle_tax: Decimal = ZERO
    value: Explained | None = None
    damage: Explained | None = None
    third_party: Explained | None = None
    driver: Explained | None = None
    passenger: Explained | None = None
    versions: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        parts = (self.compulsory, self.damage, self.third_party, self.driver, self.passenger)
        return sum((part.result for part in parts if part), ZERO)


def price(proposal: Proposal, unit: Unit) -> Price:
    """Price a proposal as it stands (domain 4.6, 4.7). Raises ``NoTariff``, ``FactorOutOfRange`` or ``NoTable``."""
    on = proposal.start_on
    versions: dict[str, str] = {}
    value = _actual_value(proposal, on, versions)
    return Price(
        compulsory=_compulsory(proposal, unit, on, versions) if proposal.compulsory else None,
        vehicle_tax=_vehicle_tax(proposal, on, versions) if proposal.compulsory else ZERO,
        value=value,
        damage=_damage(proposal, value, on, versions) if proposal.own_damage else None,
        third_party=_third_party(proposal, on, versions) if proposal.third_party_limit else None,
        driver=_driver(proposal, on, versions) if proposal.driver_limit else None,
        passenger=_passengers(proposal, on, versions) if proposal.passenger_limit else None,
        versions=versions,
    )


def _read(code: str, on: date, versions: dict[str, str]) -> Table:
    found = table(code, on)
    versions[code] = found.version
    return found


def capacity_of(proposal: Proposal) -> Decimal:
    """The measure of the tariff: tonnes for trucks and tractors, cubic centimetres for motorcycles, the kind of special
    vehicles, seats otherwise."""
    if proposal.vehicle_class in WEIGHED:
        return proposal.tonnes
    if proposal.vehicle_class == VehicleClass.MOTORCYCLE:
        return proposal.displacement * 1000
    if proposal.vehicle_class == VehicleClass.SPECIAL:
        return Decimal(proposal.special_kind or 0)
    return Decimal(proposal.seats)


def _compulsory(proposal: Proposal, unit: Unit, on: date, versions: dict[str, str]) -> Explained:
    tariff = compulsory_tariff(on, unit)
    versions["mci.tariff"] = tariff.version
    record = compulsory_motor.record_of(
        accident_free_years=None if proposal.transferred else proposal.accident_free_years,
        at_fault_accidents=proposal.at_fault_accidents,
        at_fault_death=proposal.at_fault_death,
    )
    return compulsory_motor.compulsory_premium(
        tariff,
        vehicle_class=proposal.vehicle_class,
        capacity=capacity_of(proposal),
        region=region_of(unit, on),
        record=record,
        period=_period(proposal, on, versions),
    )


def _period(proposal: Proposal, on: date, versions: dict[str, str]) -> ShortPeriod | None:
    """The share of a short period, by begun months; None for a year (CT-20)."""
    if not proposal.short_term:
        return None
    found = _read("short_rate.motor", on, versions)
    shares = {int(months): Decimal(share) for months, share in found.data.items()}
    return short_period(on, proposal.end_on, proposal.short_term, shares, version=found.version)


def vehicle_tax(proposal: Proposal, on: date) -> Decimal:
    """The vehicle tax of a year by the table of a day."""
    return _vehicle_tax(proposal, on, {})


def _vehicle_tax(proposal: Proposal, on: date, versions: dict[str, str]) -> Decimal:
    """Vehicle-and-vessel tax, passed through with compulsory cover (CT-12; table as data). Foreign vehicles that
    enter for a time pay none."""
    if proposal.short_term in TAX_FREE:
        return ZERO
    data = _read("vehicle_tax", on, versions).data
    if proposal.vehicle_class in data.get("exempt", ()):
        return ZERO
    if proposal.vehicle_class == VehicleClass.PRIVATE_CAR:
        fitting = [Decimal(tax) for least, tax in data["private_car"] if Decimal(least) <= proposal.displacement]
        return max(fitting, default=ZERO)
    if proposal.vehicle_class in WEIGHED:
        return (Decimal(data["per_tonne"]) * proposal.tonnes).quantize(Decimal("0.01"))
    return Decimal(data["other"])


def _actual_value(proposal: Proposal, on: date, versions: dict[str, str]) -> Explained:
    data = _read("motor.depreciation", on, versions).data
    rate = data["rates"][proposal.vehicle_class]
    if proposal.vehicle_class == VehicleClass.PRIVATE_CAR and proposal.seats >= 10:
        rate = data["private_car_from_10_seats"]
    depreciation = actual_value.Depreciation(
        monthly_rate=Decimal(rate), most=Decimal(data["most"]), version=versions["motor.depreciation"]
    )
    first = proposal.first_registered_on or on
    months = actual_value.completed_months(first, on)
    return actual_value.actual_value(proposal.new_price, months, depreciation)


def _damage(proposal: Proposal, value: Explained, on: date, versions: dict[str, str]) -> Explained:
    found = _read("motor.commercial", on, versions)
    fixed, rate = (Decimal(figure) for figure in _of_class(found, "damage", proposal.vehicle_class))
    pure = fixed + (proposal.sum_insured or value.result) * rate
    return commercial_motor.commercial_premium(
        pure, _factors(proposal, found), cover="own damage", period=_period(proposal, on, versions)
    )


def _third_party(proposal: Proposal, on: date, versions: dict[str, str]) -> Explained:
    found = _read("motor.commercial", on, versions)
    limits = found.data["third_party"]
    key = str(int(proposal.third_party_limit or 0))
    if key not in limits:
        raise compulsory_motor.NoTariff(f"third-party limit {key}")
    pure = Decimal(limits[key]) * Decimal(_of_class(found, "class_factor", proposal.vehicle_class))
    return commercial_motor.commercial_premium(
        pure, _factors(proposal, found), cover="MTP", period=_period(proposal, on, versions)
    )


def _driver(proposal: Proposal, on: date, versions: dict[str, str]) -> Explained:
    return _seats(proposal, on, versions, part="driver", limit=proposal.driver_limit or ZERO, seats=1)


def _passengers(proposal: Proposal, on: date, versions: dict[str, str]) -> Explained:
    limit, seats = proposal.passenger_limit or ZERO, proposal.passenger_seats
    if not seats:
        raise compulsory_motor.NoTariff("passenger seats")
    return _seats(proposal, on, versions, part="passenger", limit=limit, seats=seats)


def _seats(
    proposal: Proposal, on: date, versions: dict[str, str], *, part: str, limit: Decimal, seats: int
) -> Explained:
    """Liability towards those in the vehicle, by the filed limits of a seat (domain 4.1)."""
    found = _read("motor.commercial", on, versions)
    filed = {Decimal(key): Decimal(factor) for key, factor in found.data.get("seat_limits", {}).items()}
    if limit not in filed:
        raise compulsory_motor.NoTariff(f"{part} limit {limit}")
    rate = Decimal(_of_class(found, part, proposal.vehicle_class))
    return occupants.occupants_premium(
        limit,
        seats,
        occupants.SeatRate(rate=rate, limit_factor=filed[limit]),
        _factors(proposal, found),
        cover=occupants.DRIVER if part == "driver" else occupants.PASSENGERS,
        period=_period(proposal, on, versions),
    )


def _of_class(found: Table, name: str, vehicle_class: str) -> Any:
    try:
        return found.data[name][vehicle_class]
    except KeyError:
        raise compulsory_motor.NoTariff(vehicle_class) from None


def _factors(proposal: Proposal, found: Table) -> commercial_motor.PricingFactors:
    history = ncd.ClaimsHistory(
        consecutive_years=proposal.insured_years,
        claims_in_3_years=proposal.claims_in_3_years,
        claim_free_years=ncd.claim_free_years(
            proposal.claim_free_years,
            insured=proposal.insured_years,
            claims_in_3_years=proposal.claims_in_3_years,
        ),
        lapsed_months=proposal.lapse_days // 30,
        new_or_transferred=proposal.transferred or not proposal.insured_years,
    )
    level = ncd.level(history)
    low, high = (Decimal(figure) for figure in found.data["autonomous"])
    return commercial_motor.PricingFactors(
        expense_loading=Decimal(found.data["expense_loading"]),
        ncd=Decimal(found.data["ncd"][str(level)]),
        ncd_detail=str(level),
        autonomous=proposal.autonomous_factor,
        autonomous_low=low,
        autonomous_high=high,
        violations=Decimal(found.data["violations"]),
        version=found.version,
    )


def third_party_limits(on: date) -> list[Decimal]:
    """The limits that the tariff offers."""
    return sorted(Decimal(limit) for limit in table("motor.commercial", on).data["third_party"])


def seat_limits(on: date) -> list[Decimal]:
    """The limits for the driver and for each passenger that the tariff offers; one filed without them has none."""
    return sorted(Decimal(limit) for limit in table("motor.commercial", on).data.get("seat_limits", {}))


def limits_on(on: date) -> dict[str, list[Decimal]]:
    """What the entry offers: limits towards third parties, and of a seat."""
    return {"limits": third_party_limits(on), "seat_limits": seat_limits(on)}


def premium_tax_rate(on: date, code: str = MOTOR, content: Mapping[str, Any] | None = None) -> Decimal:
    """VAT in the premium of a product whose cover begins on a day; exempt products bear none, and of cargo the voyages
    that the table of the tax frees (4.8)."""
    found = table("premium_tax", on).data
    if code != MOTOR and (is_tax_exempt(code, on) or exempt_voyage(found, code, content or {})):
        return ZERO
    return Decimal(found["rate"])
