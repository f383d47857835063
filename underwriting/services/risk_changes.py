"""New versions of guides, and who sits on the boards: proposed by one, released by another (DUT-26, 5.13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange, Staff, Unit
from organisation.public import Affected, ChangeKind, ChangeRefused, ChangeWanted, Difference, parameter, propose_change
from underwriting.models import Board, CommitteeSeat, RiskGuide, SeatRole
from underwriting.rules import change_queues
from underwriting.rules.risk_guide import guide_faults, guide_of
from underwriting.rules.risk_people import GROUP_LABELS, limits_are_sound, limits_of
from underwriting.rules.words import gettext_noop

GUIDE_KIND, BOARD_KIND = "underwriting.risk_guide", "underwriting.risk_board"
PROPOSE, APPROVE = "underwriting.propose_guide", "underwriting.approve_guide"
FAULTS = {
    "weights": gettext_noop("The weights of the sections add up to 100."),
    "keys": gettext_noop("A question stands twice in the guide."),
    "questions": gettext_noop("Every section has a question."),
    "answers": gettext_noop("Every question has two answers or more, between 0 and 100 percent."),
    "grades": gettext_noop("Grades go from the best down to 0."),
}


def _branch_of(command: Command) -> int:
    branch_id = Unit.objects.values_list("branch_id", flat=True).get(pk=command.actor.unit_id)
    return branch_id or command.actor.unit_id


def propose_guide(command: Command, *, code: str, data: Mapping[str, Any], effective_on: date) -> ControlChange:
    """Ask for a new version of a guide: weights, what answers are worth, fatal answers, grades."""
    wanted = ChangeWanted(
        kind=GUIDE_KIND,
        unit_id=_branch_of(command),
        subject=code,
        title=f"{_('Guide of risk assessment')} · {code}",
        proposal={"code": code, "data": dict(data)},
        effective_on=effective_on,
    )
    return propose_change(command, wanted=wanted)


def _day(change: ControlChange) -> date:
    if change.effective_on is None:
        raise ChangeRefused(_("Say from which day."), field="effective_on")
    return change.effective_on


def _guide_on(change: ControlChange) -> RiskGuide:
    found = RiskGuide.objects.filter(code=change.proposal["code"], effective__contains=_day(change)).first()
    if found is None:
        raise ChangeRefused(_("There is no guide with this code on that day."))
    return found


def _check_guide(change: ControlChange, _today: date) -> None:
    held, day = _guide_on(change), _day(change)
    if held.effective.lower is not None and held.effective.lower >= day:
        raise ChangeRefused(_("A version of that day exists already. Choose a later day."), field="effective_on")
    if RiskGuide.objects.filter(code=held.code, effective__startswith__gt=day).exists():
        raise ChangeRefused(_("A later version is released already."), field="effective_on")
    limits = limits_of(change.proposal["data"])
    if limits is not None and not limits_are_sound(limits):
        raise ChangeRefused(_("A group has one person or more, a share such as 3/4, and an age that people reach."))
    faults = guide_faults(guide_of(held.code, "", change.proposal["data"]))
    if faults:
        raise ChangeRefused(_(FAULTS[faults[0]]))


def _current_guide(change: ControlChange) -> dict[str, Any]:
    held = _guide_on(change)
    return {"version": held.version, "data": held.data}


def _apply_guide(change: ControlChange, command: Command) -> None:
    held, day = _guide_on(change), _day(change)
    held.effective = DateRange(held.effective.lower, day)
    held.save(update_fields=["effective"])
    RiskGuide.objects.create(
        code=held.code,
        version=f"{held.code}-{change.number}",
        title=held.title,
        data=change.proposal["data"],
        effective=DateRange(day, None),
        proposed_by_id=change.proposed_by_id,
        approved_by_id=command.actor.staff_id,
    )


def _describe_guide(change: ControlChange) -> Sequence[Difference]:
    old, new = change.before["data"], change.proposal["data"]
    return [*_weights(old, new), *_answers(old, new), *_limits(old, new)]


def _limits(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    before, after = old.get("group") or {}, new.get("group") or {}
    return [
        Difference(_(label), _listed(before.get(name)), _listed(after.get(name)))
        for name, label in GROUP_LABELS.items()
        if _listed(before.get(name)) != _listed(after.get(name))
    ]


def _listed(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value if value is not None else "")


def _weights(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    before = {one["key"]: one["weight"] for one in old["sections"]}
    return [
        Difference(_text(one["text"]), str(before.get(one["key"], "")), str(one["weight"]))
        for one in new["sections"]
        if Decimal(str(before.get(one["key"], -1))) != Decimal(str(one["weight"]))
    ]


def _answers(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    before = _worth(old)
    return [Difference(label, before.get(key, ("", ""))[1], shown) for key, (label, shown) in _worth(new).items()
            if before.get(key, ("", ""))[1] != shown]  # fmt: skip


def _worth(data: Mapping[str, Any]) -> dict[tuple[str, str], tuple[str, str]]:
    """What each answer is worth, with its words."""
    found = {}
    for section in data["sections"]:
        for question in section["questions"]:
            for choice in question["choices"]:
                label = f"{_text(question['text'])} · {_text(choice['text'])}"
                worth = f"{choice['percent']}%"
                shown = f"{worth} · {_('caps the grade')}" if choice.get("fatal") else worth
                found[question["key"], choice["value"]] = (label, shown)
    return found


def _text(text: Mapping[str, str]) -> str:
    return text["zh"] if (get_language() or "").startswith("zh") else text["en"]


def propose_board(
    command: Command, *, board: str, chair: int, members: Sequence[int], effective_on: date
) -> ControlChange:
    """Ask for a new composition of a board."""
    wanted = ChangeWanted(
        kind=BOARD_KIND,
        unit_id=_branch_of(command),
        subject=board,
        title=f"{_('Members of a board')} · {Board(board).label}",
        proposal={"board": board, "chair": chair, "members": sorted(set(members) - {chair})},
        effective_on=effective_on,
    )
    return propose_change(command, wanted=wanted)


def _seats(change: ControlChange) -> list[CommitteeSeat]:
    rows = CommitteeSeat.objects.filter(unit_id=change.unit_id, board=change.proposal["board"])
    return list(rows.filter(effective__contains=_day(change)).select_related("staff").order_by("role", "pk"))


def _check_board(change: ControlChange, _today: date) -> None:
    values = change.proposal
    people = [values["chair"], *values["members"]]
    least = parameter("underwriting.committee_least_members", change.unit, _day(change))
    if len(people) < least or len(people) % 2 == 0:
        message = _("A board has at least %(least)s members, and an odd number.")
        raise ChangeRefused(message % {"least": least}, field="members")
    if Staff.objects.filter(pk__in=people, is_active=True).count() != len(people):
        raise ChangeRefused(_("Choose people of the branch."), field="members")
    later = CommitteeSeat.objects.filter(
        unit_id=change.unit_id, board=values["board"], effective__startswith__gte=_day(change)
    )
    if later.exists():
        raise ChangeRefused(_("A later version is released already."), field="effective_on")


def _current_board(change: ControlChange) -> dict[str, Any]:
    return {"members": [[seat.staff_id, seat.role] for seat in _seats(change)]}


def _apply_board(change: ControlChange, command: Command) -> None:
    day, values = _day(change), change.proposal
    for seat in _seats(change):
        seat.effective = DateRange(seat.effective.lower, day)
        seat.save(update_fields=["effective"])
    CommitteeSeat.objects.bulk_create(
        CommitteeSeat(
            unit_id=change.unit_id,
            board=values["board"],
            staff_id=person,
            role=SeatRole.CHAIR if person == values["chair"] else SeatRole.MEMBER,
            effective=DateRange(day, None),
            proposed_by_id=change.proposed_by_id,
            approved_by_id=command.actor.staff_id,
        )
        for person in (values["chair"], *values["members"])
    )


def _describe_board(change: ControlChange) -> Sequence[Difference]:
    old = dict(change.before["members"])
    new = dict.fromkeys(change.proposal["members"], SeatRole.MEMBER.value) | {
        change.proposal["chair"]: SeatRole.CHAIR.value
    }
    names = dict(Staff.objects.filter(pk__in=[*old, *new]).values_list("pk", "name"))
    return [
        Difference(names.get(pk, str(pk)), _role(old.get(pk)), _role(new.get(pk)))
        for pk in sorted({*old, *new})
        if old.get(pk) != new.get(pk)
    ]


def _role(role: str | None) -> str:
    return str(SeatRole(role).label) if role else ""


def _nobody(change: ControlChange) -> Sequence[Affected]:
    return (Affected(_("Assessments that were signed keep their version"), ""),)


CHANGES = (
    ChangeKind(
        kind=GUIDE_KIND,
        label=gettext_noop("Guide of risk assessment"),
        propose=PROPOSE,
        approve=APPROVE,
        check=_check_guide,
        current=_current_guide,
        apply=_apply_guide,
        describe=_describe_guide,
        affected=_nobody,
        icon="checklist",
        queue=change_queues.GUIDES,
    ),
    ChangeKind(
        kind=BOARD_KIND,
        label=gettext_noop("Members of a board"),
        propose=PROPOSE,
        approve=APPROVE,
        check=_check_board,
        current=_current_board,
        apply=_apply_board,
        describe=_describe_board,
        icon="users",
        queue=change_queues.GUIDES,
    ),
)
