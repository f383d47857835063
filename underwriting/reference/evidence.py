"""Parameters and clocks of papers, explanations, delivery and of what lapses (B-22, LAW-17, A1 6)."""

from __future__ import annotations

from core.clocks import ClockDeclaration
from core.clocks import declare as declare_clocks
from core.parameters import Declaration, Kind, whole_number
from core.parameters import declare as declare_parameters
from core.rules.working_time import Measure
from underwriting.rules import delivery
from underwriting.rules import proposal_clocks as clocks
from underwriting.rules.decision_news import LETTER_TEXTS, text_parameter
from underwriting.rules.moratorium import LONGEST
from underwriting.rules.papers_due import DOMICILE, FILES_SINCE, WAIVABLE
from underwriting.rules.products import DOCUMENT_LABELS
from underwriting.rules.proposal_papers import WAIVER_CLOCK
from underwriting.rules.words import gettext_noop as _

CLOCKS = (
    ClockDeclaration(
        code=delivery.CLOCK,
        label=_("Have the receipt of a policy signed"),
        amount=3,
        measure=Measure.WORKING_DAYS,
        source="A1 6",
    ),
    ClockDeclaration(
        code=clocks.DECIDE_LINES,
        label=_("Underwrite business other than motor"),
        amount=1,
        measure=Measure.WORKING_DAYS,
        source="5.4",
    ),
    ClockDeclaration(
        code=clocks.SUPPLEMENT_CLOCK,
        label=_("Bring supplements; then the proposal lapses"),
        amount=15,
        measure=Measure.CALENDAR_DAYS,
        source="5.0 #10",
    ),
    ClockDeclaration(
        code=WAIVER_CLOCK,
        label=_("Say whether a missing paper is waived"),
        amount=2,
        measure=Measure.WORKING_HOURS,
        source="B-22, 5.4",
    ),
)
PARAMETERS = (
    Declaration(
        name=FILES_SINCE,
        label=_("Papers are asked for as files of proposals received since"),
        kind=Kind.TEXT,
        default="2026-01-01",
        source="B-22",
    ),
    Declaration(
        name=DOMICILE,
        label=_("Domicile of the insurer on policies"),
        kind=Kind.TEXT,
        default="福建省福州市鼓楼区五四路（演示地址）",
        source="LAW-18",
    ),
    Declaration(
        name=WAIVABLE,
        label=_("Papers that the reviewer may waive"),
        kind=Kind.LIST,
        default=[
            "site_plan", "construction_contract", "bill_of_quantities", "schedule", "invoice", "bill_of_lading",
            "accounts", "machine_list", "asset_list",
        ],
        source="B-22",
        words=DOCUMENT_LABELS,
    ),
    whole_number(
        LONGEST,
        _("Longest suspension of business in days"),
        default=366,
        source="UWR-20",
        least=1,
    ),
    whole_number(
        clocks.SUPPLEMENTS_AT_MOST,
        _("Times that supplements may be asked for one proposal"),
        default=2,
        source="5.0 #10",
        least=1,
    ),
    whole_number(
        clocks.DRAFT_DAYS,
        _("Days after which an entry that nobody goes on with lapses"),
        default=30,
        source="5.3",
        least=1,
    ),
    whole_number(
        clocks.WARNING_DAYS,
        _("Days before the lapse of an entry or a supplement on which people are warned"),
        default=5,
        source="5.3",
    ),
)  # fmt: skip

LETTER_LABELS = {
    "HIGH_RISK": _("Letter of decline: high risk"),
    "LOSS_RECORD": _("Letter of decline: loss record"),
    "INFO_MISSING": _("Letter of decline: information missing"),
    "LISTED": _("Letter of decline: lists"),
    "NO_INTEREST": _("Letter of decline: no insurable interest"),
    "RATE": _("Letter of decline: rate"),
    "CAPACITY": _("Letter of decline: above what is carried"),
    "OTHER": _("Letter of decline: other reasons"),
}
LETTERS = tuple(
    Declaration(name=text_parameter(code), label=label, kind=Kind.TEXT, default=LETTER_TEXTS[code], source="5.0 #11")
    for code, label in LETTER_LABELS.items()
)


def register() -> None:
    """Tell the registry."""
    declare_clocks(*CLOCKS)
    declare_parameters(*PARAMETERS, *LETTERS)
