"""Two acts of one person on two objects of one case, at the same instant."""

from __future__ import annotations

from threading import Event
from time import monotonic, sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from core.models import CaseAct
from organisation.models import PostAssignment
from tests.factories.organisation import make_branch
from tests.support.races import names, together

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 10


def act(duty: str, subject_id: int, *, staff_id: int, case: str = "claims.report:1") -> None:
    CaseAct.objects.create(
        subject_kind="claims.task", subject_id=subject_id, case_ref=case, duty=duty, staff_id=staff_id,
        transition="test", at=timezone.now(),
    )  # fmt: skip


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database()))"
        )
        return bool(cursor.fetchone()[0])


def race(second: tuple[str, str, int], staff_id: int) -> list[str]:
    """The first act (assessment) is committed only after the second one waits for it, or was done without waiting."""
    first_is_in, second_is_done = Event(), Event()

    def assess() -> None:
        with transaction.atomic():
            act("claims.survey", 1, staff_id=staff_id)
            first_is_in.set()
            deadline = monotonic() + PATIENCE
            while not (second_is_done.is_set() or somebody_waits()) and monotonic() < deadline:
                sleep(0.01)

    def follow() -> None:
        assert first_is_in.wait(PATIENCE)
        duty, case, person = second
        try:
            act(duty, 2, staff_id=person, case=case)
        finally:
            second_is_done.set()

    return names(together(assess, follow))


@pytest.fixture
def people() -> list[int]:
    make_branch()
    return list(PostAssignment.objects.filter(post_id="CS_SURV").values_list("staff_id", flat=True)[:2])


@pytest.mark.req("AUT-23")
def test_the_second_act_waits_for_the_first_and_is_refused(people: list[int]) -> None:
    second = ("claims.calculate", "claims.report:1", people[0])
    assert race(second, people[0]) == ["ProgrammingError", "done"]
    assert list(CaseAct.objects.values_list("duty", flat=True)) == ["claims.survey"]


@pytest.mark.parametrize(
    "other", [("claims.calculate", "claims.report:1", 1), ("claims.calculate", "claims.report:2", 0)]
)
def test_another_person_and_another_case_do_not_wait(people: list[int], other: tuple[str, str, int]) -> None:
    duty, case, nth = other
    assert race((duty, case, people[nth]), people[0]) == ["done", "done"]
    assert CaseAct.objects.count() == 2
