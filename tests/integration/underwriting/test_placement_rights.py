"""Who sees how a risk is shared: reinsurers, commission and layers are not for sub-branches and salespeople (REI)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from tests.factories import reinsurance as made
from tests.factories.underwriting import FENGZE, UWC
from tests.support.signed_in import signed_in
from underwriting.models import FacultativeCase, Policy

BIG = "240000000"
SECRETS = ("SP-PROP-26", "20%的手续费", "FAC-2026-0031")


@pytest.fixture
def placed(settings: Any) -> FacultativeCase:
    settings.DEMO = True
    case = made.make_placed_cession(made.make_property_proposal(sum_insured=BIG, premium="254400"))
    FacultativeCase.objects.filter(pk=case.pk).update(conditions="比例临分，20%的手续费")
    return case


def words_of(post: str, unit: str, case: FacultativeCase) -> tuple[list[int], str]:
    hand = signed_in(post, unit)
    urls = [
        reverse("underwriting:cession_case", args=[case.pk]),
        reverse("underwriting:proposal", args=[case.proposal_id]),
        reverse("underwriting:cession_cases"),
    ]
    answers = [hand.get(url) for url in urls]
    return [one.status_code for one in answers], "".join(one.content.decode() for one in answers)


@pytest.mark.req("REI-02", "REI-03", "CUS-05")
@pytest.mark.parametrize("post", ["UW_ISSUE", "UW_REVIEW", "SUB_MGR"])
def test_sub_branches_learn_that_a_cession_is_placed_but_not_with_whom(post: str, placed: FacultativeCase) -> None:
    codes, seen = words_of(post, FENGZE, placed)
    assert codes == [200, 200, 200]
    assert placed.number in seen
    hidden = [*SECRETS, made.reinsurer(0).name, made.reinsurer(1).name]
    assert [word for word in hidden if word in seen] == []
    slip = reverse("underwriting:slip", args=[placed.pk])
    assert signed_in(post, FENGZE).get(slip).status_code == 403


@pytest.mark.req("REI-02", "CUS-05")
def test_a_salesperson_has_no_page_of_cessions(placed: FacultativeCase) -> None:
    codes, seen = words_of("SALES", FENGZE, placed)
    assert codes == [403, 200, 403]
    assert [word for word in (*SECRETS, made.reinsurer(0).name) if word in seen] == []


@pytest.mark.req("REI-03", "REI-05")
@pytest.mark.parametrize("post", ["UW_UND3", "UW_RI", "UW_DIR"])
def test_the_centre_sees_the_placement_to_the_cent(post: str, placed: FacultativeCase) -> None:
    """30,000 for each half, commission of 20 percent, 24,000 kept; nothing asks to place what is placed."""
    codes, seen = words_of(post, UWC, placed)
    assert codes == [200, 200, 200]
    shown = (*SECRETS, made.reinsurer(0).name, "30,000.00", "6,000.00", "24,000.00")
    assert [word for word in shown if word not in seen] == []
    assert "to be placed facultatively before cover begins" not in seen


@pytest.mark.req("REI-05", "DUT-42")
def test_lines_of_reinsurance_in_the_books_of_a_policy_are_for_those_who_see_reinsurance(settings: Any) -> None:
    settings.DEMO = True
    policy: Policy = made.make_property_policy(in_days=0)
    url = reverse("underwriting:policy", args=[policy.pk]) + "?tab=books"
    centre = signed_in("UW_UND3", UWC).get(url).content.decode()
    branch = signed_in("UW_ISSUE", FENGZE).get(url).content.decode()
    assert "3,600.00" in centre
    assert "3,600.00" not in branch
    assert Decimal(policy.premium) == Decimal("95400.00")
