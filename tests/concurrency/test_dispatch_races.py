"""Dispatch by several hands at once: every task has one surveyor, who is on duty and knows of it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from claims.models import DutyShift, SurveyTask
from claims.services import dispatch, roster
from claims.services.refusals import NoSurveyor
from claims.tasks import _assign_wave
from core.models import WorkItem
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from tests.support.races import names, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("HOT-02")]


@pytest.fixture(autouse=True)
def branch(working_branch: None) -> None:
    """Units, people, authority, rules, open books."""


def dispatcher() -> Any:
    return actor_at("CS_DISP", made.HOTLINE)


def others(task: SurveyTask) -> list[Any]:
    """Surveyors of the centre to whom the task was not given."""
    held = [actor_at("CS_SURV", made.CENTRE, nth=n) for n in range(3)]
    return [one for one in held if one.staff_id != task.surveyor_id]


def one_item_of(task: SurveyTask) -> WorkItem:
    return WorkItem.objects.get(subject_kind="claims.task", subject_id=task.pk, done_at=None)


def wave() -> int:
    """What the queue does, in a transaction of its own."""
    with transaction.atomic():
        waiting = dispatch.waiting_tasks(50)
        return sum(_assign_wave(branch_id, tasks) for branch_id, tasks in waiting.items())


def test_two_dispatchers_send_the_same_task_from_the_same_page() -> None:
    task = made.make_assigned(covers=[])
    first, second = others(task)
    send = partial(dispatch.send, task.pk)
    outcomes = together(
        partial(send, order(dispatcher(), version=task.version, reason="a"), surveyor_id=first.staff_id),
        partial(send, order(dispatcher(), version=task.version, reason="b"), surveyor_id=second.staff_id),
    )
    assert names(outcomes) == ["Stale", "done"]
    now = SurveyTask.objects.get()
    assert (now.surveyor_id, now.dispatch_note) in {(first.staff_id, "a"), (second.staff_id, "b")}
    assert one_item_of(now).assignee_id == now.surveyor_id


def test_accepting_while_it_is_sent_to_another() -> None:
    task = made.make_assigned(covers=[])
    old, new = made.surveyor_of(task), others(task)[0]
    outcomes = together(
        partial(dispatch.take, task.pk, order(old)),
        partial(dispatch.send, task.pk, order(dispatcher(), reason="heavy loss"), surveyor_id=new.staff_id),
    )
    assert names(outcomes) in (["NotYourTask", "done"], ["Forbidden", "done"], ["Hidden", "done"], ["done", "done"])
    now = SurveyTask.objects.get()
    assert (now.state, now.surveyor_id, now.accepted_at) == ("assigned", new.staff_id, None)
    assert one_item_of(now).assignee_id == new.staff_id


def test_two_waves_give_each_task_once_and_overload_nobody() -> None:
    for n in range(12):
        made.make_report(covers=[], plate=f"闽C0{n:04d}", at=timezone.now())
    DutyShift.objects.exclude(unit__code=made.CENTRE).delete()
    outcomes = together(wave, wave)
    assert sum(outcomes) + wave() == 12
    tasks = list(SurveyTask.objects.all())
    assert {task.state for task in tasks} == {"assigned"}
    assert {task.waves for task in tasks} == {1}
    held = [task.surveyor_id for task in tasks]
    assert max(held.count(one) for one in set(held)) <= 8
    assert all(one_item_of(task).assignee_id == task.surveyor_id for task in tasks)


def test_a_surveyor_goes_off_duty_while_the_wave_runs() -> None:
    task = made.make_report(covers=[], at=timezone.now()).tasks.get()
    leaving = DutyShift.objects.get(staff__name="刘朝晖")  # the nearest
    now = timezone.now()
    away = {"away_from": now - timedelta(hours=1), "away_until": now + timedelta(hours=8)}
    outcomes = together(
        wave, partial(roster.enter_absence, leaving.pk, order(dispatcher(), reason="急病", at=now), **away)
    )
    assert names(outcomes) == ["done", "done"]
    wave()
    task.refresh_from_db()
    assert task.state == "assigned"
    assert task.surveyor_id != leaving.staff_id


def test_the_same_person_is_planned_once() -> None:
    held = actor_at("CS_SURV", made.CENTRE)
    DutyShift.objects.filter(staff_id=held.staff_id).delete()
    now = timezone.now()
    data = roster.ShiftData(
        place_unit_id=held.unit_id, begins=now, ends=now + timedelta(hours=8), specialities=("vehicle",)
    )
    plan = partial(roster.plan_shift, staff_id=held.staff_id, data=data)
    outcomes = together(partial(plan, order(dispatcher())), partial(plan, order(dispatcher())))
    assert names(outcomes) == ["InvalidEntry", "done"]
    assert DutyShift.objects.filter(staff_id=held.staff_id).count() == 1


def test_nobody_left_is_said() -> None:
    task = made.make_report(covers=[]).tasks.get()
    DutyShift.objects.all().delete()
    assert wave() == 0
    with pytest.raises(NoSurveyor):
        dispatch.assign(task.pk, order(made.dispatcher(task.unit_id)))
