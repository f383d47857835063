"""Clocks and parameters of back-entry, data quality and papers (domain 5.3, 5.11, 5.12, A1, A6)."""

from __future__ import annotations

from decimal import Decimal

from core.clocks import ClockDeclaration
from core.parameters import Declaration, Kind
from core.rules.working_time import Measure
from underwriting.rules import back_entry, ledger_entry, monthly_pack
from underwriting.rules import quality_measure as measure
from underwriting.rules.lines import LINE_LABELS
from underwriting.rules.words import gettext_noop as _
from underwriting.selectors.gathering import BANDS

FIELDS = {
    "insured": _("insured"),
    "subject": _("subject insured"),
    "sum_insured": _("sum insured"),
    "rate": _("rate"),
    "premium": _("premium"),
    "period": _("period"),
    "clause": _("clause"),
    "deductible": _("deductible"),
    "id_number": _("identity number"),
    "phone": _("telephone"),
    "address": _("address"),
    "plate": _("plate"),
    "vin": _("VIN"),
    "occupation": _("occupation"),
    "format": _("format"),
    "other": _("other"),
}
FIRST, SECOND = list(FIELDS)[:8], list(FIELDS)[8:14]


def _days(code: str, label: str, amount: int, source: str) -> ClockDeclaration:
    return ClockDeclaration(code=code, label=label, amount=amount, measure=Measure.WORKING_DAYS, source=source)


CLOCKS = (
    _days(back_entry.DIRECT_CLOCK, _("Enter direct business issued outside"), 3, "B-33"),
    _days(back_entry.AGENCY_CLOCK, _("Enter agency business issued outside"), 15, "B-33"),
    _days(back_entry.RETURNED_CLOCK, _("Enter collected policies of an agency"), 5, "B-33"),
    _days(ledger_entry.ENTRY_CLOCK, _("Enter a fixed-sum policy into the ledger"), 5, "B-34"),
    _days(ledger_entry.ASKED_QUEUE, _("Look at an entry of the ledger"), 2, "B-34"),
    _days("underwriting.data_defect", _("Mend a data defect"), 3, "5.11"),
    _days("underwriting.quality_check", _("Compare a sampled policy"), 5, "A6 2"),
    _days("underwriting.quality_correct", _("Answer and correct errors of a sample"), 3, "A6 3"),
    _days("underwriting.explain_reconciliation", _("Explain differences between business and books"), 5, "5.11"),
    _days(monthly_pack.RELEASE_CLOCK, _("Release the monthly pack"), 5, "5.11"),
    _days(measure.CLOCKS_OF[measure.RETRAIN], _("Arrange retraining"), 10, "5.12"),
    _days(measure.CLOCKS_OF[measure.ACCOUNT], _("Decide who answers for an error"), 20, "A6 5"),
    _days(measure.CLOCKS_OF[measure.PROOF], _("Make up for proof-reading"), 2, "A1 5"),
    _days(measure.CLOCKS_OF[measure.PAPERS], _("Make up for handing papers over"), 3, "A1 7"),
    _days("underwriting.receive_papers", _("Receive papers of policies"), 1, "A1 7"),
    _days("underwriting.file_papers", _("File papers of policies"), 5, "A1 8"),
)


def _number(name: str, label: str, default: int, source: str, least: int = 0) -> Declaration:
    return Declaration(
        name=f"underwriting.{name}",
        label=label,
        kind=Kind.INTEGER,
        default=default,
        source=source,
        minimum=Decimal(least),
    )


def _share(name: str, label: str, default: str) -> Declaration:
    return Declaration(
        name=f"underwriting.{name}",
        label=label,
        kind=Kind.DECIMAL,
        default=default,
        source="5.12",
        maximum=Decimal(1),
    )


def _fields(name: str, label: str, default: list[str]) -> Declaration:
    return Declaration(
        name=f"underwriting.{name}", label=label, kind=Kind.LIST, default=default, source="5.12", words=FIELDS
    )


PARAMETERS = (
    _number("quality_least", _("Least size of the quality sample"), 20, "5.12", 1),
    _share("quality_share", _("Share of policies in the quality sample"), "0.02"),
    _number("quality_a", _("Weight of an error of class A"), 5, "5.12"),
    _number("quality_b", _("Weight of an error of class B"), 2, "5.12"),
    _number("quality_c", _("Weight of an error of class C"), 1, "5.12"),
    _number("quality_factor", _("Factor of the quality score"), 20, "5.12", 1),
    _share("quality_a_rate", _("Greatest share of policies with an error of class A"), "0.005"),
    _share("quality_error_rate", _("Greatest share of policies with an error"), "0.03"),
    _share("quality_bad_rate", _("Share of policies with an error that is a bad month"), "0.05"),
    _fields("quality_fields_a", _("Fields whose errors are of class A"), FIRST),
    _fields("quality_fields_b", _("Fields whose errors are of class B"), SECOND),
    _number("quality_start_days", _("Days by which cover may begin before the issue"), 0, "5.11"),
    _number("quality_circular_days", _("Working day of the quality circular; scores stand then"), 8, "A6 4", 1),
    Declaration(
        name=BANDS,
        label=_("Upper edges of the bands of discount in statistics (%)"),
        kind=Kind.TEXT,
        default="5,10,20,30",
        source="5.11",
    ),
    Declaration(
        name="underwriting.quality_region",
        label=_("Places and beginnings of plates that belong to the region"),
        kind=Kind.LIST,
        default=[],
        source="5.11",
    ),
    _number("quality_days", _("Days that the nightly rules look back"), 7, "5.11", 1),
    Declaration(
        name="underwriting.hand_issued_lines",
        label=_("Lines whose policies may be written by hand"),
        kind=Kind.LIST,
        default=["MCI", "MOD", "PRB", "HHP", "CGD", "CGO", "PLL", "GPA", "IPA", "STP"],
        source="5.8",
        words=LINE_LABELS,
    ),
    _number("proof_days", _("Working days in which a printed policy is proof-read"), 2, "A1 5", 1),
    _number("papers_days", _("Working days in which the papers of a policy are handed over"), 5, "A1 7", 1),
    _number("measure_days", _("Days that the rules on measures of quality look back"), 90, "5.12", 1),
    _number("volume_pages", _("Most pages of a volume of the archive"), 200, "ARC-09", 1),
)
