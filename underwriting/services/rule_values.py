"""New values of the branch: proposed by one, released by another, in force from a day to come (AUW-04, AUW-08)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import audit
from core.workflow.command import Command
from core.workflow.refusals import NotPossible, SegregationConflict
from organisation.models import Unit
from underwriting.models import RuleValues
from underwriting.selectors import tables
from underwriting.services.refusals import InvalidEntry

PRODUCT = "MOTOR"
KIND = "underwriting.rule_values"


@transaction.atomic
def propose(command: Command, *, values: Mapping[str, Any], filing: str, effective_on: date) -> RuleValues:
    """Write down a new version; until it is released nothing changes. It begins on a day after today."""
    if effective_on <= localdate(command.at):
        raise InvalidEntry(_("New values are in force from a day after today."), field="effective_on")
    unit = Unit.objects.get(pk=command.actor.unit_id)
    branch = Unit.objects.get(pk=unit.branch_id or 0)
    count = RuleValues.objects.filter(product=PRODUCT, unit=branch).count()
    row = RuleValues.objects.create(
        product=PRODUCT,
        unit=branch,
        version=f"QZ-{PRODUCT}-{effective_on:%Y%m%d}-{count + 1}",
        values=dict(values),
        filing=filing,
        effective=DateRange(effective_on, effective_on),
        proposed_by_id=command.actor.staff_id,
    )
    audit.record(command, "underwriting.rule_values.propose", subject=(KIND, row.pk, row.version), after=dict(values))
    return row


@transaction.atomic
def approve(command: Command, *, values_id: int) -> RuleValues:
    """Release: the version before ends where this one begins."""
    row = RuleValues.objects.select_for_update().get(pk=values_id)
    if row.approved_by_id is not None or row.proposed_by_id is None:
        raise NotPossible(_("This version is released already."))
    if row.proposed_by_id == command.actor.staff_id:
        raise SegregationConflict(_("You proposed these values; another person must release them."))
    begins = row.effective.lower or _first_day(row.version)
    if begins <= localdate(command.at):
        raise NotPossible(_("The day from which the values were to be in force has passed. Propose them anew."))
    for before in RuleValues.objects.filter(product=row.product, unit=row.unit, effective__contains=begins):
        before.effective = DateRange(before.effective.lower, begins)
        before.save(update_fields=["effective"])
    row.effective, row.approved_by_id = DateRange(begins, None), command.actor.staff_id
    row.save(update_fields=["effective", "approved_by_id"])
    tables.forget()
    audit.record(command, "underwriting.rule_values.approve", subject=(KIND, row.pk, row.version), after=row.values)
    return row


def _first_day(version: str) -> date:
    """An empty range keeps no bounds, so the first day stands in the version's name."""
    text = version.split("-")[2]
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))
