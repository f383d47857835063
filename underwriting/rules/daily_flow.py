"""What came to the underwriting centre on a day and what became of it: nothing is lost between two reports (B-37).

Carried over + submitted = passed + declined + returned + ended otherwise + still in work, for every line of every
sub-branch, because each case is counted where its acts of the day led it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from underwriting.rules import lifecycle
from underwriting.rules.risk_state import RISK_ASSESS

# Where the centre, or what stands behind it, has something to do or waits for an answer.
UPPER = frozenset({lifecycle.ESCALATED_PROVINCE, lifecycle.ESCALATED_HEAD})
IN_CENTRE = frozenset(
    {lifecycle.REVIEW, lifecycle.AUTO_CHECK, RISK_ASSESS, lifecycle.UW_QUEUE, lifecycle.SUPPLEMENT, *UPPER}
)
PASSED = frozenset({lifecycle.APPROVED, lifecycle.TERMS_SENT, lifecycle.ISSUABLE, lifecycle.ISSUED})
OUT = {lifecycle.DECLINED: "declined", lifecycle.RETURNED: "returned"}


class Act(NamedTuple):
    """One accepted act that led a case from one state to another."""

    before: str
    after: str


def figures_of(before: str, acts: Iterable[Act], after: str) -> list[str]:
    """Under which figures of the day a case counts: its state when the day began, its acts, its state at the end."""
    first = ["carried"] if before in IN_CENTRE else []
    crossed = [_way(act) for act in acts if (act.before in IN_CENTRE) != (act.after in IN_CENTRE)]
    return [*first, *crossed, *([_open(after)] if after in IN_CENTRE else [])]


def _way(act: Act) -> str:
    """Into the centre, or how out of it."""
    if act.after in IN_CENTRE:
        return "submitted"
    if act.after in PASSED:
        return "automatic" if act.before == lifecycle.AUTO_CHECK else "manual"
    return OUT.get(act.after, "ended")


def _open(state: str) -> str:
    if state == lifecycle.UW_QUEUE:
        return "pending"
    return "escalated" if state in UPPER else "in_work"


def states_around(acts: Sequence[tuple[bool, Act]], now: str) -> tuple[str, str, list[Act]]:
    """State when the day began and at its end, with the acts between. ``acts`` are all since the beginning, the oldest
    first; those marked true fall into the day, the others came after it."""
    within = [act for is_within, act in acts if is_within]
    later = [act for is_within, act in acts if not is_within]
    end = later[0].before if later else now
    return (within[0].before if within else end), end, within
