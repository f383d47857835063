"""The thirty pairs of incompatible duties (domain 3.3): at the post level and at the case level, in the database and in
the service."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from core.models import CaseAct
from organisation.actors import PostActor, actor_of
from organisation.models import IncompatibleDuties, Post, PostAssignment, PostDuty, Staff, Unit, UnitKind
from organisation.reference.loaders import FOLDER
from tests.factories.organisation import give_post
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db

OPEN = DateRange(date(2024, 1, 1), None)
with (FOLDER / "segregation.csv").open(encoding="utf-8") as file:
    MATRIX = [(int(row["number"]), row["level"], row["first"], row["second"]) for row in csv.DictReader(file)]
IN_ONE_PERSON = [row for row in MATRIX if row[1] == "user"]
# Posts of the catalogue that the domain names, row by row.
NAMED = [
    (1, "UW_UND2", "CS_APPR1"), (1, "UW_DIR", "CS_PRICE"), (1, "HO_UW", "CS_DIR"), (1, "PROV_UW", "PROV_CLAIMS"),
    (2, "UW_ISSUE", "FN_ACC"), (2, "SALES", "FN_CHECK"), (2, "CS_ADJ", "FN_POST"), (2, "CS_SURV", "FN_POSTED"),
    (3, "SALES", "UW_REVIEW"), (3, "SALES", "UW_UND1"), (3, "SALES", "UW_UND4"),
    (7, "CS_AGENT", "CS_SURV"), (7, "CS_DISP", "CS_SURV"),
    (10, "CS_ADJ", "CS_APPR1"), (10, "CS_ADJ", "CS_APPR4"),
    (11, "CS_APPR2", "FN_TREAS"), (11, "CS_APPR1", "FN_CASH"), (11, "CS_DIR", "FN_CHECK"),
    (15, "FN_ACC", "FN_CHECK"),
    (17, "FN_CASH", "FN_CHECK"), (17, "SUB_CASH", "FN_CHECK"), (17, "SUB_CASH", "FN_POST"), (17, "FN_CASH", "FN_ACC"),
    (17, "FN_CASH", "FN_POSTED"), (17, "FN_CASH", "FN_RPT"),
    (18, "FN_SEAL_A", "FN_SEAL_B"), (18, "FN_POSTED", "FN_SEAL_B"),
    (19, "FN_CASH", "FN_CHECK"), (19, "FN_CASH", "FN_SEAL_A"), (19, "FN_CASH", "FN_SEAL_B"),
    (20, "SUB_DOC", "UW_ISSUE"), (20, "FN_DOC", "SALES"),
    (25, "IT_ADMIN", "SEC_ADMIN"),
]  # fmt: skip
COMPATIBLE = [
    ("UW_ISSUE", "UW_REVIEW"), ("UW_REVIEW", "UW_UND1"), ("CS_SURV", "CS_PRICE"), ("CS_SURV", "CS_ADJ"),
    ("CS_PRICE", "CS_APPR1"), ("FN_ACC", "FN_POST"), ("UW_INFO", "UW_RI"), ("SUB_MGR", "SUB_RP"),
]  # fmt: skip


@pytest.fixture
def unit() -> Unit:
    return Unit.objects.create(code="T1", name="丰泽支公司", kind=UnitKind.HEAD_OFFICE)


@pytest.fixture
def people() -> tuple[Staff, Staff]:
    return (
        Staff.objects.create(login_name="one", name="甲", employee_number="T1"),
        Staff.objects.create(login_name="two", name="乙", employee_number="T2"),
    )


def give(staff: Staff, post: str, unit: Unit, period: DateRange = OPEN) -> PostAssignment:
    return give_post(staff, post, unit, period)


def cannot_hold(staff: Staff, post: str, unit: Unit, period: DateRange = OPEN) -> None:
    with nothing_changed(), pytest.raises(DatabaseError, match="segregation"), transaction.atomic():
        give(staff, post, unit, period)


def with_duty(code: str, duty: str) -> str:
    Post.objects.create(code=code, name=code, name_en=code, department="BR")
    PostDuty.objects.create(post_id=code, duty=duty)
    return code


def test_every_row_of_the_matrix_is_there() -> None:
    assert {number for number, *_rest in MATRIX} == set(range(1, 31))
    assert {*IncompatibleDuties.objects.values_list("number", "level", "first", "second")} == {*MATRIX}


@pytest.mark.req("ORG-26")
@pytest.mark.parametrize(("number", "level", "first", "second"), IN_ONE_PERSON)
def test_two_posts_that_one_person_never_holds(
    number: int, level: str, first: str, second: str, unit: Unit, people: tuple[Staff, Staff]
) -> None:
    one, other = with_duty("T_ONE", first), with_duty("T_TWO", second)
    for staff, given, wanted in zip(people, (one, other), (other, one), strict=True):
        held = give(staff, given, unit)
        cannot_hold(staff, wanted, unit)
        cannot_hold(staff, wanted, unit, DateRange(date(2026, 1, 1), date(2026, 1, 2)))
        free = give(staff, wanted, unit, DateRange(date(2020, 1, 1), OPEN.lower))
        with nothing_changed(), pytest.raises(DatabaseError, match="segregation"), transaction.atomic():
            PostAssignment.objects.filter(pk=free.pk).update(
                period=DateRange(date(2020, 1, 1), OPEN.lower + timedelta(days=1))
            )
        assert held.period == OPEN


@pytest.mark.req("ORG-26")
@pytest.mark.parametrize(("number", "one", "other"), NAMED)
def test_the_posts_that_the_domain_names(
    number: int, one: str, other: str, unit: Unit, people: tuple[Staff, Staff]
) -> None:
    for staff, given, wanted in zip(people, (one, other), (other, one), strict=True):
        give(staff, given, unit)
        cannot_hold(staff, wanted, unit)


@pytest.mark.parametrize(("apart", "but"), [("IT_ADMIN", {"ECOM"}), ("SEC_ADMIN", {"ECOM"}), ("IA_AUD", {"ECOM"})])
def test_administrators_and_auditors_hold_no_other_post(
    apart: str, but: set[str], unit: Unit, people: tuple[Staff, Staff]
) -> None:
    """Pairs 25 and 26: every post of the catalogue; the interface of the shop on the web is held by no person."""
    give(people[0], apart, unit)
    for post in Post.objects.exclude(code__in={apart, *but}):
        cannot_hold(people[0], post.code, unit)


@pytest.mark.parametrize(("one", "other"), COMPATIBLE)
def test_posts_that_may_meet_in_one_person(one: str, other: str, unit: Unit, people: tuple[Staff, Staff]) -> None:
    """Rows of the level "case": both posts may be held, the acts are kept apart case by case."""
    give(people[0], one, unit)
    give(people[0], other, unit)


def act(duty: str, staff: Staff, case: str = "claims.report:1") -> None:
    with transaction.atomic():
        CaseAct.objects.create(
            subject_kind="claims.task", subject_id=1, case_ref=case, duty=duty, staff_id=staff.pk,
            transition="claims.task.submit", at=timezone.now(),
        )  # fmt: skip


def acting(staff: Staff, unit: Unit) -> PostActor:
    return actor_of(give(staff, "UW_INFO", unit))


@pytest.mark.req("AUT-23")
@pytest.mark.parametrize(("number", "level", "first", "second"), MATRIX)
def test_two_acts_that_one_person_never_does_on_one_case(
    number: int, level: str, first: str, second: str, unit: Unit, people: tuple[Staff, Staff]
) -> None:
    one, other = people
    for case, done, wanted in (("c:1", first, second), ("c:2", second, first)):
        act(done, one, case)
        refusal = acting(one, unit).segregation_refusal(wanted, case) if case == "c:1" else None
        assert refusal is None or refusal.code == "segregation_of_duties"
        assert (refusal is None) == (case != "c:1")
        with nothing_changed(), pytest.raises(DatabaseError, match="segregation"):
            act(wanted, one, case)
        act(wanted, other, case)
    act(second, one, "c:3")
    assert CaseAct.objects.count() == 5


def test_the_refusal_names_the_act_the_row_and_the_reason(unit: Unit, people: tuple[Staff, Staff]) -> None:
    act("claims.survey", people[0])
    refusal = acting(people[0], unit).segregation_refusal("claims.calculate", "claims.report:1")
    assert refusal is not None
    assert refusal.details["rule"] == "8"
    assert refusal.details["value"]
    assert acting(people[1], unit).segregation_refusal("claims.calculate", "claims.report:1") is None


def test_a_new_pair_holds_at_once(unit: Unit, people: tuple[Staff, Staff]) -> None:
    """Nothing of the matrix is kept between two questions."""
    actor = acting(people[0], unit)
    act("claims.survey", people[0])
    assert actor.segregation_refusal("claims.price_parts", "claims.report:1") is None
    IncompatibleDuties.objects.create(
        number=9, level="case", first="claims.price_parts", second="claims.survey", why="x"
    )
    refusal = actor.segregation_refusal("claims.price_parts", "claims.report:1")
    assert refusal is not None
    assert refusal.details["rule"] == "9"
    with nothing_changed(), pytest.raises(DatabaseError, match="segregation"):
        act("claims.price_parts", people[0])
