"""When a customer must be identified, what is missing, and which papers he owes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from parties.rules.identification import IDENTIFICATION, Gap, Known, gaps, is_needed, open_gaps
from parties.rules.papers import PAPER, PaperKind, missing_papers

ON = date(2026, 11, 22)
DONE = Known(
    has_papers=True, paper_until=date(2030, 1, 1), has_basic_data=True, needs_owners=False, has_owners=False,
    recorded=True, refresh_on=date(2027, 1, 1),
)  # fmt: skip


@pytest.mark.parametrize(("amount", "needed"), [("9999.99", False), ("10000.00", True), ("10000.01", True)])
def test_the_threshold_itself_needs_the_identification(amount, needed):
    assert is_needed(Decimal(amount), Decimal(10000)) is needed


@pytest.mark.parametrize(
    ("over", "missing"),
    [
        ({}, ()),
        ({"refresh_on": ON}, ()),
        ({"refresh_on": date(2026, 11, 21)}, (Gap.REFRESH,)),
        ({"paper_until": date(2026, 11, 21)}, (Gap.PAPER_EXPIRED,)),
        ({"recorded": False}, (Gap.RECORD,)),
        ({"recorded": False, "has_papers": False, "has_basic_data": False}, (Gap.PAPER, Gap.BASIC_DATA, Gap.RECORD)),
        ({"needs_owners": True}, (Gap.OWNERS,)),
        ({"needs_owners": True, "has_owners": True}, ()),
    ],
)
def test_what_stands_against_the_act_is_named(over, missing):
    assert gaps(replace(DONE, **over), ON) == missing
    assert open_gaps(replace(DONE, **over), ON) == tuple(g for g in missing if g not in {Gap.RECORD, Gap.REFRESH})


@pytest.mark.req("CUS-02")
@pytest.mark.parametrize(
    ("kind", "held", "missing"),
    [
        ("person", [], (PaperKind.IDENTITY,)),
        ("person", [("identity", None)], ()),
        ("person", [("identity", date(2026, 11, 21))], (PaperKind.IDENTITY,)),
        ("organisation", [("business_licence", ON)], (PaperKind.REPRESENTATIVE,)),
    ],
)
def test_papers_that_are_missing_or_have_expired_are_named(kind, held, missing):
    assert missing_papers(kind, held, ON) == missing


@pytest.mark.parametrize("lifecycle", [IDENTIFICATION, PAPER])
def test_the_lifecycles_are_sound(lifecycle):
    assert lifecycle.faults() == []
