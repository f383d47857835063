"""What changed terms of motor cover cost for the whole period: by the tariff of the contract."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from core.explain import Explained, Step
from underwriting.models import Policy, Proposal
from underwriting.rules.occupants import DRIVER, PASSENGERS
from underwriting.rules.policy_terms import COVER, Terms
from underwriting.selectors.policy_life import TRANSFERRED
from underwriting.selectors.pricing import Price, price

VEHICLE = (
    "vin",
    "model",
    "vehicle_class",
    "special_kind",
    "tonnes",
    "seats",
    "first_registered_on",
    "new_price",
    TRANSFERRED,
)
VALUED = frozenset({"vin", "first_registered_on", "new_price"})
"""By these, and by its own figures, the value of a vehicle at the beginning of the contract is another one. What it is
used for later never lowers the value that was agreed then."""
OWN_DAMAGE, THIRD_PARTY, COMPULSORY = "MOD", "MTP", "MCI"


class AboveValue(ValueError):
    """The sum insured would be above the actual value at the beginning of the contract."""

    def __init__(self, value: Decimal) -> None:
        super().__init__(f"{value:,.2f}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """Premiums for the whole period that follow from a change, and how the tariff came to them."""

    levels: dict[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


def priced(policy: Policy, new: Terms, old: Terms, changed: Terms) -> Priced:
    """Premiums that follow from the change."""
    touched = _codes_in(old if any(path in VEHICLE for path in changed) else changed) & _kept(new)
    if not touched:
        return Priced()
    proposal = _changed(policy, new)
    found = price(proposal, policy.unit)
    if _revalued(changed):
        _refuse_above_value(found, new)
    parts = {code: part for code, part in _parts(found).items() if code in touched}
    levels = {f"{COVER}{code}.premium": str(part.result) for code, part in parts.items()} | _seats(proposal, touched)
    return Priced(
        levels={path: value for path, value in levels.items() if path not in changed and old.get(path) != value},
        steps=tuple(step for part in parts.values() for step in part.steps),
    )


def _codes_in(terms: Terms) -> set[str]:
    return {_code(path) for path in terms if path.startswith(COVER)}


def _code(path: str) -> str:
    return path.split(".")[1]


def _revalued(changed: Terms) -> bool:
    return any(path in VALUED or path.startswith(f"{COVER}{OWN_DAMAGE}.") for path in changed)


def _refuse_above_value(found: Price, new: Terms) -> None:
    insured = _amount(new.get(f"{COVER}{OWN_DAMAGE}.sum_insured"))
    if OWN_DAMAGE in _kept(new) and found.value and insured is not None and insured > found.value.result:
        raise AboveValue(found.value.result)


def _seats(proposal: Proposal, codes: set[str]) -> dict[str, str]:
    """How many seats are insured follows from the vehicle."""
    seats = {DRIVER: 1, PASSENGERS: proposal.passenger_seats}
    return {f"{COVER}{code}.seats": str(number) for code, number in seats.items() if code in codes}


def _kept(terms: Terms) -> set[str]:
    """Covers that are still there; a dropped one has empty values only."""
    return {_code(path) for path, value in terms.items() if path.startswith(COVER) and value}


def _parts(found: Price) -> dict[str, Explained]:
    parts = {
        COMPULSORY: found.compulsory,
        OWN_DAMAGE: found.damage,
        THIRD_PARTY: found.third_party,
        DRIVER: found.driver,
        PASSENGERS: found.passenger,
    }
    return {code: part for code, part in parts.items() if part is not None}


def _changed(policy: Policy, new: Terms) -> Proposal:
    """The contract as it was concluded, with the changed vehicle or cover. The record of a former owner gives nothing
    to who bought the vehicle."""
    proposal = copy(policy.proposal)
    for name, value in _values(new).items():
        setattr(proposal, name, value)
    if new.get(TRANSFERRED):
        proposal.transferred, proposal.at_fault_accidents, proposal.at_fault_death = True, 0, False
    kept = _kept(new)
    proposal.compulsory = COMPULSORY in kept
    proposal.own_damage = OWN_DAMAGE in kept
    proposal.sum_insured = _amount(new.get(f"{COVER}{OWN_DAMAGE}.sum_insured"))
    proposal.third_party_limit = _amount(new.get(f"{COVER}{THIRD_PARTY}.limit"))
    proposal.driver_limit = _amount(new.get(f"{COVER}{DRIVER}.limit"))
    proposal.passenger_limit = _amount(new.get(f"{COVER}{PASSENGERS}.limit"))
    return proposal


def _values(new: Terms) -> dict[str, Any]:
    kinds = {
        "special_kind": int,
        "seats": int,
        "first_registered_on": date.fromisoformat,
        "new_price": Decimal,
        "tonnes": Decimal,
    }
    names = (name for name in VEHICLE if name != TRANSFERRED and new.get(name))
    return {name: kinds.get(name, str)(new[name]) for name in names}  # type: ignore[operator]


def _amount(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
