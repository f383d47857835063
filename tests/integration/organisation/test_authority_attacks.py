"""Authority as the database sees it: what no page, import or shell of the application role can get past."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from core.models import CaseAct
from organisation.models import AuthorityGrant, Parameter, PostAssignment, Staff
from tests.factories.organisation import give_post
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch")]

Build = Callable[..., AuthorityGrant]


@contextmanager
def refused(words: str, kind: type[DatabaseError] = DatabaseError) -> Iterator[None]:
    """The database says no with these words, and nothing is different afterwards."""
    with nothing_changed(), pytest.raises(kind, match=words), transaction.atomic():  # noqa: PT012 - both may refuse
        yield
        settle()


def settle() -> None:
    """Let the checks that wait for the end of the transaction happen now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def grant(post: str, measure: str, unit: str = "350591") -> AuthorityGrant:
    """What the post may decide or approve in its unit; other operations have grants of their own."""
    granted = AuthorityGrant.objects.exclude(operation="underwriting.endorse")
    return granted.get(post_id=post, unit__code=unit, measure=measure)


def approval(**over: Any) -> CaseAct:
    """Lin Xiaolan, underwriter of the middle grade, approves 2,000,000: her whole limit."""
    held = PostAssignment.objects.get(post_id="UW_UND2", unit__code="350591")
    values = {
        "subject_kind": "underwriting.proposal", "subject_id": 1, "case_ref": "underwriting.proposal:1",
        "duty": "underwriting.decide", "staff_id": held.staff_id, "assignment_id": held.pk, "post": "UW_UND2",
        "unit_id": held.unit_id, "operation": "underwriting.decide", "line": "MOTOR", "measure": "sum_insured",
        "amount": Decimal("2000000.00"), "grant_id": grant("UW_UND2", "sum_insured").pk,
        "transition": "underwriting.proposal.approve", "at": timezone.now(),
    }  # fmt: skip
    return CaseAct(**{**values, **over})


@pytest.mark.req("AUT-01")
@pytest.mark.req("AUT-02")
class TestActs:
    def test_up_to_the_limit_it_is_allowed(self) -> None:
        approval().save()
        assert CaseAct.objects.get().amount == Decimal("2000000.00")

    @pytest.mark.parametrize(
        "over",
        [
            {"amount": Decimal("2000000.01")},
            {"amount": None},
            {"measure": ""},
            {"measure": "", "amount": None},
            {"measure": "discount"},
            {"operation": "claims.approve"},
            {"grant_id": None},
            {"grant_id": 10**9},
            {"unit_id": None},
            {"unit_id": 10**9},
            {"assignment_id": None},
            {"staff_id": 10**9},
            {"at": datetime(2020, 1, 1, tzinfo=UTC)},
        ],
        ids=str,
    )
    def test_a_row_that_its_grant_does_not_cover(self, over: dict[str, Any]) -> None:
        with refused("authority"):
            approval(**over).save()

    def test_the_grant_of_somebody_else(self) -> None:
        with refused("authority"):
            approval(grant_id=grant("UW_DIR", "sum_insured").pk).save()

    def test_an_act_without_a_person_has_only_what_its_own_post_holds(self) -> None:
        nobody = {"staff_id": None, "assignment_id": None, "amount": Decimal(1)}
        for post in ("system:auto-underwriting", "ECOM", "UW_DIR", ""):
            with refused("authority"):
                approval(**nobody, post=post).save()
        with refused("authority"):
            approval(**nobody, unit_id=grant("HO_UW", "discount", "000000").unit_id).save()
        approval(**nobody).save()

    def test_a_grant_not_yet_in_force(self, grant_of: Build) -> None:
        new = grant_of("350591", "UW_UND4", "underwriting.decide", "sum_insured", "3000000")
        new.save()
        held = PostAssignment.objects.get(post_id="UW_UND2", unit__code="350591")
        give_post(held.staff, "UW_UND4", held.unit, held.period, scope=held.scope_unit)
        mine = PostAssignment.objects.get(post_id="UW_UND4")
        act = approval(assignment_id=mine.pk, post="UW_UND4", grant_id=new.pk)
        with refused("authority"):
            act.save()
        act.at += timedelta(days=1)
        act.save()

    def test_a_closed_grant_is_no_use_even_for_an_act_that_claims_to_be_older(self) -> None:
        row = grant("UW_UND2", "sum_insured")
        AuthorityGrant.objects.filter(pk=row.pk).update(effective=DateRange(row.effective.lower, timezone.localdate()))
        for days in (0, 1, 30):
            with refused("authority"):
                approval(at=timezone.now() - timedelta(days=days)).save()

    def test_a_post_that_ended(self) -> None:
        held = PostAssignment.objects.filter(post_id="UW_UND2", unit__code="350591")
        held.update(period=DateRange(held.get().period.lower, timezone.localdate()))
        with refused("authority"):
            approval().save()

    def test_who_gave_the_authority_does_not_use_it(self, grant_of: Build) -> None:
        """Pair 23 of the segregation matrix."""
        user = Staff.objects.get(login_name="linxiaolan")
        for role in ("proposed_by", "approved_by"):
            own = grant_of("350591", None, "underwriting.decide", "sum_insured", "1", staff=user, **{role: user})
            own.effective = DateRange(timezone.localdate(), timezone.localdate() + timedelta(days=2))
            own.line = "MOTOR" if role == "proposed_by" else ""
            own.save()
            with refused("authority"):
                approval(grant_id=own.pk, amount=Decimal(1)).save()


@pytest.mark.req("AUT-23")
class TestHistory:
    @pytest.mark.parametrize("people", [("proposed_by",), ("approved_by",), ("proposed_by", "approved_by")])
    def test_a_grant_or_parameter_without_two_people(self, grant_of: Build, people: tuple[str, ...]) -> None:
        nobody = dict.fromkeys(people)
        with refused("four_eyes", IntegrityError):
            grant_of("350591", "UW_UND4", "underwriting.decide", "sum_insured", "1", **nobody).save()
        two = {"proposed_by_id": 1, "approved_by_id": 2} | {f"{one}_id": None for one in people}
        with refused("four_eyes", IntegrityError):
            Parameter.objects.create(name="x", value=1, effective=DateRange(timezone.localdate(), None), **two)

    def test_one_person_in_both_roles(self, grant_of: Build) -> None:
        one = Staff.objects.get(login_name="baozhenghua")
        with refused("four_eyes", IntegrityError):
            grant_of("350591", "UW_UND4", "underwriting.decide", "sum_insured", "1", proposed_by=one).save()

    @pytest.mark.parametrize(
        "assignment",
        [
            '"limit" = "limit" + 1',
            "post_id = 'UW_UND1'",
            "line = 'MOTOR'",
            "approved_by_id = proposed_by_id",
            "letter = 'x'",
            "effective = daterange(lower(effective) - 1, upper(effective))",
            "effective = daterange(lower(effective) + 1, upper(effective))",
            "effective = daterange(lower(effective), current_date - 30)",
            "effective = 'empty'",
        ],
    )
    def test_a_grant_is_never_rewritten(self, assignment: str) -> None:
        with refused("authority"), connection.cursor() as cursor:
            cursor.execute(f"UPDATE organisation_authoritygrant SET {assignment} WHERE post_id = 'UW_UND2'")

    def test_a_grant_or_parameter_is_never_deleted(self) -> None:
        two = Staff.objects.order_by("pk")[:2]
        Parameter.objects.create(
            name="x", value=1, effective=DateRange(timezone.localdate(), None), proposed_by=two[0], approved_by=two[1]
        )
        for table in ("organisation_authoritygrant", "organisation_parameter"):
            with refused("permission denied"), connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {table}")

    def test_it_is_closed_and_not_opened_again(self) -> None:
        row, soon = grant("UW_UND2", "discount"), timezone.localdate() + timedelta(days=5)
        closing = AuthorityGrant.objects.filter(pk=row.pk)
        closing.update(effective=DateRange(row.effective.lower, soon))
        closing.update(effective=DateRange(row.effective.lower, soon - timedelta(days=1)))
        for end in (soon, None):
            with refused("authority"):
                closing.update(effective=DateRange(row.effective.lower, end))

    def test_what_has_not_begun_may_be_withdrawn(self, grant_of: Build) -> None:
        new = grant_of("350591", "UW_UND4", "underwriting.decide", "sum_insured", "1")
        new.save()
        AuthorityGrant.objects.filter(pk=new.pk).update(effective=DateRange(empty=True))
        with refused("authority"):
            AuthorityGrant.objects.filter(pk=new.pk).update(effective=DateRange(timezone.localdate(), None))

    @pytest.mark.parametrize("table", ["organisation_incompatibleduties", "organisation_postduty"])
    @pytest.mark.parametrize("attempt", ["DELETE FROM {}", "UPDATE {} SET id = id"])
    def test_the_matrix_is_not_the_applications_to_change(self, table: str, attempt: str) -> None:
        with refused("permission denied"), connection.cursor() as cursor:
            cursor.execute(attempt.format(table))


@pytest.mark.req("AUT-02")
@pytest.mark.req("AUT-03")
class TestLevels:
    """HQ → province → branch with its centres → sub-branch: nobody holds more than the level above."""

    def test_the_demo_branch_stands(self) -> None:
        settle()

    @pytest.mark.parametrize(
        ("unit", "post", "operation", "measure", "ceiling"),
        [
            ("350503", "UW_REVIEW", "underwriting.decide", "sum_insured", "10000000.00"),
            ("350591", "UW_UND4", "underwriting.decide", "sum_insured", "100000000.00"),
            ("350591", "UW_UND4", "underwriting.decide", "discount", "50.00"),
            ("350000", "PROV_UW", "claims.assess", "assessed", "1000000000.00"),
            ("350524", "CS_PRICE", "claims.assess", "assessed", "500000.00"),
            ("350593", "FN_ACC", "finance.check_payment", "amount", "500000000.00"),
        ],
    )
    def test_at_the_limit_above_and_a_cent_over(
        self, grant_of: Build, unit: str, post: str, operation: str, measure: str, ceiling: str
    ) -> None:
        with refused("authority"):
            grant_of(unit, post, operation, measure, str(Decimal(ceiling) + Decimal("0.01"))).save()
        grant_of(unit, post, operation, measure, ceiling).save()
        settle()

    def test_what_the_level_above_does_not_hold_cannot_be_passed_on(self, grant_of: Build) -> None:
        with refused("authority"):
            grant_of("350591", "UW_RI", "underwriting.cede", "sum_insured", "1").save()
        grant_of("000000", "HO_UW", "underwriting.cede", "sum_insured", "1").save()
        with refused("authority"):
            grant_of("350591", "UW_RI", "underwriting.cede", "sum_insured", "1").save()
        grant_of("350000", "PROV_UW", "underwriting.cede", "sum_insured", "1").save()
        grant_of("350591", "UW_RI", "underwriting.cede", "sum_insured", "1").save()
        settle()

    def test_the_parent_must_hold_it_on_every_day(self, grant_of: Build, today: Any) -> None:
        week = DateRange(today + timedelta(days=1), today + timedelta(days=8))
        grant_of("000000", "HO_UW", "underwriting.cede", "sum_insured", "5").save()
        grant_of("350000", "PROV_UW", "underwriting.cede", "sum_insured", "5", effective=week).save()
        longer = DateRange(week.lower, week.upper + timedelta(days=1))
        with refused("authority"):
            grant_of("350591", "UW_RI", "underwriting.cede", "sum_insured", "5", effective=longer).save()
        grant_of("350591", "UW_RI", "underwriting.cede", "sum_insured", "5", effective=week).save()
        settle()

    def test_a_limit_is_not_lowered_under_those_below(self, grant_of: Build, today: Any) -> None:
        """The province must first lower the branch; in one transaction both may change."""
        row = grant("PROV_UW", "sum_insured", "350000")
        closing = DateRange(row.effective.lower, today + timedelta(days=1))
        lower = grant_of("350000", "PROV_UW", "underwriting.decide", "sum_insured", "9000000")
        with refused("UW_DIR|authority"):
            AuthorityGrant.objects.filter(pk=row.pk).update(effective=closing)
        with refused("authority"):
            AuthorityGrant.objects.filter(pk=row.pk).update(effective=closing)
            lower.save()
        director = grant("UW_DIR", "sum_insured")
        AuthorityGrant.objects.filter(pk__in=[row.pk, director.pk]).update(effective=closing)
        lower.pk = None
        lower.save()
        grant_of("350591", "UW_DIR", "underwriting.decide", "sum_insured", "9000000").save()
        settle()

    def test_a_line_that_is_limited_above_limits_those_below(self, grant_of: Build) -> None:
        """The branch's limit for all lines is no way round the province's lower limit of one line."""
        fleet = grant_of("350000", "PROV_UW", "underwriting.decide", "sum_insured", "4000000", line="CARGO")
        with refused("authority"):
            fleet.save()
        for post in ("UW_UND3", "UW_DIR"):
            grant_of("350591", post, "underwriting.decide", "sum_insured", "4000000", line="CARGO").save()
        fleet.pk = None
        fleet.save()
        settle()

    def test_an_operation_is_granted_with_limits_or_without(self, grant_of: Build) -> None:
        with refused("authority"):
            grant_of("000000", "HO_UW", "underwriting.decide", "", "0").save()


@pytest.mark.req("AUT-07")
class TestApprovalUnderAssessment:
    def test_of_one_holder(self, grant_of: Build) -> None:
        grant_of("350592", "CS_APPR4", "claims.assess", "assessed", "1000").save()
        with refused("authority.*assessment"):
            grant_of("350592", "CS_APPR4", "claims.approve", "payable", "1000.01").save()
        grant_of("350592", "CS_APPR4", "claims.approve", "payable", "1000").save()
        settle()

    def test_of_one_line(self, grant_of: Build) -> None:
        grant_of("350592", "CS_APPR4", "claims.assess", "assessed", "1000").save()
        grant_of("350592", "CS_APPR4", "claims.assess", "assessed", "500", line="MOD").save()
        with refused("authority.*assessment"):
            grant_of("350592", "CS_APPR4", "claims.approve", "payable", "501").save()
        grant_of("350592", "CS_APPR4", "claims.approve", "payable", "500").save()
        settle()

    def test_of_one_level(self, grant_of: Build) -> None:
        with refused("authority.*assessment"):
            grant_of("350524", "CS_APPR1", "claims.approve", "payable", "8000.01").save()
        with refused("authority.*assessment"):
            grant_of("350503", "CS_APPR1", "claims.approve", "payable", "1").save()
        grant_of("350524", "CS_APPR1", "claims.approve", "payable", "8000").save()
        settle()

    def test_assessment_is_not_lowered_under_approval(self, today: Any) -> None:
        row = grant("CS_SURV", "assessed", "350582")
        with refused("authority.*assessment"):
            AuthorityGrant.objects.filter(pk=row.pk).update(effective=DateRange(row.effective.lower, today))
