"""Rating factors: each is filed with a range or with options; anything else stops the entry (4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from underwriting.rules.rating.basis import FactorNotFiled, Tariff, figure
from underwriting.rules.words import gettext_noop as _

FACTOR_LABELS = {
    "occupancy": _("Occupancy class"),
    "construction": _("Construction"),
    "fire_protection": _("Fire protection"),
    "deductible": _("Deductible credit"),
    "loss_record": _("Loss record"),
    "limit": _("Limit of indemnity"),
    "region": _("Region"),
    "channel": _("Sales channel"),
    "area": _("Size of the premises"),
    "indemnity_period": _("Indemnity period"),
    "security": _("Security and locks"),
    "age": _("Age of the equipment"),
    "maintenance": _("Maintenance and staff"),
    "group_size": _("Size of the group"),
    "packing": _("Packing and transport"),
    "terrain": _("Ground and weather"),
    "experience": _("Experience of the contractor"),
    "jurisdiction": _("Jurisdiction"),
    "safety": _("Safety management"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A factor as it is applied, with what was chosen."""

    name: str
    value: Decimal
    chosen: str = ""
    covers: frozenset[str] = frozenset()
    by_table: bool = False

    def touches(self, cover: str) -> bool:
        """A factor that names covers changes only these."""
        return not self.covers or cover in self.covers


def label_of(name: str) -> str:
    """The factor's name as people read it."""
    return FACTOR_LABELS.get(name, name)


def applied(given: Mapping[str, str], tariff: Tariff) -> tuple[Applied, ...]:
    """The given factors in the tariff's order, so that the same entry always gives the same steps.

    A factor that the tariff requires and that is not given counts as 1 only where the tariff says so by ``default``.
    """
    filed: Mapping[str, Any] = tariff.get("factors", {})
    for name in given:
        if name not in filed:
            raise FactorNotFiled(f"factors.{name}", _("The factor is not filed for this product."))
    found = []
    for name, rule in filed.items():
        value = given.get(name) or rule.get("default", "")
        if value:
            found.append(_one(name, str(value), rule))
    return tuple(found)


def _one(name: str, value: str, rule: Mapping[str, Any]) -> Applied:
    field, covers = f"factors.{name}", frozenset(rule.get("covers", ()))
    options = rule.get("options")
    if options is not None:
        if value not in options:
            raise FactorNotFiled(field, _("Choose one of the filed options: %(options)s."), options=", ".join(options))
        return Applied(name=name, value=figure(options[value], field), chosen=value, covers=covers, by_table=True)
    low, high = figure(rule["low"], field), figure(rule["high"], field)
    number = figure(value, field)
    if not low <= number <= high:
        raise FactorNotFiled(field, _("The filed range is %(low)s to %(high)s."), low=f"{low:f}", high=f"{high:f}")
    return Applied(name=name, value=number, covers=covers)
