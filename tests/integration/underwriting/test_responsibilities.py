"""Duties of the underwriting posts: each that is done in the product leads to a page its holder may open."""

from __future__ import annotations

from typing import Any

import pytest

from core.responsibilities import responsibilities_of
from tests.factories.organisation import make_working_branch
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db

ROWS = [
    *(f"DUT-{n:02}" for n in (1, 2, 3, 4, 5, 6, 8, 9, 10)),
    *(f"DUT-{n}" for n in (13, 14, 15, 16, 17, 18)),
    *(f"DUT-{n}" for n in range(21, 27)),
    *(f"DUT-{n}" for n in (28, 29, 30, 32)),
    *(f"DUT-{n}" for n in range(33, 45)),
]


@pytest.fixture
def branch(settings: Any) -> None:
    settings.DEMO = True
    make_working_branch()


@pytest.mark.req(*ROWS)
@pytest.mark.usefixtures("branch")
@pytest.mark.parametrize("post", ["UW_DIR", "UW_RISK", "UW_UND1", "UW_UND2", "UW_UND3", "UW_INFO", "UW_RI"])
def test_every_duty_leads_to_a_page_that_its_holder_may_open(post: str) -> None:
    client = signed_in(post, "350591")
    shown = client.get("/duties/").context["duties"]
    assert [one.clause for one in shown] == [one.clause for one in responsibilities_of(post)]
    assert len(shown) >= 6
    addresses = {place.url for duty in shown for place in duty.places}
    assert all(duty.places for duty in shown)
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


@pytest.mark.usefixtures("branch")
def test_a_post_without_duties_in_the_guide_says_so() -> None:
    page = signed_in("FN_TREAS", "350593").get("/duties/")
    assert page.context["duties"] == []


@pytest.mark.req("ORG-08")
@pytest.mark.usefixtures("branch")
def test_the_page_of_a_post_shows_its_duties_and_only_the_reader_s_own_ways() -> None:
    page = signed_in("IT_ADMIN", "350500").get("/administration/posts/UW_RI/")
    text = page.content.decode()
    assert "二·二(二)5(4)" in text
    assert "/reinsurance/" not in text
