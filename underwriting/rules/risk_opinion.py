"""What the opinion of a closed report allows the decision (RSK-10, 5.15: a poor risk is declined, ceded, improved)."""

from __future__ import annotations

from enum import StrEnum

from underwriting.rules.risk_guide import POOR

ACCEPT, TERMS, CEDE, RECTIFY, DECLINE = "accept", "terms", "cede", "rectify", "decline"


class Leave(StrEnum):
    """How far the report leaves the decision free."""

    FREE = "free"
    WITH_TERMS = "with_terms"
    WITH_CESSION = "with_cession"
    AGAINST = "against"


_LEAVES = {
    ACCEPT: Leave.FREE,
    TERMS: Leave.WITH_TERMS,
    RECTIFY: Leave.WITH_TERMS,
    CEDE: Leave.WITH_CESSION,
}
_OF_A_POOR_RISK = frozenset({CEDE, RECTIFY})


def leave_of(opinion: str, grade: str) -> Leave:
    """A poor risk is ceded or improved first; any other acceptance of it goes against the report, as does every
    acceptance of what the report advises to decline."""
    if grade == POOR and opinion not in _OF_A_POOR_RISK:
        return Leave.AGAINST
    return _LEAVES.get(opinion, Leave.AGAINST)
