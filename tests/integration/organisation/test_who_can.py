"""Who can decide: only people who really can (AUT-25)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone, translation

from core.models import AuthoritySubject, CaseAct
from organisation.actors import system_actor
from organisation.models import AuthorityGrant, PostAssignment, PostPermission, Staff, Unit
from organisation.public import decide
from organisation.selectors import posts
from organisation.selectors.authority import who_can
from tests.factories.organisation import actor_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch"), pytest.mark.req("AUT-25")]

DECIDE = "underwriting.decide"
CASE = "underwriting.proposal:7"


@pytest.fixture(autouse=True)
def english() -> Any:
    posts.forget()
    with translation.override("en"):
        yield
    posts.forget()


def fengze() -> AuthoritySubject:
    return AuthoritySubject(line="MOTOR", unit_id=Unit.objects.get(code="350503").pk)


def named(amount: str, discount: str = "0", *, case: str = "", on: date | None = None) -> list[tuple[str, list[str]]]:
    measures = {"sum_insured": Decimal(amount), "discount": Decimal(discount)}
    rows = who_can(DECIDE, fengze(), measures, on or timezone.localdate(), asked="sum_insured", case=case)
    return [(row["limit"], row["people"]) for row in rows]


def test_the_lowest_first_with_the_people_in_post() -> None:
    assert named("2000000.01") == [
        ("5000000.00", ["吴国栋"]), ("10000000.00", ["陈志远"]),
        ("100000000.00", ["上官磊"]), ("1000000000.00", ["东方薇", "诸葛静"]),
    ]  # fmt: skip


def test_every_measure_counts() -> None:
    assert [people for _limit, people in named("1", "30.01")] == [["陈志远"], ["上官磊"], ["东方薇", "诸葛静"]]
    assert named("1", "50.01") == []


def test_nobody_in_post_is_not_named() -> None:
    held = PostAssignment.objects.filter(post_id="UW_UND3")
    held.update(period=DateRange(date(2024, 1, 1), timezone.localdate()))
    assert named("2000000.01")[0] == ("10000000.00", ["陈志远"])
    assert named("2000000.01", on=timezone.localdate() - timedelta(days=1))[0] == ("5000000.00", ["吴国栋"])


def test_who_left_is_not_named() -> None:
    Staff.objects.filter(login_name="wuguodong").update(is_active=False)
    assert named("2000000.01")[0] == ("10000000.00", ["陈志远"])


def test_a_post_without_the_permission_is_not_named() -> None:
    PostPermission.objects.filter(post_id="UW_UND3").delete()
    posts.forget()
    assert named("2000000.01")[0] == ("10000000.00", ["陈志远"])


def test_a_grant_that_ended_is_not_named() -> None:
    row = AuthorityGrant.objects.get(post_id="UW_UND3", operation=DECIDE, measure="sum_insured")
    AuthorityGrant.objects.filter(pk=row.pk).update(effective=DateRange(row.effective.lower, timezone.localdate()))
    assert named("2000000.01")[0] == ("10000000.00", ["陈志远"])


def test_who_gave_the_authority_is_not_named() -> None:
    director = PostAssignment.objects.get(post_id="UW_DIR")
    manager = Staff.objects.get(login_name="baozhenghua")
    giver = Staff.objects.get(login_name="wuguodong")
    unit = director.unit
    AuthorityGrant.objects.create(
        unit=unit, post_id="UW_UND3", operation=DECIDE, line="MOTOR", measure="sum_insured", limit="6000000",
        effective=DateRange(timezone.localdate(), None), proposed_by=giver, approved_by=manager,
    )  # fmt: skip
    assert named("5000000.01")[0] == ("10000000.00", ["陈志远"])


def test_who_acted_on_the_case_before_is_not_named() -> None:
    """The senior underwriter reviewed the entry: pair 5."""
    CaseAct.objects.create(
        subject_kind="underwriting.proposal", subject_id=7, case_ref=CASE, duty="underwriting.review",
        staff_id=Staff.objects.get(login_name="wuguodong").pk, transition="underwriting.proposal.pass_review",
        at=timezone.now(),
    )  # fmt: skip
    assert named("2000000.01", case=CASE)[0] == ("10000000.00", ["陈志远"])
    assert named("2000000.01", case="underwriting.proposal:8")[0] == ("5000000.00", ["吴国栋"])


def test_who_does_not_see_the_business_is_not_named() -> None:
    """The approver of Jinjiang has authority, but the claim is of Fengze."""
    rows = who_can("claims.approve", fengze(), {"payable": Decimal(1)}, timezone.localdate(), asked="payable")
    assert [row["people"] for row in rows] == [["何文静"], ["彭耀辉"], ["卢建新"], ["谢建国"]]
    jinjiang = AuthoritySubject(line="MOTOR", unit_id=Unit.objects.get(code="350582").pk)
    rows = who_can("claims.approve", jinjiang, {"payable": Decimal(1)}, timezone.localdate(), asked="payable")
    assert rows[0]["people"] == ["赖国华"]


@pytest.mark.req("AUT-01")
class TestDecision:
    def subject(self) -> Any:
        return SimpleNamespace(line="MOTOR", unit_id=Unit.objects.get(code="350503").pk, case=lambda: CASE)

    def test_the_tightest_measure_is_the_basis(self) -> None:
        underwriter = actor_at("UW_UND2", "350591")
        measures = {"sum_insured": Decimal(1500000), "discount": Decimal(16)}
        decision = decide(DECIDE, underwriter, self.subject(), measures)
        assert decision.basis is not None
        assert (decision.basis.measure, decision.basis.limit) == ("discount", Decimal(20))

    def test_above_it_says_which_limit_and_who(self) -> None:
        underwriter = actor_at("UW_UND2", "350591")
        decision = decide(
            DECIDE, underwriter, self.subject(), {"sum_insured": Decimal(1), "discount": Decimal("20.01")}
        )
        assert not decision.allowed
        assert (decision.measure, decision.limit) == ("discount", Decimal(20))
        assert decision.who[0] == {
            "unit": "Underwriting centre", "post": "underwriter, senior", "people": ["吴国栋"],
        }  # fmt: skip

    def test_an_act_without_a_measure_needs_a_grant_without_one(self) -> None:
        assert not decide(DECIDE, actor_at("UW_DIR", "350591"), self.subject(), {}).allowed

    def test_a_system_actor_borrows_no_post(self) -> None:
        """It stands in the centre, where people hold authority; it holds none."""
        centre = Unit.objects.get(code="350591")
        acting = system_actor("auto-underwriting", unit_id=centre.pk)
        assert not decide(DECIDE, acting, self.subject(), {"sum_insured": Decimal(1)}).allowed


@pytest.mark.req("AUT-25")
def test_what_is_no_money_shows_no_amount() -> None:
    """Wording of one's own is allowed or not; a percentage is no sum either."""
    measures = {"sum_insured": Decimal(1), "discount": Decimal(0), "manuscript": Decimal(1)}
    rows = who_can(DECIDE, fengze(), measures, timezone.localdate(), asked="manuscript", case="")
    assert rows
    assert not any("limit" in row for row in rows)
