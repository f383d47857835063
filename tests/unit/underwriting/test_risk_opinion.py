"""What the opinion of a report leaves to the decision (5.15, RSK-10)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from underwriting.models import Opinion
from underwriting.rules.risk_guide import EXCELLENT, FAIR, POOR
from underwriting.rules.risk_opinion import Leave, leave_of
from underwriting.selectors.risk_facts import pml_part


@pytest.mark.req("RSK-10")
@pytest.mark.parametrize(
    ("opinion", "grade", "leave"),
    [
        (Opinion.ACCEPT, EXCELLENT, Leave.FREE),
        (Opinion.TERMS, FAIR, Leave.WITH_TERMS),
        (Opinion.RECTIFY, FAIR, Leave.WITH_TERMS),
        (Opinion.CEDE, FAIR, Leave.WITH_CESSION),
        (Opinion.DECLINE, EXCELLENT, Leave.AGAINST),
        (Opinion.RECTIFY, POOR, Leave.WITH_TERMS),
        (Opinion.CEDE, POOR, Leave.WITH_CESSION),
        (Opinion.TERMS, POOR, Leave.AGAINST),
        (Opinion.ACCEPT, POOR, Leave.AGAINST),
    ],
)
def test_the_opinion_binds_and_a_poor_risk_is_ceded_or_improved_first(opinion: str, grade: str, leave: Leave) -> None:
    assert leave_of(opinion, grade) is leave


@pytest.mark.req("RSK-09")
@pytest.mark.parametrize(
    ("pml", "exposure", "part"),
    [
        (Decimal(8_000_000), Decimal(40_000_000), Decimal("0.2")),
        (Decimal(50_000_000), Decimal(40_000_000), Decimal(1)),
        (None, Decimal(40_000_000), Decimal(1)),
        (Decimal(8_000_000), Decimal(0), Decimal(1)),
    ],
)
def test_pml_is_a_part_of_the_sum_as_the_retention_tables_say_it(
    pml: Decimal | None, exposure: Decimal, part: Decimal
) -> None:
    assert pml_part(pml, exposure) == part
