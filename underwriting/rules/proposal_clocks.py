"""Clocks of a proposal that go by its line, and days after which an entry that nobody goes on with ends (5.4, 5.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.workflow.spec import State
from underwriting.rules.lifecycle import DRAFT, PROPOSAL, RETURNED, UW_QUEUE

DECIDE_LINES, SUPPLEMENT_CLOCK = "underwriting.decide_lines", "underwriting.supplement"
DRAFT_DAYS, WARNING_DAYS = "underwriting.draft_days", "underwriting.lapse_warning_days"
SUPPLEMENTS_AT_MOST = "underwriting.supplements_at_most"
IDLE_STATES = frozenset({DRAFT, RETURNED})
_LINES_TO_DECIDE = replace(PROPOSAL.state(UW_QUEUE), clock=DECIDE_LINES)


def stage_of(value: str, *, is_motor: bool) -> State:
    """Motor business is decided within working hours, other lines within a working day."""
    return _LINES_TO_DECIDE if value == UW_QUEUE and not is_motor else PROPOSAL.state(value)


def idle_since(at: datetime, days: int) -> datetime:
    """Entries last touched before this moment end."""
    return at - timedelta(days=days)


def asked_too_often(times: int, at_most: int) -> bool:
    """Whether supplements were asked as often as they may be: one list, asked completely (5.0 #10)."""
    return times >= at_most
