"""Which occupancy of the list an entry names (RSK-13)."""

from __future__ import annotations

import pytest

from underwriting.selectors.risk_facts import occupancy_in

LISTED = {
    "textile": {"zh": "纺织", "en": "textiles"},
    "paper": {"zh": "木浆、造纸", "en": "wood pulp and paper"},
    "tunnel": {"zh": "隧道", "en": "tunnels"},
    "water": {"zh": "涉水工程", "en": "works in or at water"},
}


@pytest.mark.req("RSK-13")
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"industry": "纺织"}, "textile"),
        ({"industry": "棉纺织及印染"}, "textile"),
        ({"industry": "造纸"}, "paper"),
        ({"industry": "paper"}, "paper"),
        ({"industry": "制鞋"}, ""),
        ({"industry": ""}, ""),
        ({}, ""),
        ({"project": "tunnel"}, "tunnel"),
        ({"project": "bridge"}, "water"),
        ({"project": "civil"}, ""),
    ],
)
def test_the_entry_names_an_occupancy_by_code_words_or_kind_of_works(content: dict[str, str], expected: str) -> None:
    assert occupancy_in(content, LISTED) == expected
