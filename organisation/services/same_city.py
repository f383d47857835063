"""Same-city decisions and additional survey points: proposed with their ground, approved by another person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import SUB_BRANCHES, ControlChange, SameCityDecision, Unit
from organisation.rules.changes import Affected, ChangeKind, Difference
from organisation.rules.same_city import GROUND_LABELS, Ground
from organisation.rules.words import gettext_noop
from organisation.selectors import same_city
from organisation.services.changes import ChangeRefused, ChangeWanted, propose_change

KIND = "organisation.same_city"
UNIT = "organisation.unit"


class SameCityRefused(ChangeRefused):
    """The decision does not rest on the guide, or the day does not fit."""

    code = "same_city_refused"


class ApprovalNeeded(SameCityRefused):
    """The guide does not let the sub-branch stand outside: head office must have approved the special report."""

    code = "head_office_approval_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What head office approved: number, day and the scanned letter."""

    number: str = ""
    on: date | None = None
    file_id: int | None = None

    def is_complete(self) -> bool:
        return bool(self.number.strip() and self.on and self.file_id)

    def as_json(self) -> dict[str, Any]:
        return {"number": self.number.strip(), "on": self.on.isoformat() if self.on else None, "file": self.file_id}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Approval:
        on = date.fromisoformat(values["on"]) if values["on"] else None
        return cls(number=values["number"], on=on, file_id=values["file"])


def propose_decision(
    command: Command, *, unit_id: int, inside: bool, effective_on: date, approval: Approval
) -> ControlChange:
    """Ask that a sub-branch stand inside or outside same-city management from a day on."""
    unit = Unit.objects.get(pk=unit_id)
    title = _("%(unit)s: inside same-city management") if inside else _("%(unit)s: outside same-city management")
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=unit_id,
        subject=str(unit_id),
        title=title % {"unit": unit.name},
        proposal={"unit": unit_id, "inside": inside, "reason": command.reason, "approval": approval.as_json()},
        effective_on=effective_on,
    )
    return propose_change(command, wanted=wanted)


def check_approval(approval: Approval, today: date) -> None:
    """Number, day and letter of head office, all three, and not from the future."""
    if not approval.number.strip():
        message = _("The guide does not allow this. Head office must approve it: give the number of the approval.")
        raise ApprovalNeeded(message, field="approval_number")
    if approval.on is None:
        raise ApprovalNeeded(_("Give the day of the approval."), field="approval_on")
    if approval.on > today:
        raise ApprovalNeeded(_("The approval lies in the future."), field="approval_on")
    if approval.file_id is None:
        raise ApprovalNeeded(_("Attach the letter of approval."), field="approval_file")


def check(change: ControlChange, today: date) -> None:
    """Outside only on a ground of the guide, or with the approval of head office (AUT-09 … AUT-12)."""
    unit = Unit.objects.get(pk=change.proposal["unit"])
    if unit.kind not in SUB_BRANCHES:
        raise SameCityRefused(_("Only sub-branches stand inside or outside same-city management."))
    if not change.proposal["inside"] and same_city.suggestion(unit, _day(change)).ground is None:
        check_approval(Approval.from_json(change.proposal["approval"]), today)
    later = SameCityDecision.objects.filter(unit=unit, effective__startswith__gte=_day(change)).first()
    if later is not None:
        raise SameCityRefused(
            _("From %(day)s another decision holds already. Choose a later day.") % {"day": later.effective.lower},
            field="effective_on",
        )


def _day(change: ControlChange) -> date:
    if change.effective_on is None:
        raise SameCityRefused(_("Say from which day the decision holds."), field="effective_on")
    return change.effective_on


def current(change: ControlChange) -> dict[str, Any]:
    """What holds on the day, with the measured road on which it rests."""
    unit = Unit.objects.get(pk=change.proposal["unit"])
    held = same_city.decision_on(unit.pk, _day(change))
    return {
        "inside": held.same_city if held else None,
        "ground": held.ground if held else "",
        "approval": held.approval_number if held else "",
        "road_km": None if unit.road_km is None else str(unit.road_km),
        "drive_minutes": unit.drive_minutes,
    }


def _side(inside: object) -> str:
    if inside is None:
        return ""
    return _("inside same-city management") if inside else _("outside same-city management")


def _ground(value: str) -> str:
    return _(GROUND_LABELS[Ground(value)]) if value else ""


def describe(change: ControlChange) -> Sequence[Difference]:
    """Side, ground, approval and the measured figures."""
    before, values = change.before, change.proposal
    unit = Unit.objects.get(pk=values["unit"])
    found = same_city.suggestion(unit, _day(change)).ground
    ground = found.value if found and not values["inside"] else ""
    minutes = before.get("drive_minutes")
    road = f"{before.get('road_km') or '–'} km · {'–' if minutes is None else minutes} min"
    return [
        Difference(_("Same-city management"), _side(before.get("inside")), _side(values["inside"])),
        Difference(_("Ground of the guide"), _ground(str(before.get("ground", ""))), _ground(ground)),
        Difference(_("Approval of head office"), str(before.get("approval", "")), values["approval"]["number"]),
        Difference(_("Road and drive to the centre"), road, road, counts=False),
    ]


def affected(change: ControlChange) -> Sequence[Affected]:
    """Losses from that day on are routed by the new decision."""
    unit = Unit.objects.get(pk=change.proposal["unit"])
    note = _("losses from that day on; earlier losses keep their route")
    return [Affected(what=_("Claims of %(unit)s") % {"unit": unit.name}, note=note)]


def letter_of(change: ControlChange) -> int | None:
    """The letter of head office that was attached to the proposal."""
    return Approval.from_json(change.proposal["approval"]).file_id


def apply(change: ControlChange, command: Command) -> None:
    """The decision in force ends, the new one follows it without a gap."""
    unit, values, day = Unit.objects.get(pk=change.proposal["unit"]), change.proposal, _day(change)
    held = same_city.decision_on(unit.pk, day)
    if held is not None:
        held.effective = DateRange(held.effective.lower, day)
        held.save(update_fields=["effective"])
    ground = same_city.suggestion(unit, day).ground
    approval = Approval.from_json(values["approval"])
    SameCityDecision.objects.create(
        unit=unit,
        same_city=values["inside"],
        effective=DateRange(day, None),
        ground=ground.value if ground and not values["inside"] else "",
        road_km=unit.road_km,
        drive_minutes=unit.drive_minutes,
        reason=values["reason"][:500],
        approval_number=approval.number,
        approval_on=approval.on,
        approval_file_id=approval.file_id,
        proposed_by_id=change.proposed_by_id,
        approved_by_id=command.actor.staff_id,
    )
    same_city.forget()


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Same-city decision"),
    propose="organisation.propose_same_city",
    approve="organisation.approve_same_city",
    check=check,
    current=current,
    apply=apply,
    describe=describe,
    paper=letter_of,
    affected=affected,
    lead=1,
    icon="map-pin",
)
