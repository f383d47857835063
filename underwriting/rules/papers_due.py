"""Which papers of a proposal must be there as files, and until which step (B-22, LAW-14, LAW-17, ISS-02)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from underwriting.rules.proposal_papers import EXPLAINED, TERMS
from underwriting.rules.signature import ONLINE
from underwriting.rules.words import gettext_noop as _

FORM, ANSWERS, FLEET_PAPERS = "proposal_form", "questionnaire", "fleet_papers"
CONFIRMED_ONLINE = frozenset({FORM, ANSWERS, EXPLAINED})
"""What an on-line customer confirms on the channel instead of signing a paper."""

DOMICILE = "underwriting.insurer_domicile"
FILES_SINCE, WAIVABLE = "underwriting.papers_as_files_since", "underwriting.papers_waivable"
Marks = Mapping[str, Mapping[str, Any]]


class How(StrEnum):
    """How a paper is accounted for."""

    FILE = "file"
    IN_FILE = "in_file"
    FLEET = "fleet"
    CHANNEL = "channel"
    CALL = "call"
    WAIVED = "waived"
    ASKED = "asked"  # somebody wants it to be waived; it is lacking until then
    INSISTED = "insisted"  # the reviewer wants it to be brought


HOW_LABELS = {
    How.FILE: _("kept as a file"),
    How.IN_FILE: _("in the file of another paper"),
    How.FLEET: _("in the file of the fleet"),
    How.CHANNEL: _("confirmed by the customer on the channel"),
    How.CALL: _("said in a recorded call"),
    How.WAIVED: _("waived"),
    How.ASKED: _("missing, a waiver is asked for"),
    How.INSISTED: _("missing, it is not waived"),
}


def due_at_submission(asked: Iterable[str], *, channel: str) -> list[str]:
    """Everything the product asks for. The explanation of exclusions is confirmed until the issue, and an on-line
    customer sends papers until then."""
    return [] if channel == ONLINE else [code for code in asked if code != EXPLAINED]


def due_at_issue(asked: Iterable[str], *, channel: str, explained: bool) -> list[str]:
    """That exclusions were explained – not asked where there is compulsory cover alone, whose exclusions are the
    law's –, and from an on-line customer the papers that he does not confirm on the channel."""
    wanted = list(asked)
    online = [code for code in wanted if channel == ONLINE and code not in CONFIRMED_ONLINE]
    return [*online, *([EXPLAINED] if explained and EXPLAINED in wanted else [])]


def lacking(due: Iterable[str], marks: Marks) -> list[str]:
    """What is due and not accounted for."""
    return [code for code in due if not settled(marks.get(code, {}))]


def settled(mark: Mapping[str, Any]) -> bool:
    """Whether a paper is accounted for; that somebody asked for its waiver does not do it."""
    return bool(mark) and mark["how"] not in {How.ASKED, How.INSISTED}


def waivers_asked(marks: Marks) -> list[str]:
    """The papers of which the reviewer still has to say whether they may be missing."""
    return [code for code, mark in marks.items() if mark["how"] == How.ASKED]


def waiver_asked(marks: Marks) -> bool:
    """Whether the reviewer still has to say if a paper may be missing."""
    return bool(waivers_asked(marks))


def without_terms(marks: Marks) -> dict[str, Any]:
    """New terms want a new agreement: what the customer said to earlier ones does not count."""
    return {code: dict(mark) for code, mark in marks.items() if code != TERMS}
