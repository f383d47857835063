"""Kinds of printed forms with their first terms; clocks and parameters of forms (domain 8.1–8.4)."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateRange

from archives.models import FormTerms, FormType
from archives.permissions import gettext_noop as _
from archives.rules import form_count, form_shortage
from archives.selectors import held_by_people
from archives.services import form_count_plan
from core.clocks import ClockDeclaration
from core.parameters import Declaration, Kind, whole_number
from core.rules.working_time import Measure

FILE = Path(__file__).parents[1] / "data" / "form_types.csv"
BEGINNING = date(2005, 1, 1)
TERMS = (
    "shelf_months",
    "minimum_days",
    "lead_days",
    "maximum_days",
    "holding_days",
    "explain_days",
    "settle_days",
    "least_held",
)


def load_form_types() -> None:
    """Kinds that are not there yet, each with its first terms; later terms, made by four eyes, are left alone."""
    known = set(FormType.objects.values_list("code", flat=True))
    with FILE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["code"] not in known:
                _load(row)


def _load(row: dict[str, str]) -> None:
    kind = FormType.objects.create(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        grade=row["grade"],
        valued=row["valued"] == "1",
        printed_amount=Decimal(row["printed_amount"]) if row["printed_amount"] else None,
        printed_sum=Decimal(row["printed_sum"]) if row["printed_sum"] else None,
        prefix=row["prefix"],
        serial_length=int(row["serial_length"]),
        copies=int(row["copies"]),
        line=row["line"],
        ledger_entry=row["ledger_entry"] == "1",
    )
    FormTerms.objects.create(
        form_type=kind, effective=DateRange(BEGINNING, None), **{name: int(row[name]) for name in TERMS}
    )


CLOCKS = (
    ClockDeclaration(
        code="archives.dispatch_forms",
        label=_("Dispatch requested forms"),
        amount=3,
        measure=Measure.WORKING_DAYS,
        source="D1 2",
    ),
    ClockDeclaration(
        code="archives.receive_forms",
        label=_("Count forms that arrived"),
        amount=1,
        measure=Measure.WORKING_DAYS,
        source="8.2",
    ),
    ClockDeclaration(
        code="archives.void_copies",
        label=_("Take the copies of void forms"),
        amount=0,
        measure=Measure.CALENDAR_DAYS,
        source="8.2",
    ),
    ClockDeclaration(
        code="archives.loss_notice",
        label=_("Publish the notice of a loss"),
        amount=5,
        measure=Measure.WORKING_DAYS,
        source="FRM-07",
    ),
    ClockDeclaration(
        code="archives.count_forms",
        label=_("Count the store of forms"),
        amount=3,
        measure=Measure.WORKING_DAYS,
        source="8.4",
    ),
    ClockDeclaration(
        code=form_shortage.LOW_CLOCK,
        label=_("Ask for forms that run low"),
        amount=2,
        measure=Measure.WORKING_DAYS,
        source="8.1",
    ),
    ClockDeclaration(
        code=form_count.SAME_DAY_CLOCK,
        label=_("Answer for a difference of class I forms"),
        amount=0,
        measure=Measure.CALENDAR_DAYS,
        source="8.4",
    ),
    ClockDeclaration(
        code="archives.count_difference",
        label=_("Answer for a difference of class II forms"),
        amount=5,
        measure=Measure.WORKING_DAYS,
        source="8.4",
    ),
    ClockDeclaration(
        code="archives.count_answer",
        label=_("Look at the answer for a difference of forms"),
        amount=3,
        measure=Measure.WORKING_DAYS,
        source="8.4",
    ),
)
PARAMETERS = (
    whole_number(
        "archives.usage_days", _("Days over which the usage of forms is averaged"), default=30, source="8.3", least=1
    ),
    whole_number(
        "archives.loss_report_hours",
        _("Hours within which a loss of forms is reported"),
        default=24,
        source="8.2",
        least=1,
    ),
    whole_number(
        form_count_plan.EVERY[form_count.FIRST],
        _("Months from count to count of class I forms"),
        default=1,
        source="8.4",
        least=1,
        most=12,
    ),
    whole_number(
        form_count_plan.EVERY[form_count.SECOND],
        _("Months from count to count of class II forms"),
        default=3,
        source="8.4",
        least=1,
        most=12,
    ),
    whole_number(
        form_count_plan.FROM_DAY,
        _("Day of the month from which the planned counts are begun"),
        default=25,
        source="8.4",
        least=1,
        most=28,
    ),
    whole_number(
        held_by_people.COUNTED_WITHIN,
        _("Days for which a count of hand-over holds when a keeper leaves"),
        default=7,
        source="8.4",
    ),
    Declaration(
        name="archives.reconcile_target",
        label=_("Least share of forms that are accounted for"),
        kind=Kind.DECIMAL,
        default="0.99",
        source="8.4",
        maximum=Decimal(1),
    ),
    Declaration(
        name="archives.void_target",
        label=_("Greatest share of void forms"),
        kind=Kind.DECIMAL,
        default="0.01",
        source="8.4",
        maximum=Decimal(1),
    ),
)
