"""Two people want the same printed form at the same instant."""

from __future__ import annotations

import pytest
from django.db import transaction

from archives.models import FormMovement
from archives.rules import form_slip
from archives.rules.form_places import Step
from tests.factories import forms as made
from tests.factories.organisation import actor_at
from tests.support.races import names, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def branch(working_branch: None) -> None:
    """Units, people, authority, rules, open books."""


def _use(number: int, subject: int) -> None:
    with transaction.atomic():
        made.use(number, subject=subject)


@pytest.mark.req("FRM-01")
def test_the_same_serial_is_used_once_by_two_windows_of_one_clerk() -> None:
    outcomes = together(*(lambda n=n: _use(1, n) for n in range(4)))
    assert names(outcomes) == ["FormsNotThere"] * 3 + ["done"]
    assert FormMovement.objects.filter(step=Step.USE).count() == 1
    assert made.held() == [("with_user", 2, 200)]


@pytest.mark.req("FRM-01")
def test_different_serials_of_one_hand_do_not_lose_each_other() -> None:
    assert names(together(*(lambda n=n: _use(n, n) for n in range(1, 9)))) == ["done"] * 8
    assert made.lots(holder_id=made.clerk().staff_id) == [("used", 1, 8), ("with_user", 9, 200)]


@pytest.mark.req("FRM-01")
def test_return_and_use_that_cross_leave_the_form_in_one_place() -> None:
    paper = made.slip(form_slip.RETURN, 1, 50, actor=made.clerk())
    outcomes = together(lambda: made.sign(paper, made.keeper()), lambda: _use(20, 1))
    assert names(outcomes) == ["FormsNotThere", "done"]
    used = FormMovement.objects.filter(step=Step.USE).count()
    assert made.lots(holder_id=made.clerk().staff_id)[0] == (("with_user", 1, 19) if used else ("with_user", 51, 200))


@pytest.mark.req("FRM-01")
def test_two_keepers_issue_the_same_numbers_once() -> None:
    clerk = actor_at("SALES", made.FENGZE).staff_id
    calls = [lambda: made.slip(form_slip.ISSUE, 201, 10, actor=made.keeper(), person_id=clerk) for _ in range(3)]
    assert names(together(*calls)) == ["FormsNotThere", "FormsNotThere", "done"]
