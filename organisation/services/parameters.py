"""Changing a business parameter: in one unit or everywhere, from a day on, by four eyes (domain 3.3 row 29)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import parameters as declared
from core.parameters import Declaration, Kind
from core.workflow.command import Command
from organisation.models import ControlChange, Parameter, Unit
from organisation.rules.changes import Affected, ChangeKind, Difference
from organisation.rules.words import gettext_noop
from organisation.selectors import parameters, versions
from organisation.services.changes import ChangeRefused, ChangeWanted, propose_change

KIND = "organisation.parameter"
MOST_AFFECTED = 200


class ParameterRefused(ChangeRefused):
    """The value, the unit or the day does not fit."""

    code = "parameter_refused"


def subject_of(name: str, unit_id: int | None) -> str:
    """How a change names a parameter in a unit."""
    return f"{name}|{unit_id or ''}"


def propose_parameter(
    command: Command, *, name: str, unit_id: int | None, home_unit_id: int, value: Any, effective_on: date
) -> ControlChange:
    """Ask for ``value`` from a day on; None returns to what the units above say. ``home_unit_id`` owns the proposal
    for everywhere."""
    declaration = _declaration(name)
    where = Unit.objects.get(pk=unit_id).name if unit_id else _("everywhere")
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=unit_id or home_unit_id,
        subject=subject_of(name, unit_id),
        title=f"{_(declaration.label)} · {where}",
        proposal={"name": name, "unit": unit_id, "value": stored(declaration, value)},
        effective_on=effective_on,
    )
    return propose_change(command, wanted=wanted)


def _declaration(name: str) -> Declaration:
    try:
        return declared.declaration(name)
    except KeyError:
        raise ParameterRefused(_("There is no such parameter.")) from None


def stored(declaration: Declaration, value: Any) -> Any:
    """A value as JSON keeps it; None stays None. Decimals are kept as text, so that no digit is lost."""
    if value is None:
        return None
    if declaration.kind is Kind.DECIMAL:
        return format(Decimal(str(value)).normalize(), "f")
    if declaration.kind is Kind.LIST:
        return [str(item) for item in value]
    return value


def shown(declaration: Declaration | None, value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        words = declaration.words if declaration is not None else {}
        return _(", ").join(_(str(words[item])) if item in words else str(item) for item in value)
    unit = _(declaration.unit_of_measure) if declaration is not None and declaration.unit_of_measure else ""
    return f"{value} {unit}".strip()


def check(change: ControlChange, _today: date) -> None:
    """Type and bounds of the declaration."""
    values = change.proposal
    declaration = _declaration(values["name"])
    if values["value"] is not None:
        _check_value(declaration, values["value"])
    _day(change)


def _check_value(declaration: Declaration, value: Any) -> None:
    fitting = {
        Kind.INTEGER: lambda v: isinstance(v, int) and not isinstance(v, bool),
        Kind.DECIMAL: lambda v: isinstance(v, str),
        Kind.TEXT: lambda v: isinstance(v, str) and bool(v.strip()),
        Kind.BOOLEAN: lambda v: isinstance(v, bool),
        Kind.LIST: lambda v: isinstance(v, list),
    }
    if not fitting[declaration.kind](value):
        raise ParameterRefused(_("This is not a value of that kind."), field="value")
    if declaration.kind in {Kind.INTEGER, Kind.DECIMAL}:
        _check_bounds(declaration, Decimal(str(value)))


def _check_bounds(declaration: Declaration, figure: Decimal) -> None:
    low, high = declaration.minimum, declaration.maximum
    if low is not None and figure < low:
        raise ParameterRefused(
            _("At least %(limit)s.") % {"limit": low}, field="value", details={"value": str(figure), "limit": str(low)}
        )
    if high is not None and figure > high:
        raise ParameterRefused(
            _("At most %(limit)s.") % {"limit": high}, field="value", details={"value": str(figure), "limit": str(high)}
        )


def current(change: ControlChange) -> dict[str, Any]:
    """The version in force on the day, and what was approved to follow."""
    values, day = change.proposal, _day(change)
    rows = parameters.versions_of(values["name"], values["unit"])
    held, after = versions.in_force(rows, day), versions.following(rows, day)
    unit = Unit.objects.filter(pk=values["unit"]).first() if values["unit"] else None
    declaration = _declaration(values["name"])
    above = parameters.value_above(values["name"], unit, day)
    return {
        "value": held.value if held else None,
        "period": versions.text_of(held.effective) if held else "",
        "following": versions.text_of(after.effective) if after else "",
        "inherited": stored(declaration, above),
    }


def apply(change: ControlChange, command: Command) -> None:
    """End the version in force and write the new one. None only ends."""
    values, day = change.proposal, _day(change)
    rows = parameters.versions_of(values["name"], values["unit"])
    held, period = versions.in_force(rows, day), versions.period_from(rows, day)
    if held is not None:
        versions.cut(held, day)
    if values["value"] is not None:
        Parameter.objects.create(
            name=values["name"],
            unit_id=values["unit"],
            value=values["value"],
            effective=period,
            source=change.number,
            proposed_by_id=change.proposed_by_id,
            approved_by_id=command.actor.staff_id,
        )
    transaction.on_commit(parameters.forget)


def describe(change: ControlChange) -> Sequence[Difference]:
    """Value and, where nothing is set, what the unit inherits."""
    values, before = change.proposal, change.before
    declaration = declared.declared().get(values["name"])
    inherited = shown(declaration, before["inherited"])
    old = shown(declaration, before["value"]) or _("inherited: %(value)s") % {"value": inherited}
    new = shown(declaration, values["value"]) or _("inherited: %(value)s") % {"value": inherited}
    since = before["period"].split("/")[0]
    return (
        Difference(_("Parameter value"), old, new),
        Difference(_("In force since"), since, str(change.effective_on or ""), counts=False),
        Difference(_("Until"), before["period"].partition("/")[2], before["following"].split("/")[0], counts=False),
    )


def affected(change: ControlChange) -> Sequence[Affected]:
    """The units that follow the value: the unit and those below it that have no value of their own."""
    values, day = change.proposal, _day(change)
    unit = Unit.objects.filter(pk=values["unit"]).first() if values["unit"] else None
    below = Unit.objects.filter(active=True) if unit is None else Unit.objects.below(unit)
    own = parameters.units_with_own_value(values["name"], day) - {values["unit"]}
    return [
        Affected(one.name, _("keeps a value of its own") if one.pk in own else "")
        for one in below.order_by("code")[:MOST_AFFECTED]
    ]


def _day(change: ControlChange) -> date:
    if change.effective_on is None:
        raise ParameterRefused(_("Say from which day."), field="effective_on")
    return change.effective_on


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Parameter"),
    propose="organisation.propose_control",
    approve="organisation.approve_control",
    check=check,
    current=current,
    apply=apply,
    describe=describe,
    affected=affected,
    icon="adjustments",
)
