"""Duties of posts outside underwriting: each leads to pages that its holder may open, or says that it has none."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from core.responsibilities import responsibilities_of
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
WITHOUT_PAGE = {
    "Investigate doubtful cases",
    "Handle complaints and return visits",
    "Salvage: keep, value and sell",
    "Litigation and recovery",
    "Cases of other branches",
}


@pytest.fixture(autouse=True)
def branch(settings: Any, working_branch: None) -> None:
    settings.DEMO = True


def shown(client: Client) -> list[Any]:
    """The duties of the post, with every place opened."""
    duties = client.get("/duties/").context["duties"]
    addresses = {place.url for duty in duties for place in duty.places}
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)
    return list(duties)


@pytest.mark.req("ORG-19", "ORG-20", "ORG-21", "ORG-22", "ORG-23", "ORG-24")
def test_the_posted_accountant_does_each_of_the_six_duties_on_a_page() -> None:
    duties = {one.clause: [place.label for place in one.places] for one in shown(signed_in("FN_POSTED", "350593"))}
    assert list(duties) == [f"一·四(二){n}" for n in (6, 1, 2, 3, 4, 5)] or set(duties) == {
        f"一·四(二){n}" for n in range(1, 7)
    }
    assert all(duties.values())
    assert duties["一·四(二)5"] == ["Register of seals"]


@pytest.mark.req("DUT-11", "DUT-12", "DUT-20", "DUT-52", "DUT-53")
def test_the_director_leads_with_targets_meetings_and_appraisals() -> None:
    duties = shown(signed_in("UW_DIR", "350591"))
    found = {(one.clause, place.label) for one in duties for place in one.places}
    assert {
        ("二·一(二)11", "Work and targets"),
        ("二·二(二)1(1)", "Work and targets"),
        ("二·二(二)1(9)", "Appraisals"),
        ("业务制度 二(二)2", "Meetings"),
        ("二·二(二)1(8)", "Trainings"),
    } <= found


@pytest.mark.req("DUT-54")
def test_the_underwriter_plans_decides_and_collects_data() -> None:
    duties = {one.clause: one for one in shown(signed_in("UW_UND2", "350591"))}
    labels = [place.label for place in duties["业务制度 二(二)2"].places]
    assert labels[0] == "Work and targets"
    assert len(labels) == 3


@pytest.mark.req("DUT-49", "DUT-50")
def test_the_operations_manager_keeps_rules_and_plans() -> None:
    duties = shown(signed_in("OPS_MGR", "350594"))
    assert [one.clause for one in duties] == ["业务制度 二(一)1", "业务制度 二(一)2"]
    assert [len(one.places) for one in duties] == [3, 3]


@pytest.mark.req("ORG-18", "AUT-14")
@pytest.mark.parametrize(("post", "unit"), [("FN_DIR", "350593"), ("CS_DIR", "350592")])
def test_directors_exchange_their_posted_people(post: str, unit: str) -> None:
    labels = {place.label for one in shown(signed_in(post, unit)) for place in one.places}
    assert "Regular exchange" in labels


@pytest.mark.req("ORG-14")
def test_the_four_duties_of_the_second_level_supervisor_have_their_pages() -> None:
    duties = [one for one in responsibilities_of("CS_SUP") if one.clause.startswith("一·四(一)3")]
    assert [one.clause[-2] for one in duties] == ["1", "2", "3", "4"]
    assert all(one.places for one in duties)


@pytest.mark.parametrize(
    ("post", "unit"),
    [
        ("CS_AGENT", "350595"), ("CS_DISP", "350595"), ("CS_SURV", "350592"), ("CS_PRICE", "350592"),
        ("CS_REG", "350592"), ("CS_ADJ", "350592"), ("CS_APPR1", "350592"), ("CS_VISIT", "350592"),
        ("FN_ACC", "350593"), ("FN_CHECK", "350593"), ("FN_POST", "350593"), ("FN_RPT", "350593"),
        ("FN_CASH", "350593"), ("FN_TREAS", "350593"), ("FN_AR", "350593"), ("FN_DOC", "350593"),
    ],
)  # fmt: skip
def test_what_has_no_page_yet_says_so(post: str, unit: str) -> None:
    duties = shown(signed_in(post, unit))
    assert duties
    assert {one.label for one in duties if not one.places} <= WITHOUT_PAGE
