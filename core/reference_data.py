"""Reference data of the mechanisms: the clock catalogue as declared by the apps."""

from __future__ import annotations

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from core import clocks
from core.models import ClockRule

BEGINNING = date(2005, 1, 1)


def load_clock_rules() -> None:
    """Give every declared clock its first version; later versions, made by four eyes, are left alone."""
    known = set(ClockRule.objects.values_list("code", flat=True))
    ClockRule.objects.bulk_create(
        ClockRule(
            code=clock.code,
            label=clock.label,
            amount=clock.amount,
            measure=clock.measure.value,
            roll=clock.roll,
            source=clock.source,
            effective=DateRange(BEGINNING, None),
        )
        for clock in clocks.declared().values()
        if clock.code not in known
    )
    clocks.forget()
