"""Clocks and parameters of the underwriting desk."""

from __future__ import annotations

from core.clocks import ClockDeclaration
from core.clocks import declare as declare_clocks
from core.rules.working_time import Measure
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
)


def register() -> None:
    """Tell the registries."""
    declare_clocks(*CLOCKS)
