"""New values of the branch: proposed by one, back-tested, released by another, in force from a day to come (AUW-04,
AUW-08)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange, Unit
from organisation.public import Affected, ChangeKind, ChangeRefused, ChangeWanted, Difference, propose_change
from underwriting.models import RuleValues
from underwriting.permissions import VALUES_QUEUE
from underwriting.rules.auto_underwriting import Element, Operator
from underwriting.rules.words import gettext_noop
from underwriting.selectors import tables
from underwriting.selectors.backtest import back_test
from underwriting.selectors.rules import PRODUCT, values_on
from underwriting.selectors.shown import shown_value

KIND = "underwriting.rule_values"
NUMERIC = (Operator.AT_MOST, Operator.AT_LEAST, Operator.EQUAL)


def propose(command: Command, *, values: Mapping[str, Any], filing: str, effective_on: date) -> ControlChange:
    """Ask for a new version; until it is released nothing changes. The values it rests on are kept with it."""
    branch_id = Unit.objects.values_list("branch_id", flat=True).get(pk=command.actor.unit_id)
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=branch_id or command.actor.unit_id,
        subject=f"{PRODUCT}|{branch_id}",
        title=_("Values of automatic underwriting, motor"),
        proposal={"product": PRODUCT, "values": dict(values), "filing": filing.strip()},
        effective_on=effective_on,
    )
    return propose_change(command, wanted=wanted)


def _check(change: ControlChange, _today: date) -> None:
    day = _day(change)
    elements = tables.elements_of(change.proposal["product"], day)
    if not elements:
        raise ChangeRefused(_("No elements of head office are in force on that day."), field="effective_on")
    if not change.proposal["filing"]:
        raise ChangeRefused(_("Values are filed with head office: enter the filing number."), field="filing")
    for element in elements:
        _check_value(element, change.proposal["values"].get(element.name))
    later = RuleValues.objects.filter(product=PRODUCT, unit_id=change.unit_id, effective__startswith__gte=day)
    if later.exists():
        raise ChangeRefused(
            _("A version from that day or later is released already. Choose a later day."), field="effective_on"
        )


def _check_value(element: Element, value: Any) -> None:
    """Every element of head office gets a value, of its kind; the branch adds and leaves out none."""
    field = f"value_{element.name}"
    if element.operator is Operator.NONE:
        return
    if element.operator is Operator.ONE_OF:
        if not isinstance(value, list) or not value:
            raise ChangeRefused(_("Choose at least one."), field=field)
        return
    try:
        figure = Decimal(str(value))
    except InvalidOperation:
        raise ChangeRefused(_("Enter a number."), field=field) from None
    if not figure.is_finite() or figure < 0:
        raise ChangeRefused(_("Not below zero."), field=field)


def _current(change: ControlChange) -> dict[str, Any]:
    held = values_on(change.unit_id, _day(change))
    return {"version": held.version if held else "", "values": held.values if held else {}}


def _apply(change: ControlChange, command: Command) -> None:
    """The version in force ends where the new one begins."""
    day = _day(change)
    held = values_on(change.unit_id, day)
    if held is not None:
        held.effective = DateRange(held.effective.lower, day)
        held.save(update_fields=["effective"])
    RuleValues.objects.create(
        product=PRODUCT,
        unit_id=change.unit_id,
        version=f"{change.unit.code}-{PRODUCT}-{change.number}",
        values=change.proposal["values"],
        filing=change.proposal["filing"],
        effective=DateRange(day, None),
        proposed_by_id=change.proposed_by_id,
        approved_by_id=command.actor.staff_id,
    )
    transaction.on_commit(tables.forget)


def _describe(change: ControlChange) -> Sequence[Difference]:
    old, new = change.before["values"], change.proposal["values"]
    lines = [
        Difference(_(element.label), shown_value(old.get(element.name), element), shown_value(value, element))
        for element in tables.elements_of(PRODUCT, _day(change))
        if (value := new.get(element.name)) != old.get(element.name)
    ]
    return (*lines, Difference(_("Filing number"), "", change.proposal["filing"], counts=False))


def _affected(change: ControlChange) -> Sequence[Affected]:
    """What past proposals would have become (before the release, as long as the change waits)."""
    found = back_test(
        change.unit, change.proposal["values"], product=PRODUCT, on=_day(change), today=localdate(change.created_at)
    )
    days = _("Decisions of the last %(days)s days, replayed") % {"days": found.days}
    return (
        Affected(days, str(found.replayed)),
        Affected(_("Accepted automatically then"), f"{found.rate_then}%"),
        Affected(_("Accepted automatically with these values"), f"{found.rate_now}%"),
        Affected(_("Would newly be accepted automatically"), str(len(found.newly_accepted))),
        Affected(_("Would newly go to a person"), str(len(found.newly_referred))),
    )


def _day(change: ControlChange) -> date:
    if change.effective_on is None:
        raise ChangeRefused(_("Say from which day."), field="effective_on")
    return change.effective_on


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Values of automatic underwriting"),
    propose="underwriting.propose_values",
    approve="underwriting.approve_values",
    check=_check,
    current=_current,
    apply=_apply,
    describe=_describe,
    affected=_affected,
    queue=VALUES_QUEUE,
    icon="shield-check",
)
