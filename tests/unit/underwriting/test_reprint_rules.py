"""From which print on a second person releases it, and how papers are named (ISS-05)."""

from __future__ import annotations

import pytest

from underwriting.rules import reprint_life as life


@pytest.mark.req("ISS-05")
@pytest.mark.parametrize(("copy", "needed"), [(1, False), (2, True), (3, True)])
def test_prints_from_the_named_one_on_are_released(copy: int, needed: bool) -> None:
    assert life.needs_release(copy, 2) is needed


def test_an_endorsement_is_named_by_its_key() -> None:
    assert life.paper_of(life.endorsement_code(12)) == ("endorsement", 12)
    assert life.paper_of("policy") == ("policy", None)


def test_the_life_is_sound() -> None:
    assert life.REPRINT_REQUEST.faults() == []
