"""A salesperson works on business of his own (domain 3.2)."""

from __future__ import annotations

import pytest

from underwriting.rules.hand_over import is_of_another


@pytest.mark.req("AUT-01")
@pytest.mark.parametrize(
    ("post", "people", "owner", "expected"),
    [
        ("SALES", {7}, 7, False),
        ("SALES", {7}, 8, True),
        ("SALES", {7, 8}, 8, False),
        ("SALES", {7}, None, False),
        ("UW_ISSUE", {7}, 8, False),
        ("SUB_MGR", {7}, 8, False),
    ],
)
def test_only_a_colleague_who_sells_is_kept_away(
    post: str, people: set[int], owner: int | None, expected: bool
) -> None:
    assert is_of_another(post, frozenset(people), owner) is expected
