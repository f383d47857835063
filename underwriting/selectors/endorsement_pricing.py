"""What changed terms of motor cover cost for the whole period: by the tariff of the contract."""

from __future__ import annotations

from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any

from underwriting.models import Policy, Proposal
from underwriting.rules.occupants import DRIVER, PASSENGERS
from underwriting.rules.policy_terms import COVER, Terms
from underwriting.selectors.pricing import Price, price

VEHICLE = ("vin", "model", "seats", "first_registered_on", "new_price")
OWN_DAMAGE, THIRD_PARTY, COMPULSORY = "MOD", "MTP", "MCI"


class AboveValue(ValueError):
    """The sum insured would be above the actual value at the beginning of the contract."""

    def __init__(self, value: Decimal) -> None:
        super().__init__(f"{value:,.2f}")


def priced(policy: Policy, new: Terms, old: Terms, changed: Terms) -> dict[str, str]:
    """Premiums that follow from the change."""
    touched = _codes_in(old if any(path in VEHICLE for path in changed) else changed)
    if not touched:
        return {}
    return {
        path: value
        for path, value in _motor(policy, new).items()
        if _code(path) in touched and path not in changed and old.get(path) != value
    }


def _codes_in(terms: Terms) -> set[str]:
    return {_code(path) for path in terms if path.startswith(COVER)}


def _code(path: str) -> str:
    return path.split(".")[1]


def _motor(policy: Policy, new: Terms) -> dict[str, str]:
    """The tariff on which the contract was concluded, with the changed vehicle or cover."""
    kept = _kept(new)
    proposal = _changed(policy, new)
    found = price(proposal, policy.unit)
    if OWN_DAMAGE in kept and found.value and (proposal.sum_insured or found.value.result) > found.value.result:
        raise AboveValue(found.value.result)
    levels = {f"{COVER}{code}.premium": str(premium) for code, premium in _levels(found) if code in kept}
    return levels | _seats(proposal, kept)


def _seats(proposal: Proposal, kept: set[str]) -> dict[str, str]:
    """How many seats are insured follows from the vehicle."""
    seats = {DRIVER: 1, PASSENGERS: proposal.passenger_seats}
    return {f"{COVER}{code}.seats": str(number) for code, number in seats.items() if code in kept}


def _kept(terms: Terms) -> set[str]:
    """Covers that are still there; a dropped one has empty values only."""
    return {_code(path) for path, value in terms.items() if path.startswith(COVER) and value}


def _levels(found: Price) -> list[tuple[str, Decimal]]:
    parts = {
        COMPULSORY: found.compulsory,
        OWN_DAMAGE: found.damage,
        THIRD_PARTY: found.third_party,
        DRIVER: found.driver,
        PASSENGERS: found.passenger,
    }
    return [(code, part.result) for code, part in parts.items() if part is not None]


def _changed(policy: Policy, new: Terms) -> Proposal:
    proposal = copy(policy.proposal)
    for name, value in _values(new).items():
        setattr(proposal, name, value)
    kept = _kept(new)
    proposal.compulsory = COMPULSORY in kept
    proposal.own_damage = OWN_DAMAGE in kept
    proposal.sum_insured = _amount(new.get(f"{COVER}{OWN_DAMAGE}.sum_insured"))
    proposal.third_party_limit = _amount(new.get(f"{COVER}{THIRD_PARTY}.limit"))
    proposal.driver_limit = _amount(new.get(f"{COVER}{DRIVER}.limit"))
    proposal.passenger_limit = _amount(new.get(f"{COVER}{PASSENGERS}.limit"))
    return proposal


def _values(new: Terms) -> dict[str, Any]:
    kinds = {"seats": int, "first_registered_on": date.fromisoformat, "new_price": Decimal}
    return {name: kinds.get(name, str)(new[name]) for name in VEHICLE if new.get(name)}  # type: ignore[operator]


def _amount(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
