"""What goes with the class of a vehicle: trailers and what draws them, the kind of a special vehicle (4.6, CT-42)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from underwriting.rules.compulsory_motor import VehicleClass
from underwriting.rules.words import gettext_noop as _

TRAILER_SIGN = "挂"
SPECIAL_KINDS = (
    (1, _("I: tankers and liquefied gas")),
    (2, _("II: cranes, cement, refrigerated and other goods")),
    (3, _("III: rescue, fire, medical, police, sanitation")),
    (4, _("IV: container tractors")),
)
DRAWING = frozenset({VehicleClass.TRACTOR_UNIT, VehicleClass.COMMERCIAL_TRUCK, VehicleClass.TRUCK})


def is_trailer(vehicle_class: str, plate: str) -> bool:
    return vehicle_class == VehicleClass.TRAILER or plate.endswith(TRAILER_SIGN)


def usual_covers(vehicle_class: str) -> dict[str, bool]:
    """What an entry begins with: compulsory cover; of a trailer, which has none of its own, the damage to it."""
    trailer = vehicle_class == VehicleClass.TRAILER
    return {"compulsory": not trailer, "own_damage": trailer}


def faults_of_kind(given: Mapping[str, Any]) -> dict[str, str]:
    """What does not go together, by field, as English sentences to be translated."""
    if not given.get("vehicle_class"):
        return {}
    return {**_trailer_faults(given), **_special_faults(given)}


def _trailer_faults(given: Mapping[str, Any]) -> dict[str, str]:
    plate, drawn = str(given.get("plate") or "").strip(), str(given.get("tractor_plate") or "").strip()
    if given["vehicle_class"] == VehicleClass.TRAILER:
        found = {} if drawn else {"tractor_plate": _("Name the vehicle that draws the trailer.")}
        if plate and not plate.endswith(TRAILER_SIGN):
            found["plate"] = _("The plate of a trailer ends in 挂.")
        return found
    found = {"tractor_plate": _("Only a trailer is drawn by another vehicle.")} if drawn else {}
    if plate.endswith(TRAILER_SIGN):
        found["vehicle_class"] = _("A plate that ends in 挂 belongs to a trailer.")
    if given.get("seats") == 0:
        found["seats"] = _("A vehicle has the driver's seat at least.")
    return found


def _special_faults(given: Mapping[str, Any]) -> dict[str, str]:
    special, kind = given["vehicle_class"] == VehicleClass.SPECIAL, given.get("special_kind")
    if special and kind not in dict(SPECIAL_KINDS):
        return {"special_kind": _("The tariff goes by the kind of the special vehicle.")}
    return {"special_kind": _("Only special vehicles are of a kind.")} if kind and not special else {}
