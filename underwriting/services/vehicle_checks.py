"""Particulars of a vehicle that cannot be right are refused at their field, at entry and in endorsements (B-23)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from underwriting.models import Policy
from underwriting.rules import vehicle, vehicle_kind
from underwriting.rules.compulsory_motor import VehicleClass
from underwriting.rules.lifecycle import IN_FORCE, ISSUED
from underwriting.services.refusals import AlreadyCovered, InvalidEntry

LARGEST_AMOUNT = Decimal(10) ** 12
NEEDED = frozenset(
    {
        "vin",
        "model",
        "vehicle_class",
        "seats",
        "first_registered_on",
        "new_price",
        "engine_number",
        "owner_name",
        "tractor_plate",
    }
)
LOAD = Decimal("0.001")


def checked_plate(text: str) -> str:
    """The plate as it is kept."""
    return _plain(vehicle.plain_plate, text, "plate")


def checked_vin(text: str) -> str:
    """The VIN as it is kept."""
    return _plain(vehicle.plain_vin, text, "vin")


def faults_of_vehicle(given: Mapping[str, Any], today: date) -> dict[str, str]:
    """What cannot be right, by field; fields that are not given are not looked at."""
    checks: dict[str, Callable[[Any], object]] = {
        "plate": checked_plate,
        "vin": checked_vin,
        "tractor_plate": checked_plate,
        "first_registered_on": lambda day: refuse_registered_later(day, today),
        "new_price": refuse_wrong_price,
    }
    found = {}
    for name, check in checks.items():
        if given.get(name) in (None, ""):
            continue
        try:
            check(given[name])
        except InvalidEntry as refusal:
            found[name] = refusal.message
    return {name: _(message) for name, message in vehicle_kind.faults_of_kind(given).items()} | found


def _plain(read: Callable[[str], str], text: str, field: str) -> str:
    try:
        return read(text)
    except vehicle.VehicleFault as fault:
        raise InvalidEntry(_(str(fault)), field=field) from None


def refuse_registered_later(day: date, today: date) -> None:
    if day > today:
        raise InvalidEntry(_("The first registration cannot lie in the future."), field="first_registered_on")


def refuse_wrong_price(price: Decimal) -> None:
    if not 0 < price < LARGEST_AMOUNT:
        raise InvalidEntry(_("The new price must be above zero."), field="new_price")


def refuse_insured_elsewhere(policy: Policy, vin: str) -> None:
    """A vehicle has one policy of a line at a time; the database refuses a second one too."""
    live = Policy.objects.filter(vin=vin, line=policy.line, state__in=(ISSUED, IN_FORCE)).exclude(pk=policy.pk)
    other = live.filter(start_on__lte=policy.end_on, end_on__gte=policy.start_on).first()
    if other is not None:
        message = _("This vehicle is insured until %(day)s under another policy of the line: %(number)s.")
        raise AlreadyCovered(message % {"day": other.end_on, "number": other.number}, field="vin")


def checked_particulars(given: Mapping[str, str], today: date) -> dict[str, str]:
    """New particulars of a vehicle by the rules of the proposal, as they are kept."""
    for name, value in given.items():
        if name in NEEDED and not value.strip():
            raise InvalidEntry(_("This entry is needed."), field=name)
    found = dict(given)
    for name in {"plate", "tractor_plate"} & set(found):
        found[name] = checked_plate(found[name])
    if "vin" in found:
        found["vin"] = checked_vin(found["vin"])
    if "first_registered_on" in found:
        refuse_registered_later(date.fromisoformat(found["first_registered_on"]), today)
    if "new_price" in found:
        refuse_wrong_price(Decimal(found["new_price"]))
    if "tonnes" in found:
        found["tonnes"] = str(Decimal(found["tonnes"] or 0).quantize(LOAD))
    if found.get("vehicle_class", VehicleClass.PRIVATE_CAR) not in set(VehicleClass):
        raise InvalidEntry(_("Choose the class of use."), field="vehicle_class")
    return found
