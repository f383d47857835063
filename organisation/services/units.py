"""Counters, survey points and departments: set up, changed and closed by four eyes (ORG-04, AUT-13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import locks
from core.workflow.command import Command
from core.workflow.refusals import Hidden
from organisation.models import ControlChange, Unit
from organisation.rules.changes import Affected, ChangeKind, Difference
from organisation.rules.words import gettext_noop
from organisation.services.changes import ChangeWanted, propose_change
from organisation.services.unit_checks import check

KIND = "organisation.unit"
METRE, TENTH = Decimal("0.000001"), Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitData:
    """What is kept of a unit beside its code, its kind and its place in the tree."""

    name: str
    name_en: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    road_km: Decimal | None = None
    drive_minutes: int | None = None
    active: bool = True

    def as_json(self) -> dict[str, Any]:
        """Plain values, written the way the database gives them back."""
        return asdict(self) | {
            "name": self.name.strip(),
            "name_en": self.name_en.strip(),
            "latitude": _plain(self.latitude, METRE),
            "longitude": _plain(self.longitude, METRE),
            "road_km": _plain(self.road_km, TENTH),
        }


def _plain(value: Decimal | None, step: Decimal) -> str | None:
    return None if value is None else str(value.quantize(step))


def data_of(unit: Unit) -> UnitData:
    """A unit as it stands."""
    return UnitData(
        name=unit.name,
        name_en=unit.name_en,
        latitude=unit.latitude,
        longitude=unit.longitude,
        road_km=unit.road_km,
        drive_minutes=unit.drive_minutes,
        active=unit.active,
    )


def propose_new(command: Command, *, code: str, unit_kind: str, parent_id: int, data: UnitData) -> ControlChange:
    """Ask for a new unit under another one."""
    own = {"unit": None, "code": code.strip(), "kind": unit_kind, "parent": parent_id}
    return propose_change(
        command,
        wanted=ChangeWanted(
            kind=KIND,
            unit_id=parent_id,
            subject=f"new:{code.strip()}",
            title=_("New unit: %(unit)s") % {"unit": data.name.strip()},
            proposal=own | data.as_json(),
        ),
    )


def propose_edit(command: Command, *, unit_id: int, data: UnitData) -> ControlChange:
    """Ask that a unit be renamed, moved on the map, measured anew, closed or opened again."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise Hidden(_("Not found."))
    own = {"unit": unit.pk, "code": unit.code, "kind": unit.kind, "parent": unit.parent_id}
    return propose_change(
        command,
        wanted=ChangeWanted(
            kind=KIND,
            unit_id=unit.pk,
            subject=str(unit.pk),
            title=_title(unit, data) % {"unit": unit.name},
            proposal=own | data.as_json(),
        ),
    )


def _title(unit: Unit, data: UnitData) -> str:
    if unit.active == data.active:
        return _("%(unit)s: particulars of the unit")
    return _("%(unit)s: opened again") if data.active else _("%(unit)s: closed")


# -- the change -------------------------------------------------------------------------------------------------------


def current(change: ControlChange) -> dict[str, Any]:
    """The unit as it stands; nothing while it does not exist."""
    pk = change.proposal["unit"]
    return {} if pk is None else data_of(Unit.objects.get(pk=pk)).as_json()


def describe(change: ControlChange) -> Sequence[Difference]:
    """Line by line; code, kind and place are fixed when the unit is set up."""
    before, wanted = change.before, change.proposal
    lines = [Difference(label, _text(before, key), _text(wanted, key)) for key, label in _labels().items()]
    if wanted["unit"] is not None:
        return lines
    parent = Unit.objects.get(pk=wanted["parent"])
    fixed = (
        (_("Code"), wanted["code"]),
        (_("Kind"), str(Unit(kind=wanted["kind"]).get_kind_display())),
        (_("Belongs under"), parent.name),
    )
    return [*(Difference(label, "", text) for label, text in fixed), *lines]


def _labels() -> dict[str, str]:
    return {
        "name": _("Unit"),
        "name_en": _("English name"),
        "latitude": _("Latitude"),
        "longitude": _("Longitude"),
        "road_km": _("Road to the centre (km)"),
        "drive_minutes": _("Normal drive (minutes)"),
        "active": _("State"),
    }


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    if isinstance(value, bool):
        return _("in use") if value else _("closed")
    return "" if value is None else str(value)


def affected(change: ControlChange) -> Sequence[Affected]:
    """The unit itself, as soon as it exists."""
    unit = Unit.objects.filter(code=change.proposal["code"]).first()
    if unit is None:
        return ()
    return [Affected(what=unit.name, url=reverse("organisation:unit", kwargs={"pk": unit.pk}))]


def apply(change: ControlChange, _command: Command) -> None:
    """Write the unit; a new one takes over the ancestors of the unit above it."""
    wanted = change.proposal
    pk = wanted["unit"]
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=pk) if pk is not None else _new(wanted)
    for key in _labels():
        setattr(unit, key, wanted[key])
    unit.save()


def _new(wanted: Mapping[str, Any]) -> Unit:
    unit = Unit(code=wanted["code"], kind=wanted["kind"])
    unit.stand_under(Unit.objects.get(pk=wanted["parent"]))
    locks.hold(f"organisation.unit:{unit.code}")
    return unit


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Unit"),
    propose="organisation.propose_unit",
    approve="organisation.approve_unit",
    check=check,
    current=current,
    apply=apply,
    describe=describe,
    affected=affected,
    lead=None,
    icon="sitemap",
)
