"""Guides, the list of major risks, clocks and parameters of risk assessment; the boards of the demo branch."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db.backends.postgresql.psycopg_any import DateRange

from core import demo, reference
from core.clocks import ClockDeclaration
from core.clocks import declare as declare_clocks
from core.parameters import Declaration, Kind
from core.parameters import declare as declare_parameters
from core.rules.working_time import Measure
from organisation.models import Staff, Unit
from underwriting.models import Board, CommitteeSeat, RateTable, RiskGuide, SeatRole
from underwriting.reference import demo_risk
from underwriting.rules.risk_assessment import CENTRE_CLOCK, EXPERT_CLOCK, SUB_CLOCK
from underwriting.rules.risk_committee import RESOLUTION_CLOCK, VOTE_CLOCK
from underwriting.rules.words import gettext_noop as _

FOLDER = Path(__file__).parents[1] / "data"
BEGIN = date(2026, 1, 1)
DAYS = Measure.CALENDAR_DAYS


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def load_risk_rules() -> None:
    """The first list of major risks; later versions are released like any table."""
    known = set(RateTable.objects.values_list("code", flat=True))
    RateTable.objects.bulk_create(
        RateTable(
            code=row["code"],
            version=row["version"],
            data=row["data"],
            filing=row["filing"],
            effective=DateRange(row["effective"], None),
        )
        for row in _read("risk_rules.yaml")
        if row["code"] not in known
    )


def load_risk_guides() -> None:
    """The first version of each guide."""
    known = set(RiskGuide.objects.values_list("code", flat=True))
    RiskGuide.objects.bulk_create(
        RiskGuide(
            code=row["code"],
            version=row["version"],
            title=row["title"],
            data=row["data"],
            effective=DateRange(row["effective"], None),
        )
        for row in _read("risk_guides.yaml")
        if row["code"] not in known
    )


def seat_demo_boards() -> None:
    """Seven members of the committee and five of each panel."""
    chosen = _read("demo_boards.yaml")
    branch_id = Unit.objects.filter(code=chosen["unit"]).values_list("branch_id", flat=True).first()
    if branch_id is None or CommitteeSeat.objects.filter(unit_id=branch_id).exists():
        return
    people = dict(Staff.objects.filter(name__in=_named(chosen)).values_list("name", "pk"))
    CommitteeSeat.objects.bulk_create(
        CommitteeSeat(
            unit_id=branch_id,
            board=board,
            staff_id=people[name],
            role=SeatRole.CHAIR if place == 0 else SeatRole.MEMBER,
            effective=DateRange(BEGIN, None),
        )
        for board, names in chosen["boards"].items()
        for place, name in enumerate(names)
        if board in Board.values and name in people
    )


def _named(chosen: dict[str, Any]) -> set[str]:
    return {name for names in chosen["boards"].values() for name in names}


def _clock(
    code: str, label: str, amount: int, source: str, measure: Measure = Measure.WORKING_DAYS
) -> ClockDeclaration:
    return ClockDeclaration(code=code, label=label, amount=amount, measure=measure, source=source)


CLOCKS = (
    _clock(SUB_CLOCK, _("Assessment by the sub-branch"), 3, "5.2"),
    _clock(CENTRE_CLOCK, _("Assessment by the centre"), 5, "5.2"),
    _clock(EXPERT_CLOCK, _("Assessment with an outside expert"), 10, "5.2"),
    _clock("underwriting.confirm_assessment", _("Confirm an assessment report"), 1, "A9"),
    _clock("underwriting.prepare_case", _("Prepare a committee case"), 3, "5.13"),
    _clock("underwriting.committee_papers", _("Papers are out before the meeting"), 3, "5.13"),
    _clock(VOTE_CLOCK, _("Votes by circulation"), 1, "A7 4", DAYS),
    _clock(RESOLUTION_CLOCK, _("Write the resolution of a meeting"), 1, "A7 5"),
    _clock(
        "underwriting.visit_issues", _("Close the issues of an underwriting day"), 30, "5.14", Measure.CALENDAR_DAYS
    ),
    _clock("underwriting.deliver_letter", _("Deliver a letter of improvements"), 3, "A9"),
    _clock("underwriting.check_improvements", _("Check improvements"), 30, "A9", DAYS),
    _clock("underwriting.risk_advice", _("Answer a question on a risk"), 2, "DUT-25"),
)


def _number(name: str, label: str, default: int, source: str) -> Declaration:
    return Declaration(name=name, label=label, kind=Kind.INTEGER, default=default, source=source, minimum=Decimal(0))


def _figure(name: str, label: str, default: str, source: str) -> Declaration:
    return Declaration(name=name, label=label, kind=Kind.DECIMAL, default=default, source=source, minimum=Decimal(0))


PARAMETERS = (
    _figure("underwriting.risk_least_premium", _("Earned premium from which a loss ratio counts"), "100000", "B-29"),
    _figure("underwriting.risk_retention", _("Retention that PML is measured by (yuan)"), "50000000", "5.13"),
    _figure("underwriting.risk_pml_share", _("Percent of the retention above which PML is referred"), "30", "5.13"),
    Declaration(
        name="underwriting.committee_quorum",
        label=_("Quorum of the committee"),
        kind=Kind.TEXT,
        default="2/3",
        source="5.13",
    ),
    Declaration(
        name="underwriting.committee_majority",
        label=_("Majority of the committee"),
        kind=Kind.TEXT,
        default="2/3",
        source="5.13",
    ),
    _number("underwriting.committee_least_members", _("Least number of committee members"), 5, "5.13"),
    _number("underwriting.resolution_days", _("Days a resolution is valid"), 60, "5.13"),
    _number("underwriting.vote_confirm_days", _("Working days to confirm a vote by telephone"), 2, "5.13"),
    _number("underwriting.resolution_notice_days", _("Days before its end that a resolution is applied"), 10, "5.13"),
    _number("underwriting.look_back_days", _("Days after which a resolution is looked back on"), 182, "5.13"),
    _number("underwriting.improvement_days", _("Days until improvements are checked"), 30, "LAW-51"),
    _number("underwriting.improvement_extensions", _("Times that more time is given to improve"), 1, "LAW-51"),
    _number("underwriting.visits_a_month", _("Underwriting days a month in a sub-branch"), 1, "5.14"),
    _number("underwriting.visits_large", _("Underwriting days a month in a large sub-branch"), 2, "5.14"),
    _figure(
        "underwriting.large_premium",
        _("Premium of twelve months from which a sub-branch is large (yuan)"),
        "20000000",
        "5.14",
    ),
    _number("underwriting.calendar_draft_day", _("Day of the month on which the next calendar is drafted"), 20, "5.14"),
    _number("underwriting.hand_in_days", _("Working days before an underwriting day to hand in cases"), 3, "5.14"),
    _number("underwriting.danger_days", _("Days until imminent danger is looked at again"), 3, "A9 3"),
    _number("underwriting.calendar_day", _("Day of the month by which the next calendar is published"), 25, "5.14"),
    _number("underwriting.postpone_days", _("Days within which a postponed day is held"), 10, "5.14"),
    _number("underwriting.visits_a_day", _("Risks visited on an underwriting day"), 2, "5.14"),
    _number("underwriting.files_a_day", _("Files checked on an underwriting day"), 20, "5.14"),
    _number("underwriting.issue_days", _("Days to settle an issue"), 30, "5.14"),
)


def register() -> None:
    """Tell the registries."""
    reference.register(603, "underwriting: list of major risks", load_risk_rules)
    reference.register(604, "underwriting: guides of risk assessment", load_risk_guides)
    demo.register(602, "boards of risk assessment", seat_demo_boards)
    demo_risk.register()
    declare_clocks(*CLOCKS)
    declare_parameters(*PARAMETERS)
