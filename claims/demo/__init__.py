"""What claims brings to the demo branch: the duty roster and cases in different states."""

from __future__ import annotations

from claims.demo.cases import build_cases
from claims.demo.roster import build_roster
from core import demo


def register() -> None:
    """Builders of the demo branch."""
    demo.register(700, "duty roster of the surveyors", build_roster)
    demo.register(1100, "reports and claims", build_cases)
