"""Where a risk lies, as far as the tariff and the rules ask: its zone by the province, and places that are flooded
(domain 4.5, 5.10)."""

from __future__ import annotations

from datetime import date

from organisation.public import parameter
from underwriting.models import Proposal
from underwriting.rules.entry.spec import rows_of
from underwriting.rules.standing import OTHER_ZONE, ZONE_UNKNOWN
from underwriting.selectors.catalogue import NoProduct, product, tariff_of
from underwriting.selectors.tables import NoTable, province_name, table

ZONES = "property.zones"
FLOOD_PLACES = "underwriting.flood_places"


def home_zone(proposal: Proposal) -> str:
    """The zone of the tariff in which the risk lies: by the province that the address begins with, else by that of the
    unit; "" when the table knows neither."""
    try:
        zones: dict[str, str] = table(ZONES, proposal.start_on).data["provinces"]
    except NoTable:
        return ""
    places = (str(proposal.content.get("address", "")).strip(), province_name(proposal.unit))
    found = (zone for place in places for name, zone in zones.items() if place.startswith(name))
    return next(found, "")


def is_zoned(proposal: Proposal) -> bool:
    """Whether the tariff of the product asks for a zone."""
    try:
        return bool(tariff_of(product(proposal.product, proposal.start_on), proposal.start_on).get("zoned"))
    except (NoProduct, NoTable):
        return False


def zone_grounds(proposal: Proposal) -> tuple[str, ...]:
    """What stands against the zone that was chosen; nothing for a tariff without zones."""
    if proposal.is_motor or not is_zoned(proposal):
        return ()
    home = home_zone(proposal)
    if not home:
        return (ZONE_UNKNOWN,)
    return () if proposal.content.get("zone", home) == home else (OTHER_ZONE,)


def flood_places(proposal: Proposal, on: date) -> tuple[str, ...] | None:
    """The flooded places that the address of the risk names; None while no address is known."""
    address = str(proposal.content.get("address", "")).strip()
    rows = [str(row.get("address", "")) for row in rows_of(proposal.content, "items")]
    if not address:
        return None
    told = " ".join((address, *rows))
    return tuple(place for place in parameter(FLOOD_PLACES, proposal.unit, on) if place and place in told)
