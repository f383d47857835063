"""Clocks and parameters of premium before the issue: its exemptions and instalments (domain 5.8, 9.8, 9.9)."""

from __future__ import annotations

from core.clocks import ClockDeclaration
from core.clocks import declare as declare_clocks
from core.parameters import Declaration, Kind
from core.parameters import declare as declare_parameters
from core.rules.working_time import Measure
from underwriting.rules.lines import LINE_LABELS
from underwriting.rules.words import gettext_noop as _

CLOCKS = (
    ClockDeclaration(
        code="underwriting.chase_instalment",
        label=_("Chase an overdue instalment"),
        amount=30,
        measure=Measure.CALENDAR_DAYS,
        source="9.9",
    ),
)


PARAMETERS = (
    Declaration(
        name="underwriting.instalments_above",
        label=_("Premium above which instalments may be agreed"),
        kind=Kind.DECIMAL,
        default="50000",
        source="9.9",
    ),
    Declaration(
        name="underwriting.no_credit_lines",
        label=_("Lines without instalments"),
        kind=Kind.LIST,
        default=["HHP", "GPA", "IPA", "STP"],
        source="9.9",
        words=LINE_LABELS,
    ),
    Declaration(
        name="underwriting.premium_first_since",
        label=_("First start of cover that needs its premium before the issue, other lines than motor"),
        kind=Kind.TEXT,
        default="2025-11-01",
        source="9.8",
    ),
    Declaration(
        name="underwriting.remind_instalment_days",
        label=_("Days before an instalment on which it is called to mind"),
        kind=Kind.INTEGER,
        default=7,
        source="9.9",
    ),
    Declaration(
        name="underwriting.arrears_days",
        label=_("Days to pay after the notice of arrears"),
        kind=Kind.INTEGER,
        default=60,
        source="9.9",
    ),
)


def register() -> None:
    """Tell the registries."""
    declare_clocks(*CLOCKS)
    declare_parameters(*PARAMETERS)
