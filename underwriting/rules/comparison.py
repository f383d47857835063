"""Two versions of a proposal side by side: what differs, and what it does to the premium (UWR-21)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

MONEY = frozenset(
    {
        "new_price",
        "sum_insured",
        "third_party_limit",
        "driver_limit",
        "passenger_limit",
        "actual_value",
        "compulsory_premium",
        "damage_premium",
        "third_party_premium",
        "driver_premium",
        "passenger_premium",
        "vehicle_tax",
        "line_premium",
        "line_sum_insured",
    }
)
PREMIUMS = (
    "compulsory_premium",
    "damage_premium",
    "third_party_premium",
    "driver_premium",
    "passenger_premium",
    "line_premium",
    "vehicle_tax",
)
CONTENT = (
    "plate",
    "vin",
    "engine_number",
    "model",
    "vehicle_class",
    "seats",
    "tonnes",
    "displacement",
    "first_registered_on",
    "new_price",
    "owner_name",
    "tractor_plate",
    "special_kind",
    "holder_name",
    "insured_name",
    "channel",
    "start_on",
    "end_on",
    "short_term",
    "compulsory",
    "own_damage",
    "sum_insured",
    "third_party_limit",
    "driver_limit",
    "passenger_limit",
    "autonomous_factor",
    "accident_free_years",
    "at_fault_accidents",
    "at_fault_death",
    "insured_years",
    "claim_free_years",
    "claims_in_3_years",
    "claims_last_year",
    "loss_ratio",
    "lapse_days",
    "transferred",
    "signed",
    "inspected",
    "disclosures",
    "special_terms",
    "subject",
    "line_sum_insured",
)
VEHICLE = CONTENT[: CONTENT.index("holder_name")]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One value that differs; ``change`` is new less old, of amounts only."""

    name: str
    old: Any
    new: Any
    change: Decimal | None = None


def differences(old: Values, new: Values) -> list[Line]:
    """The entries that differ, in the order in which they are entered. What one side does not know is not compared."""
    known = [name for name in CONTENT if name in old and name in new]
    return [_line(name, old, new) for name in known if _plain(name, old[name]) != _plain(name, new[name])]


def premium_effect(old: Values, new: Values) -> list[Line]:
    """Every part of the amount due on both sides, and the sum."""
    lines = [_line(name, old, new) for name in PREMIUMS if amount(old.get(name)) or amount(new.get(name))]
    was, now = total(old), total(new)
    return [*lines, Line(name="total", old=was, new=now, change=now - was)]


def total(values: Values) -> Decimal:
    return sum((amount(values.get(name)) for name in PREMIUMS), Decimal(0))


def amount(value: Any) -> Decimal:
    return Decimal(str(value)) if value not in (None, "") else Decimal(0)


def _line(name: str, old: Values, new: Values) -> Line:
    was, now = old.get(name), new.get(name)
    change = amount(now) - amount(was) if name in MONEY else None
    return Line(name=name, old=was, new=now, change=change)


def _plain(name: str, value: Any) -> Any:
    """Amounts compare as numbers, everything else as it is kept."""
    if value in (None, "", {}, []):
        return None
    if name in MONEY or name in {"autonomous_factor", "tonnes", "displacement", "loss_ratio"}:
        return Decimal(str(value))
    return value


def answers_that_differ(old: Values, new: Values) -> Sequence[tuple[str, str, str]]:
    """Questions answered differently: key, old and new answer."""
    was, now = ((values.get("disclosures") or {}).get("answers") or {} for values in (old, new))
    keys = list(dict.fromkeys([*was, *now]))
    return [(key, was.get(key, ""), now.get(key, "")) for key in keys if was.get(key) != now.get(key)]
