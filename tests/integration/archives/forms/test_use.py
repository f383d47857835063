"""A form is used once, by the one who holds it, for one policy (domain 8.2, DC-4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from archives.models import FormLot, FormMovement
from archives.public import FormsNotThere, UnknownForm, next_serial
from archives.rules.form_places import Standing, Step
from archives.services.form_refusals import OutOfTime
from archives.tasks import ask_back, close_form_day
from core.jobs import enqueue
from core.jobs.drain import drain
from core.models import Notification
from tests.factories import forms as made
from tests.support.unchanged import nothing_changed


@pytest.mark.req("FRM-01", "FRM-03")
def test_a_used_form_is_bound_to_its_policy_and_the_next_number_follows() -> None:
    assert made.held() == [("with_user", 1, 200)]
    used = made.use(1)
    assert (used.serial, used.skipped) == ("JB0000000001", 0)
    made.use(2)
    assert made.lots(holder_id=made.clerk().staff_id) == [("used", 1, 2), ("with_user", 3, 200)]
    assert next_serial(made.SIGN, made.clerk().staff_id) == "JB0000000003"
    bound = FormMovement.objects.filter(step=Step.USE).values_list("first", "subject_number", "actor_name")
    assert list(bound) == [(1, "P1", "李珍珍"), (2, "P1", "李珍珍")]


@pytest.mark.req("FRM-01")
def test_dc4_a_form_of_somebody_else_is_refused() -> None:
    """DC-4: the clerk of Jinjiang cannot use number 33, which the clerk of Fengze holds."""
    with nothing_changed(), pytest.raises(FormsNotThere) as refused:
        made.use(33, unit=made.JINJIANG)
    assert refused.value.details == {"value": "JB0000000033", "standings": ["with_user"]}


@pytest.mark.req("FRM-01")
def test_a_number_is_never_used_twice() -> None:
    made.use(1)
    with nothing_changed(), pytest.raises(FormsNotThere):
        made.use(1)


@pytest.mark.req("FRM-01")
def test_a_number_out_of_the_series_is_refused_with_the_form_of_the_series() -> None:
    with nothing_changed(), pytest.raises(UnknownForm, match="JB and 10 digits"):
        made.use_form(made.order(made.clerk()), made.SIGN, "JB12", made.Subject())


@pytest.mark.req("FRM-01", "FRM-04")
def test_a_form_whose_time_is_over_is_not_used_and_its_holder_is_asked_to_return_it() -> None:
    later = timezone.localdate() + timedelta(days=365 * 3)
    subject = made.Subject(kind="test.policy", pk=2, number="P2")
    with nothing_changed(), pytest.raises(OutOfTime, match="out of use since"):
        made.use_form(made.order(made.clerk()), made.SIGN, "JB0000000002", subject, on=later)
    assert made.use(2).skipped == 1
    ask_back(timezone.localdate())
    assert not Notification.objects.exists()
    for _night in range(2):
        ask_back(later)
    told = Notification.objects.filter(recipient_id=made.clerk().staff_id).order_by("pk")
    assert [one.body.split(" are ")[0] for one in told] == [
        "JB0000000001 – JB0000000001",
        "JB0000000003 – JB0000000200",
    ]


@pytest.mark.req("FRM-08")
def test_skipped_lower_numbers_are_said_and_written_down() -> None:
    assert made.use(5).skipped == 4
    assert FormMovement.objects.get(step=Step.USE).skipped == 4
    assert made.held() == [("with_user", 1, 4), ("with_user", 6, 200)]


@pytest.mark.req("FRM-01")
def test_the_database_refuses_overlaps_a_second_use_and_changed_movements() -> None:
    made.use(1)
    row = FormLot.objects.get(standing=Standing.WITH_USER, holder_id=made.clerk().staff_id, form_type=made.kind())
    with pytest.raises(DatabaseError, match="formlot_no_number_twice"), transaction.atomic():
        FormLot.objects.filter(pk=row.pk).update(last=250)
    movement = FormMovement.objects.get(step=Step.USE)
    movement.pk = None
    with pytest.raises(DatabaseError, match="formmovement_used_once"), transaction.atomic():
        movement.save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        FormMovement.objects.filter(step=Step.USE).update(subject_number="P2")
    with pytest.raises(DatabaseError), transaction.atomic():
        FormMovement.objects.filter(step=Step.USE).delete()


@pytest.mark.req("FRM-01")
def test_used_forms_are_accounted_for_in_the_night_when_each_has_its_policy() -> None:
    made.use(1)
    made.use(2)
    FormLot.objects.filter(standing=Standing.USED).update(since=timezone.localdate() - timedelta(days=1))
    enqueue("archives.close_form_day", key="night", payload={})
    drain(reraise=True)
    assert close_form_day is not None
    assert made.lots(holder_id=made.clerk().staff_id)[0] == ("reconciled", 1, 2)
