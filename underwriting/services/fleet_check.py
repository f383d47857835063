"""Checking every row of a fleet by the rules of the entry, and against each other and existing cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from organisation.models import Unit
from underwriting.rules.fleet import VEHICLE_COLUMNS
from underwriting.rules.fleet_values import read_row
from underwriting.rules.periods import year_end
from underwriting.selectors.proposals import compulsory_cover_of
from underwriting.services.data import CoverData, ProposalData, VehicleData
from underwriting.services.entry import faults_of
from underwriting.services.fleet_sheet import Texts

Faults = dict[str, str]


def data_of(values: Mapping[str, Any], fleet: str = "") -> ProposalData:
    """What a sound row says."""
    vehicle = {name: value for name, value in values.items() if name in VEHICLE_COLUMNS}
    cover = {name: value for name, value in values.items() if name not in VEHICLE_COLUMNS}
    return ProposalData(vehicle=VehicleData(**vehicle), cover=CoverData(**cover), fleet=fleet)


def check_rows(rows: Sequence[tuple[int, Texts]], unit: Unit, today: date) -> dict[int, Faults]:
    """The faults of every row by its place; one statement for the cover of all vehicles."""
    read = {place: read_row(texts) for place, texts in rows}
    faults: dict[int, Faults] = {place: {n: _(why) for n, why in wrong.items()} for place, (_v, wrong) in read.items()}
    values = {place: found for place, (found, _w) in read.items()}
    for place, found in values.items():
        if not faults[place]:
            faults[place] = faults_of(data_of(found), unit, today)
    _note_repeated(values, faults, "vin")
    _note_repeated(values, faults, "plate")
    _note_covered(values, faults)
    return faults


def _note_repeated(values: Mapping[int, Mapping[str, Any]], faults: Mapping[int, Faults], name: str) -> None:
    """The same vehicle stands in the table once."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, found in values.items():
        if found.get(name):
            places[found[name]].append(place)
    for same in places.values():
        for place in same if len(same) > 1 else ():
            others = _(", ").join(str(other) for other in same if other != place)
            faults[place].setdefault(name, _("The same stands in row %(rows)s.") % {"rows": others})


def _note_covered(values: Mapping[int, Mapping[str, Any]], faults: Mapping[int, Faults]) -> None:
    """Compulsory cover of one vehicle never overlaps."""
    asked = {p: v for p, v in values.items() if v.get("compulsory") and v.get("start_on") and v.get("vin")}
    existing = compulsory_cover_of({found["vin"] for found in asked.values()})
    for place, found in asked.items():
        start, end = found["start_on"], year_end(found["start_on"])
        for policy in existing.get(found["vin"], ()):
            if policy.start_on <= end and policy.end_on >= start:
                message = _("The vehicle has compulsory cover under policy %(number)s until %(day)s.")
                faults[place].setdefault("start_on", message % {"number": policy.number, "day": policy.end_on})
