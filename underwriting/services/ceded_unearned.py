"""Ceded unearned premium is measured with the month's unearned premium and released as time passes (JE-26, 9.10)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from core.locks import hold
from core.workflow.command import Command
from finance.public import ReinsuranceFact, record_reinsurance
from organisation.models import Unit
from underwriting.models import CededUnearnedMeasure
from underwriting.selectors.ceded_unearned import CededUnearned, ceded_unearned

MEASURE_KIND = "underwriting.ceded_unearned"


@transaction.atomic
def measure_ceded(command: Command, *, branch_id: int, as_of: date) -> int:
    """Book the difference of every unit and line of a branch; measured twice, nothing differs. Returns how many were
    booked."""
    hold(f"underwriting.ceded_unearned:{branch_id}")
    found = ceded_unearned(branch_id, as_of)
    units = Unit.objects.in_bulk({unit_id for (unit_id, _line), _row in found})
    rows = [_measure(units[unit_id], line, as_of, row, command) for (unit_id, line), row in found]
    made = CededUnearnedMeasure.objects.bulk_create(rows)
    record_reinsurance(command, [_fact(one) for one in made])
    return len(made)


def _measure(unit: Unit, line: str, as_of: date, row: CededUnearned, command: Command) -> CededUnearnedMeasure:
    made = CededUnearnedMeasure(
        line=line,
        as_of=as_of,
        policies=row.policies,
        booked=row.booked,
        target=row.target,
        measured_at=command.at,
    )
    made.set_unit(unit)
    return made


def _fact(one: CededUnearnedMeasure) -> ReinsuranceFact:
    return ReinsuranceFact(
        source=(MEASURE_KIND, one.pk),
        document_kind=MEASURE_KIND,
        document_id=one.pk,
        document_number=str(one),
        unit_id=one.unit_id,
        line=one.line,
        unearned=one.difference,
        on=one.as_of,
    )
