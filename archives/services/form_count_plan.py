"""Counts that the plan asks for: class I each month, class II each quarter, begun by the clock (domain 8.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from archives.models import FormCount, FormLot
from archives.rules import form_count
from archives.rules.form_places import Standing
from organisation.models import Unit
from organisation.public import parameter

EVERY = {form_count.FIRST: "archives.count_months_first", form_count.SECOND: "archives.count_months_second"}
FROM_DAY = "archives.count_from_day"
PLANNED = (form_count.MONTHLY, form_count.QUARTERLY)


def counts_due(on: date) -> Iterator[tuple[Unit, str, str]]:
    """Stores whose count of the month is not begun yet, with its kind and the classes that are counted."""
    stored = FormLot.objects.filter(standing=Standing.IN_STORE).values("unit_id")
    month = FormCount.objects.filter(on__gte=on.replace(day=1), kind__in=PLANNED).values_list("unit_id", "kind")
    begun = set(month)
    running = FormCount.objects.filter(state__in=(form_count.COUNTING, form_count.COUNTED))
    busy = set(running.values_list("unit_id", flat=True))
    for unit in Unit.objects.filter(pk__in=stored).exclude(pk__in=busy).order_by("pk"):
        grades = _grades(unit, on)
        kind = form_count.kind_of(grades)
        if grades and (unit.pk, kind) not in begun:
            yield unit, kind, " ".join(grades)


def _grades(unit: Unit, on: date) -> tuple[str, ...]:
    if on.day < int(parameter(FROM_DAY, unit, on)):
        return ()
    return form_count.due_grades(on.month, {grade: int(parameter(name, unit, on)) for grade, name in EVERY.items()})
