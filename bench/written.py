"""The rows that a decision writes: how those of some proposals are found, and what differs for others."""

from __future__ import annotations

from typing import Any, NamedTuple

PROPOSAL, DUE = "underwriting.proposal", "finance.receivable"


class Written(NamedTuple):
    """The rows of one table that belong to a batch: how they are found, and what differs for the next batch."""

    table: str
    rows: str
    moved: dict[str, str]
    left_out: frozenset[str] = frozenset({"id"})


MINE = "proposal_id BETWEEN %(first)s AND %(last)s"
SECTIONS = f"SELECT id FROM underwriting_section WHERE {MINE}"
DUES = f"SELECT id FROM finance_receivable WHERE document_kind = 'underwriting.section' AND document_id IN ({SECTIONS})"
SUBJECTS = (
    f"(subject_kind = '{PROPOSAL}' AND subject_id BETWEEN %(first)s AND %(last)s "
    f"OR subject_kind = '{DUE}' AND subject_id IN ({DUES}))"
)
SUBJECT = f"CASE subject_kind WHEN '{PROPOSAL}' THEN subject_id + %(shift)s ELSE subject_id + %(far)s END"
TABLES = (
    Written("underwriting_decision", MINE, {"proposal_id": "proposal_id + %(shift)s"}),
    Written(
        "underwriting_section", MINE, {"id": "id + %(far)s", "proposal_id": "proposal_id + %(shift)s"}, frozenset()
    ),
    Written(
        "finance_receivable",
        f"id IN ({DUES})",
        {"id": "id + %(far)s", "document_id": "document_id + %(far)s", "document_number": "document_number || 'c'"},
        frozenset(),
    ),
    Written("core_workitem", SUBJECTS, {"subject_id": SUBJECT}),
    Written("core_receipt", SUBJECTS, {"key": "gen_random_uuid()", "subject_id": SUBJECT}),
    Written(
        "core_searchentry",
        f"kind = '{PROPOSAL}' AND object_id BETWEEN %(first)s AND %(last)s",
        {"object_id": "object_id + %(shift)s"},
    ),
    Written("core_auditentry", SUBJECTS, {"subject_id": SUBJECT}),
)


def counted(cursor: Any, first: int, last: int) -> list[int]:
    """How many rows of each table belong to the proposals from ``first`` to ``last``."""
    counts = []
    for written in TABLES:
        cursor.execute(f"SELECT count(*) FROM {written.table} WHERE {written.rows}", {"first": first, "last": last})
        counts.append(cursor.fetchone()[0])
    return counts
