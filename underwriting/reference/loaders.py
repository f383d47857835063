"""Tariffs, head-office elements, branch values, clocks and parameters of underwriting."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from core import demo, reference
from core.clocks import ClockDeclaration
from core.clocks import declare as declare_clocks
from core.parameters import Declaration, Kind
from core.parameters import declare as declare_parameters
from core.rules.working_time import Measure
from organisation.models import Unit
from underwriting.models import Questionnaire, RateTable, RuleElements, RuleValues
from underwriting.reference import catalogue, demo_market, demo_measures, demo_packs, demo_quality, quality
from underwriting.reference.demo_business import build_business
from underwriting.rules.words import gettext_noop as _

FOLDER = Path(__file__).parents[1] / "data"
# Labels of the elements stand in the data file; marked here so that they are translated.
ELEMENT_LABELS = (
    _("Vehicle class"),
    _("Age of the vehicle"),
    _("New price"),
    _("Third-party limit"),
    _("Limit of a seat"),
    _("Claims in the last year"),
    _("Loss ratio of the last year"),
    _("Days without cover"),
    _("Grey or black list"),
    _("Answers of the questionnaire that matter"),
    _("Suspension of business"),
    _("Discount against tariff"),
    _("Credit grade of the issuing point"),
    _("Reported upward before"),
    _("Special terms in own words"),
    _("Major or special risk"),
    _("Occupancy"),
    _("Inspection"),
    _("Deductible per accident"),
    _("Sum insured"),
    _("Class of occupation"),
    _("Youngest age"),
    _("Oldest age"),
    _("Sum per person"),
    _("Persons (least)"),
    _("Persons (most)"),
    _("Participation"),
    _("Construction"),
    _("Seats"),
    _("Flooded place"),
    _("Rate against the technical rate"),
)


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def load_rate_tables() -> None:
    """The first version of each table; later versions are released by four eyes."""
    known = set(RateTable.objects.values_list("code", flat=True))
    RateTable.objects.bulk_create(
        RateTable(
            code=row["code"],
            version=row["version"],
            data=row["data"],
            filing=row["filing"],
            effective=DateRange(row["effective"], None),
        )
        for name in ("tariffs.yaml", "line_tariffs.yaml")
        for row in _read(name)
        if row["code"] not in known
    )


def load_rule_elements() -> None:
    """Head office's combinations of elements: of motor business, and of every other line that has one."""
    motor = _read("rule_sets.yaml")
    _load_elements(motor["product"], motor["elements_version"], motor["elements"], motor["effective"])
    for row in _read("line_rule_sets.yaml")["sets"]:
        for product in row["products"]:
            _load_elements(product, f"HO-{product}-{row['version']}", row["elements"], row["effective"])


def _load_elements(product: str, version: str, elements: list[dict[str, Any]], effective: date) -> None:
    """A version that is not there yet; the one before ends where it begins."""
    known = RuleElements.objects.filter(product=product)
    if known.filter(version=version).exists():
        return
    begins = localdate() if known.exists() else effective
    for before in known.filter(effective__contains=begins):
        before.effective = DateRange(before.effective.lower, begins)
        before.save(update_fields=["effective"])
    RuleElements.objects.create(product=product, version=version, elements=elements, effective=DateRange(begins, None))


def load_questionnaires() -> None:
    """Every version of the file that is not there yet; the one before ends where the new one begins."""
    for row in (*_read("questionnaires.yaml"), *_read("line_questionnaires.yaml")):
        if Questionnaire.objects.filter(version=row["version"]).exists():
            continue
        for before in Questionnaire.objects.filter(product=row["product"], effective__contains=row["effective"]):
            before.effective = DateRange(before.effective.lower, row["effective"])
            before.save(update_fields=["effective"])
        effective = DateRange(row.pop("effective"), None)
        Questionnaire.objects.create(**row, effective=effective)


def load_branch_values() -> None:
    """The demo branch's values, filed with head office."""
    motor = _read("rule_sets.yaml")
    values = motor["values"]
    unit = Unit.objects.filter(code=values["unit"]).first()
    if unit is None:
        return
    _load_values(unit, motor["product"], values["version"], values["data"], values["filing"])
    for row in _read("line_rule_sets.yaml")["sets"]:
        for product in row["products"]:
            version = f"QZ-{product}-{row['version']}"
            _load_values(unit, product, version, row["values"], values["filing"])


def _load_values(unit: Unit, product: str, version: str, data: dict[str, Any], filing: str) -> None:
    if RuleValues.objects.filter(product=product, unit=unit).exists():
        return
    RuleValues.objects.create(
        product=product,
        unit=unit,
        version=version,
        values=data,
        filing=filing,
        effective=DateRange(date(2026, 1, 1), None),
    )


CLOCKS = (
    ClockDeclaration(
        code="underwriting.correct",
        label=_("Correct a returned entry"),
        amount=1,
        measure=Measure.WORKING_DAYS,
        source="5.4",
    ),
    ClockDeclaration(
        code="underwriting.review", label=_("Check an entry"), amount=2, measure=Measure.WORKING_HOURS, source="5.4"
    ),
    ClockDeclaration(
        code="underwriting.decide",
        label=_("Underwrite motor business"),
        amount=2,
        measure=Measure.WORKING_HOURS,
        source="5.4",
    ),
    ClockDeclaration(
        code="underwriting.reply",
        label=_("Reply to a reported case"),
        amount=2,
        measure=Measure.WORKING_DAYS,
        source="5.4",
    ),
    ClockDeclaration(
        code="underwriting.sample",
        label=_("Review a sampled acceptance"),
        amount=3,
        measure=Measure.WORKING_DAYS,
        source="AUW-08",
    ),
    ClockDeclaration(
        code="underwriting.issue",
        label=_("Issue after the premium"),
        amount=1,
        measure=Measure.WORKING_DAYS,
        source="5.8",
    ),
)
PARAMETERS = (
    Declaration(
        name="underwriting.approval_validity_days",
        label=_("Days an approval stays valid"),
        kind=Kind.INTEGER,
        default=30,
        source="5.0 #17",
    ),
    Declaration(
        name="underwriting.furthest_start_months",
        label=_("Months within which cover begins"),
        kind=Kind.INTEGER,
        default=12,
        source="5.0 #1",
    ),
    Declaration(
        name="underwriting.sample_share",
        label=_("Share of automatic acceptances that is reviewed"),
        kind=Kind.DECIMAL,
        default="0.05",
        source="AUW-08",
        minimum=Decimal(0),
        maximum=Decimal(1),
    ),
    Declaration(
        name="underwriting.backtest_days",
        label=_("Days of past decisions that are replayed"),
        kind=Kind.INTEGER,
        default=90,
        source="AUW-08",
        minimum=Decimal(1),
    ),
    Declaration(
        name="underwriting.backtest_most",
        label=_("Most past decisions that are replayed"),
        kind=Kind.INTEGER,
        default=5000,
        source="AUW-08",
        minimum=Decimal(1),
    ),
    Declaration(
        name="underwriting.pass_rate_drop",
        label=_("Points of the pass rate by which new values may fall without a reason"),
        kind=Kind.DECIMAL,
        default="10",
        source="AUW-08",
        minimum=Decimal(0),
        maximum=Decimal(100),
    ),
    Declaration(
        name="underwriting.issuer_grade",
        label=_("Credit grade of the issuing point"),
        kind=Kind.TEXT,
        default="A",
        source="5.10",
    ),
    Declaration(
        name="underwriting.premium_first_since",
        label=_("Premium before policy, non-motor, since"),
        kind=Kind.TEXT,
        default="2025-11-01",
        source="2.3",
    ),
)


def register() -> None:
    """Tell the registries what underwriting needs: loaders, clocks, parameters."""
    reference.register(600, "underwriting: rate tables", load_rate_tables)
    reference.register(602, "underwriting: risk questionnaires", load_questionnaires)
    reference.register(603, "underwriting: products and clauses", catalogue.load)
    reference.register(601, "underwriting: head-office elements", load_rule_elements)
    demo.register(600, "branch values of automatic underwriting", load_branch_values)
    demo.register(1000, "proposals and policies", build_business)
    demo.register(603, "regression cases of motor tariffs", catalogue.load_demo_cases)
    demo.register(1004, "product codes, cargo agreements, market notes", demo_market.build)
    demo.register(1310, "monthly packs", demo_packs.build_packs)
    demo.register(1320, "measures of quality", demo_measures.build_measures)
    demo.register(1110, "back-entries, ledger, data quality, papers", demo_quality.build_quality)
    declare_clocks(*quality.CLOCKS)
    declare_parameters(*quality.PARAMETERS)
    declare_clocks(*CLOCKS)
    declare_parameters(*PARAMETERS, *catalogue.PARAMETERS)
