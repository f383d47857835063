"""Measures of quality: opened by the clock, recorded by the post that answers for them (5.12, A6)."""

from __future__ import annotations

from django.utils.timezone import localdate

from core.numbering import next_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from underwriting.models import QualityMeasure
from underwriting.rules import quality_measure as life
from underwriting.selectors.quality_measures import Matter


@creation(QualityMeasure, life.BEGIN)
def begin_measure(command: Command, /, *, matter: Matter) -> QualityMeasure:
    """A matter that nobody had to notice."""
    year = localdate(command.at).year
    made = QualityMeasure(
        number=f"ZL{year}{next_number(f'underwriting.ZL{year}', gap_free=False):06d}",
        kind=matter.kind,
        person=matter.person,
        month=matter.month,
        policy_id=matter.policy_id,
        found=matter.found,
        detail=matter.detail[:300],
    )
    made.set_unit(Unit.objects.get(pk=matter.unit_id))
    return made


@transition(QualityMeasure, life.DECIDE)
def record_measure(measure: QualityMeasure, command: Command, /) -> None:
    """Which training on which day; who answers for the loss, and how."""
    measure.decision, measure.decided_by = command.reason.strip(), command.signature[:120]


@transition(QualityMeasure, life.NOTE)
def note_measure(measure: QualityMeasure, command: Command, /) -> None:
    """Why it is late; the matter ends when the work is done."""
    measure.decision, measure.decided_by = command.reason.strip(), command.signature[:120]


@transition(QualityMeasure, life.END)
def end_measure(_measure: QualityMeasure, _command: Command, /) -> None:
    """Everything was read, or handed over."""
