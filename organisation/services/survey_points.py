"""More survey points than a third of the same-city sub-branches: with the approval of head office (AUT-12, AUT-13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange, SurveyPointApproval, Unit
from organisation.rules.changes import ChangeKind, Difference
from organisation.rules.words import gettext_noop
from organisation.selectors import same_city
from organisation.services.changes import ChangeWanted, propose_change
from organisation.services.same_city import Approval, SameCityRefused, check_approval, letter_of

KIND = "organisation.survey_points"


def propose_points(
    command: Command, *, branch_id: int, points: int, effective_on: date, approval: Approval
) -> ControlChange:
    """Ask that a branch may keep so many survey points from a day on."""
    branch = Unit.objects.get(pk=branch_id)
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=branch_id,
        subject=str(branch_id),
        title=_("%(unit)s: %(points)s survey points") % {"unit": branch.name, "points": points},
        proposal={"points": points, "approval": approval.as_json()},
        effective_on=effective_on,
    )
    return propose_change(command, wanted=wanted)


def check(change: ControlChange, today: date) -> None:
    """More than the rule gives anyway, with the complete approval, and after every earlier approval began."""
    allowed, day = same_city.points_allowed(_branch(change), _day(change)), _day(change)
    if change.proposal["points"] <= allowed.by_rule:
        raise SameCityRefused(
            _("The rule gives %(points)s survey points anyway; an approval is for more.") % {"points": allowed.by_rule},
            field="points",
        )
    check_approval(Approval.from_json(change.proposal["approval"]), today)
    if SurveyPointApproval.objects.filter(branch_id=change.unit_id, effective__startswith__gte=day).exists():
        raise SameCityRefused(_("Another approval holds from a later day already."), field="effective_on")


def _branch(change: ControlChange) -> Unit:
    return Unit.objects.get(pk=change.unit_id)


def _day(change: ControlChange) -> date:
    if change.effective_on is None:
        raise SameCityRefused(_("Say from which day the approval holds."), field="effective_on")
    return change.effective_on


def current(change: ControlChange) -> dict[str, Any]:
    """What the branch may keep on the day, and how many there are."""
    allowed = same_city.points_allowed(_branch(change), _day(change))
    return {"by_rule": allowed.by_rule, "most": allowed.most, "points": len(allowed.points)}


def describe(change: ControlChange) -> Sequence[Difference]:
    """Old and new number, beside what the rule gives."""
    before, approval = change.before, change.proposal["approval"]
    rule, points = str(before.get("by_rule", "")), str(before.get("points", ""))
    return [
        Difference(_("Survey points allowed"), str(before.get("most", "")), str(change.proposal["points"])),
        Difference(_("By the rule"), rule, rule, counts=False),
        Difference(_("In use"), points, points, counts=False),
        Difference(_("Approval of head office"), "", f"{approval['number']} · {approval['on']}", counts=False),
    ]


def apply(change: ControlChange, command: Command) -> None:
    """The new approval follows the former one without a gap."""
    day, approval = _day(change), Approval.from_json(change.proposal["approval"])
    held = SurveyPointApproval.objects.filter(branch_id=change.unit_id, effective__contains=day).first()
    if held is not None:
        held.effective = DateRange(held.effective.lower, day)
        held.save(update_fields=["effective"])
    SurveyPointApproval.objects.create(
        branch_id=change.unit_id,
        points=change.proposal["points"],
        effective=DateRange(day, None),
        approval_number=approval.number,
        approval_on=approval.on or day,
        approval_file_id=approval.file_id,
        proposed_by_id=change.proposed_by_id,
        approved_by_id=command.actor.staff_id,
    )


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Approval of survey points"),
    propose="organisation.propose_same_city",
    approve="organisation.approve_same_city",
    check=check,
    current=current,
    apply=apply,
    describe=describe,
    paper=letter_of,
    lead=1,
    icon="map-pin",
)
