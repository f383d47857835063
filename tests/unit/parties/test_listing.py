"""What a hit on the lists means for a decision."""

from __future__ import annotations

import pytest

from parties.rules.listing import Consequence, consequence_of

pytestmark = pytest.mark.req("CUS-04")


@pytest.mark.parametrize(
    ("kinds", "line", "means"),
    [
        ((), "MTP", Consequence(automatic=True, director=False, may_refuse=False)),
        (("grey",), "MTP", Consequence(automatic=False, director=False, may_refuse=True)),
        (("grey", "black"), "HHP", Consequence(automatic=False, director=True, may_refuse=True)),
        (("black",), "MCI", Consequence(automatic=False, director=True, may_refuse=False)),
        (("grey",), "MCI", Consequence(automatic=False, director=False, may_refuse=False)),
    ],
)
def test_grey_goes_to_a_person_black_to_the_director_and_compulsory_motor_is_never_refused(kinds, line, means):
    """CT-10: compulsory motor is never refused because of a list."""
    assert consequence_of(kinds, line) == means
