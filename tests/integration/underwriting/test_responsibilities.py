"""Duties of the underwriting posts: each that is done in the product leads to a page its holder may open."""

from __future__ import annotations

from typing import Any

import pytest

from core.responsibilities import responsibilities_of
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def branch(settings: Any, working_branch: None) -> None:
    settings.DEMO = True


@pytest.mark.req(
    "DUT-01",
    "DUT-02",
    "DUT-03",
    "DUT-04",
    "DUT-05",
    "DUT-06",
    "DUT-08",
    "DUT-09",
    "DUT-10",
    "DUT-13",
    "DUT-14",
    "DUT-15",
    "DUT-16",
    "DUT-17",
    "DUT-18",
    "DUT-21",
    "DUT-22",
    "DUT-23",
    "DUT-24",
    "DUT-25",
    "DUT-26",
    "DUT-28",
    "DUT-29",
    "DUT-30",
    "DUT-32",
    "DUT-33",
    "DUT-34",
    "DUT-35",
    "DUT-36",
    "DUT-37",
    "DUT-38",
    "DUT-39",
    "DUT-40",
    "DUT-41",
    "DUT-42",
    "DUT-43",
    "DUT-44",
)
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
    page = signed_in("IT_ADMIN", "350500").get("/duties/")
    assert page.context["duties"] == []


@pytest.mark.req("ORG-08")
@pytest.mark.usefixtures("branch")
def test_the_page_of_a_post_shows_its_duties_and_only_the_reader_s_own_ways() -> None:
    page = signed_in("IT_ADMIN", "350500").get("/administration/posts/UW_RI/")
    text = page.content.decode()
    assert "二·二(二)5(4)" in text
    assert "/reinsurance/" not in text
