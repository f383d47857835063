"""What was found out before the entry, carried into its fields: nothing is typed twice (CUS-08). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from underwriting.rules.entry.spec import LineEntry

# What was asked, by the names under which the entries of the lines keep it.
PLAIN = {
    "industry": "industry",
    "description": "business",
    "address": "address",
    "employees": "heads",
    "turnover": "turnover",
    "house": "house",
    "decoration": "decoration",
    "contents": "contents",
    "limit": "limit",
    "liability_limit": "limit",
    "works": "works",
    "school": "name",
}
ITEMS = (("building", "buildings"), ("machinery", "equipment"), ("stock", "stock"))
VEHICLE = {
    "plate": "plate",
    "model": "model",
    "first_registered_on": "registered_on",
    "new_price": "new_price",
    "seats": "seats",
    "owner_name": "name",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The answers of a customer, plain as they are typed; "" where nobody asked."""

    name: str = ""
    industry: str = ""
    business: str = ""
    address: str = ""
    heads: str = ""
    turnover: str = ""
    buildings: str = ""
    equipment: str = ""
    stock: str = ""
    house: str = ""
    decoration: str = ""
    contents: str = ""
    limit: str = ""
    works: str = ""
    plate: str = ""
    model: str = ""
    registered_on: str = ""
    new_price: str = ""
    seats: str = ""


KNOWN = tuple(field.name for field in fields(Known))


def known_of(facts: Mapping[str, str], *, name: str = "") -> Known:
    """The answers as somebody kept them; what no entry knows is left out."""
    return Known(**{key: value for key, value in {**facts, "name": name}.items() if key in KNOWN})


def content_from(entry: LineEntry, known: Known) -> dict[str, Any]:
    """The fields and rows of an entry that the answers fill."""
    wanted = {field.name for field in entry.fields}
    plain = {name: getattr(known, source) for name, source in PLAIN.items() if name in wanted}
    found: dict[str, Any] = {name: value for name, value in plain.items() if value}
    rows = _rows(entry, known)
    return {**found, entry.rows.name: rows} if entry.rows and rows else found


def _rows(entry: LineEntry, known: Known) -> list[dict[str, str]]:
    """Buildings, equipment and stock as items, persons as one group, equipment as one machine."""
    name = entry.rows.name if entry.rows else ""
    if name == "items":
        sums = [(kind, getattr(known, source)) for kind, source in ITEMS]
        return [{"category": kind, "sum_insured": amount} for kind, amount in sums if amount]
    if name == "groups" and known.heads:
        return [{"heads": known.heads}]
    if name == "machines" and known.equipment:
        return [{"sum_insured": known.equipment}]
    return []


def vehicle_from(known: Known) -> dict[str, str]:
    """The fields of a vehicle licence that the answers fill."""
    if not known.plate and not known.model:
        return {}
    found = {name: getattr(known, source) for name, source in VEHICLE.items()}
    return {name: value for name, value in found.items() if value}
