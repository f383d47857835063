"""The structure of the three centres is made from the data, in the variant of the branch."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from organisation.models import PostAssignment, PostRequirement, Staff, Unit, UnitKind
from organisation.reference.loaders import load_norms, load_requirements
from organisation.rules.headcount import Norm, people_needed
from organisation.selectors import centres as selectors
from tests.factories.organisation import give_post
from tests.support.signed_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch")]


@pytest.fixture
def quanzhou() -> Unit:
    load_norms()
    load_requirements()
    return Unit.objects.get(code="350500")


def shown(branch: Unit) -> dict[str, dict[str, selectors.PostOfCentre]]:
    found = selectors.centres_of(branch, timezone.localdate())
    return {one.unit.kind: {row.post: row for row in one.posts} for one in found}


@pytest.mark.req("ORG-05", "ORG-06", "ORG-08")
def test_the_prefecture_variant_has_a_reinsurance_post(quanzhou: Unit) -> None:
    posts = shown(quanzhou)[UnitKind.UNDERWRITING_CENTRE]
    assert list(posts) == ["UW_DIR", "UW_RISK", "UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_INFO", "UW_RI"]
    assert posts["UW_DIR"].holders == ["陈志远"]
    assert (posts["UW_RI"].asked.education, posts["UW_RI"].asked.good_english) == (2, True)


@pytest.mark.req("ORG-06", "ORG-08")
def test_a_municipality_with_a_reinsurance_department_has_none(quanzhou: Unit) -> None:
    quanzhou.kind = UnitKind.MUNICIPAL_BRANCH
    quanzhou.save()
    assert "UW_RI" in shown(quanzhou)[UnitKind.UNDERWRITING_CENTRE]
    staff, department = Staff.objects.get(login_name="gongsunyu"), Unit.objects.get(code="350594")
    held = PostAssignment.objects.get(staff=staff)
    held.delete()
    give_post(staff, held.post_id, department, held.period, scope=held.scope_unit)
    posts = shown(quanzhou)[UnitKind.UNDERWRITING_CENTRE]
    assert "UW_RI" not in posts
    assert posts["UW_DIR"].asked.education == 3


@pytest.mark.req("ORG-09", "ORG-10", "ORG-38", "ORG-39")
def test_the_claims_and_the_finance_centre_have_their_posts(quanzhou: Unit) -> None:
    found = shown(quanzhou)
    claims, finance = found[UnitKind.CLAIMS_CENTRE], found[UnitKind.FINANCE_CENTRE]
    assert {"CS_DIR", "CS_SUP", "CS_SURV", "CS_ADJ", "CS_APPR1", "CS_AGENT"} <= set(claims)
    assert claims["CS_AGENT"].holders == ["梁慧敏", "方思婷"]
    assert {"FN_DIR", "FN_ACC", "FN_CHECK", "FN_POST", "FN_RPT", "FN_CASH", "FN_POSTED"} <= set(finance)
    assert claims["CS_SUP"].needed == 0


@pytest.mark.req("ORG-36", "ORG-37")
def test_every_post_of_claims_and_finance_has_its_qualification_in_both_kinds_of_branch(quanzhou: Unit) -> None:
    asked = set(PostRequirement.objects.values_list("post_id", "branch_kind"))
    for kind in (UnitKind.MUNICIPAL_BRANCH, UnitKind.PREFECTURE_BRANCH):
        quanzhou.kind = kind
        quanzhou.save()
        found = shown(quanzhou)
        posts = [post for centre in found.values() for post in centre]
        assert [post for post in posts if (post, kind) not in asked] == []


@pytest.mark.req("ORG-26", "ORG-36", "ORG-37")
@pytest.mark.parametrize(
    ("premium", "units", "expected"),
    [("0", 0, 3), ("59999999.99", 2, 3), ("60000000", 2, 4), ("60000000", 3, 5), ("180000000", 11, 9)],
)
def test_people_follow_premium_and_business_organisations(premium: str, units: int, expected: int) -> None:
    norm = Norm(minimum=3, premium_each=Decimal(60_000_000), units_each=3)
    assert people_needed(norm, Decimal(premium), units) == expected


def test_a_norm_without_measures_is_its_minimum() -> None:
    assert people_needed(Norm(minimum=1, premium_each=Decimal(0), units_each=0), Decimal(10) ** 9, 99) == 1


@pytest.mark.req("ORG-07")
def test_the_four_departments_of_the_policy_have_their_posts(quanzhou: Unit) -> None:
    rows = selectors.departments_of(quanzhou, timezone.localdate())
    assert [(row.department["zh"], row.title["zh"]) for row in rows] == [
        ("运营管理部", "运营经理"),
        ("运营管理部", "制度流程专员"),
        ("运营管理部", "数据分析专员"),
        ("核保部", "核保经理"),
        ("核保部", "核保专员"),
        ("理赔部", "理赔经理"),
        ("理赔部", "理赔专员"),
        ("客服部", "客服经理"),
        ("客服部", "客服专员"),
    ]
    assert rows[0].holders == ["欧阳睿"]


@pytest.mark.req("ORG-05", "ORG-01")
def test_everybody_sees_the_structure_of_the_own_branch(settings: Any, quanzhou: Unit) -> None:
    settings.DEMO = True
    for post, unit in (("UW_UND2", "350591"), ("SALES", "350503"), ("HO_UW", "000000")):
        page = signed_in(post, unit).get(reverse("organisation:centres"))
        assert page.status_code == 200
        text = page.content.decode()
        assert "陈志远" in text
        assert "variant of prefecture branches" in text
