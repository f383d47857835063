"""What may be chosen for an element of automatic underwriting: codes that the system knows, never free text."""

from __future__ import annotations

from collections.abc import Mapping

from underwriting.rules.auto_underwriting import Element
from underwriting.rules.compulsory_motor import CLASS_NAMES
from underwriting.rules.entry.choices import TARIFF_WORDS

GRADES = ("A", "B", "C", "D")
_OCCUPANCIES = ("industry_", "warehouse_", "institution", "commerce", "hazardous_trade")
_TIERS = ("tier_", "class_")


def _words(*begin: str) -> tuple[str, ...]:
    return tuple(code for code in TARIFF_WORDS if code.startswith(begin))


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "vehicle_class": tuple(name.value for name in CLASS_NAMES),
    "issuer_grade": GRADES,
    "occupancies": _words(*_OCCUPANCIES),
    "tiers": _words(*_TIERS),
    "construction": ("concrete", "brick", "other"),
}


def choices_of(element: Element) -> tuple[str, ...]:
    """Every code of the element, those that head office allows among them."""
    known = _CHOICES.get(element.name, ())
    if element.name == "tiers" and element.allowed:
        families = {code.partition("_")[0] for code in element.allowed}
        known = tuple(code for code in known if code.partition("_")[0] in families)
    return (*known, *(code for code in element.allowed if code not in known))
