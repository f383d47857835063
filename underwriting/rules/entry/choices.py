"""What may be chosen: the keys of the tariff of the day, in words; an unknown key is shown as it is filed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from underwriting.rules.entry.spec import Field
from underwriting.rules.words import gettext_noop as _

TARIFF_WORDS = {
    "industry_1": _("industry, class 1"),
    "industry_2": _("industry, class 2"),
    "industry_3": _("industry, class 3"),
    "industry_4": _("industry, class 4"),
    "industry_5": _("industry, class 5"),
    "industry_6": _("industry, class 6"),
    "warehouse_general": _("warehouse, general goods"),
    "warehouse_dangerous": _("warehouse, dangerous goods"),
    "warehouse_special": _("warehouse, specially dangerous goods"),
    "warehouse_metal_grain": _("warehouse, metal or grain only"),
    "institution": _("institution or administration"),
    "commerce": _("commerce, office, transport, housing"),
    "hazardous_trade": _("fuel, chemicals, repair, entertainment"),
    "east": _("East, Central-South, South-West"),
    "north": _("North, North-East, North-West"),
    "concrete": _("concrete"),
    "brick": _("brick"),
    "other": _("other"),
    "general": _("general"),
    "light_industry": _("light industry"),
    "machinery": _("machinery"),
    "fragile": _("fragile"),
    "fresh": _("fresh food"),
    "textiles": _("textiles"),
    "basic": _("basic cover"),
    "comprehensive": _("comprehensive cover"),
    "fpa": _("free of particular average (FPA)"),
    "wa": _("with average (WA)"),
    "all_risks": _("all risks"),
    "office": _("office"),
    "hotel": _("hotel"),
    "shop": _("shop"),
    "entertainment": _("entertainment"),
    "school": _("school"),
    "property_management": _("property management"),
    "fuel_station": _("fuel station"),
    "appliances": _("appliances"),
    "furniture": _("furniture"),
    "food": _("food"),
    "toys": _("toys"),
    "medical": _("medical products"),
    "lawyer": _("lawyers"),
    "accountant": _("accountants"),
    "architect": _("architects"),
    "doctor": _("doctors"),
    "class_1": _("occupation class 1"),
    "class_2": _("occupation class 2"),
    "class_3": _("occupation class 3"),
    "class_4": _("occupation class 4"),
    "class_5": _("occupation class 5"),
    "tier_1": _("tier 1: office"),
    "tier_2": _("tier 2: light manual work"),
    "tier_3": _("tier 3: heavy or dangerous work"),
    "extended": _("extended plan"),
    "standard": _("standard plan"),
    "travel": _("travel plan"),
    "silver": _("silver plan"),
    "gold": _("gold plan"),
    "infant": _("infants"),
    "pupil": _("pupils"),
    "pupil_plus": _("pupils, higher sums"),
    "civil": _("civil buildings"),
    "industrial": _("industrial buildings"),
    "road": _("roads"),
    "bridge": _("bridges"),
    "tunnel": _("tunnels"),
    "factory": _("factory plant"),
    "power": _("power plant"),
    "pipeline": _("pipelines"),
    "chemical": _("chemical plant"),
    "press": _("presses"),
    "boiler": _("boilers"),
    "turbine": _("turbines"),
    "electronic": _("electronic equipment"),
    "industry": _("industry"),
    "home": _("this country"),
    "world_without_america": _("worldwide without North America"),
    "world": _("worldwide"),
    "export": _("goods exported"),
    "import": _("goods imported"),
    "foreign": _("between other countries"),
}


RIDER_WORDS = {
    "WATER": _("Water damage"),
    "THEFT": _("Theft"),
    "STORM": _("Storm and flood"),
    "BREAKDOWN": _("Breakdown of equipment"),
    "PIPE_BURST": _("Burst pipes"),
    "WAR": _("War"),
    "STRIKES": _("Strikes"),
    "FOOD": _("Food poisoning"),
    "LIFT": _("Lifts"),
    "COMMUTING": _("On the way to work"),
    "OCCUPATIONAL_DISEASE": _("Occupational disease"),
    "MAINTENANCE": _("Maintenance period"),
    "DESIGN": _("Designer's risk"),
    "TESTING": _("Testing"),
}
COVER_WORDS = {
    "MAIN": _("Main cover"),
    "HOUSE": _("House"),
    "DECORATION": _("Decoration"),
    "CONTENTS": _("Contents, first loss"),
    "LIABILITY": _("Liability cover"),
    "MEDICAL": _("Medical expenses"),
    "ALLOWANCE": _("Daily allowance"),
    "WORKS": _("Works"),
    "PLANT": _("Construction plant, replacement value"),
    "DEBRIS": _("Removal of debris"),
    "EXISTING": _("Existing property"),
    "TPL": _("Third-party liability"),
    **RIDER_WORDS,
}


def keys_of(field: Field, tariff: Mapping[str, Any]) -> list[str]:
    """The keys that the tariff offers for a field, in their order; ``inner`` takes those one level below."""
    found: Any = tariff
    for name in field.table.split("."):
        found = found.get(name, {}) if isinstance(found, Mapping) else {}
    if not isinstance(found, Mapping):
        return []
    if not field.inner:
        return list(found)
    nested = [part for part in found.values() if isinstance(part, Mapping)]
    return list(dict.fromkeys(key for part in nested for key in part))


def options_of(field: Field, tariff: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Values and English texts of what may be chosen."""
    if field.choices:
        return list(field.choices)
    return [(key, TARIFF_WORDS.get(key, key)) for key in keys_of(field, tariff)]


def offered(field: Field, tariff: Mapping[str, Any]) -> bool:
    """Whether the field means anything under this tariff: a choice without options does not."""
    return not field.table or bool(keys_of(field, tariff))
