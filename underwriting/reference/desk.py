"""Clocks and parameters of the underwriting desk."""

from __future__ import annotations

from decimal import Decimal

from core import demo
from core.clocks import ClockDeclaration
from core.clocks import declare as declare_clocks
from core.parameters import Declaration, Kind
from core.parameters import declare as declare_parameters
from core.rules.working_time import Measure
from underwriting.reference import demo_history
from underwriting.reference.demo_cases import build_cases
from underwriting.reference.demo_desk import build_desk
from underwriting.reference.demo_moratoria import build_moratoria
from underwriting.reference.demo_rule_files import build_rule_files
from underwriting.rules.words import gettext_noop as _

CLOCKS = (
    ClockDeclaration(
        code="underwriting.opinion",
        label=_("Opinion on business above authority"),
        amount=2,
        measure=Measure.WORKING_DAYS,
        source="5.4",
    ),
    ClockDeclaration(
        code="underwriting.deliver_reply",
        label=_("Pass the reply to the sub-branch"),
        amount=1,
        measure=Measure.WORKING_DAYS,
        source="UWR-16",
    ),
    ClockDeclaration(
        code="underwriting.copy_upward",
        label=_("Copy of the policy to the upper level"),
        amount=3,
        measure=Measure.WORKING_DAYS,
        source="B-41",
    ),
    ClockDeclaration(
        code="underwriting.discrepancy",
        label=_("Clear a difference in the daily report"),
        amount=1,
        measure=Measure.WORKING_DAYS,
        source="UWR-05",
    ),
    ClockDeclaration(
        code="underwriting.question",
        label=_("Answer a question of a sub-branch"),
        amount=8,
        measure=Measure.WORKING_HOURS,
        source="DUT-08",
    ),
    ClockDeclaration(
        code="underwriting.off_system",
        label=_("Underwrite business outside the system"),
        amount=1,
        measure=Measure.WORKING_DAYS,
        source="5.4",
    ),
    ClockDeclaration(
        code="underwriting.values",
        label=_("Decide on values of automatic rules"),
        amount=3,
        measure=Measure.WORKING_DAYS,
        source="A5",
    ),
)
PARAMETERS = (
    Declaration(
        name="underwriting.off_system_report_days",
        label=_("Working days within which business outside the system is reported"),
        kind=Kind.INTEGER,
        default=3,
        source="AUW-03",
        minimum=Decimal(0),
    ),
    Declaration(
        name="underwriting.suspend_loss_ratio",
        label=_("Loss ratio of automatic acceptances above which suspension is proposed (%)"),
        kind=Kind.DECIMAL,
        default="70",
        source="5.10",
        minimum=Decimal(0),
    ),
    Declaration(
        name="underwriting.suspend_points_above",
        label=_("Points above the manual loss ratio from which suspension is proposed"),
        kind=Kind.DECIMAL,
        default="10",
        source="5.10",
        minimum=Decimal(0),
    ),
    Declaration(
        name="underwriting.monitor_days",
        label=_("Days of issued policies that are watched"),
        kind=Kind.INTEGER,
        default=365,
        source="5.10",
        minimum=Decimal(1),
    ),
    Declaration(
        name="underwriting.backtest_period_days",
        label=_("Days of past decisions replayed by the back-test in the background"),
        kind=Kind.INTEGER,
        default=365,
        source="AUW-08",
        minimum=Decimal(1),
    ),
    Declaration(
        name="underwriting.start_warning_days",
        label=_("Days before cover begins from which the underwriter's queue warns"),
        kind=Kind.INTEGER,
        default=2,
        source="UWR-01",
        unit_of_measure=_("days"),
    ),
    Declaration(
        name="underwriting.daily_report_time",
        label=_("Time at which daily underwriting reports are published"),
        kind=Kind.TEXT,
        default="18:00",
        source="5.4",
    ),
    Declaration(
        name="underwriting.daily_report_answer_time",
        label=_("Time of the next working day by which sub-branches answer"),
        kind=Kind.TEXT,
        default="10:00",
        source="5.4",
    ),
)


def register() -> None:
    """Tell the registries."""
    declare_clocks(*CLOCKS)
    declare_parameters(*PARAMETERS)
    demo.register(1005, "questions and daily reports", build_desk)
    demo_history.register()
    demo.register(1006, "values of automatic underwriting under way", build_rule_files)
    demo.register(1030, "suspensions of business", build_moratoria)
    demo.register(1031, "regression cases added by people", build_cases)
