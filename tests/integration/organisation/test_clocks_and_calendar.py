"""Deadlines and the working calendar are changed by four eyes; what runs keeps what it began with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core import clocks
from core.models import CalendarDay, ClockRule
from core.rules.working_time import Measure
from core.workflow.command import Command
from core.workflow.refusals import Forbidden, SegregationConflict
from organisation.actors import PostActor
from organisation.models import ControlChange
from organisation.selectors import versions
from organisation.selectors.clock_rules import versions_of
from organisation.services import changes
from organisation.services.calendar import CalendarRefused, DayWanted, propose_days, read_days
from organisation.services.changes import AlreadyProposed, ChangedMeanwhile, NothingChanges, TooEarly
from organisation.services.clock_rules import ClockRefused, propose_clock
from tests.factories.organisation import actor_at, make_branch, order
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
CODE = "claims.calculate"


@pytest.fixture(autouse=True)
def branch() -> None:
    make_branch()
    call_command("load_reference", verbosity=0)
    clocks.forget()


def at(actor: PostActor, **over: Any) -> Command:
    return order(actor, **{"reason": "The guide changed", **over})


def proposer() -> PostActor:
    return actor_at("OPS_MGR", "350594")


def manager() -> PostActor:
    return actor_at("BR_MGR", "350500")


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def clock(amount: int = 2, *, days: int = 1, measure: str = "working_days", by: Any = None) -> ControlChange:
    actor = by or proposer()
    return propose_clock(
        at(actor), code=CODE, home_unit_id=actor.scope_unit_id, amount=amount, measure=measure, roll=False,
        source="B14", effective_on=in_days(days),
    )  # fmt: skip


def rule_on(days: int) -> tuple[int, int]:
    clocks.forget()
    found = clocks.rule(CODE, in_days(days))
    return found.deadline.amount, found.id


def next_weekday(weekday: int) -> date:
    start = in_days(3)
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def days(*wanted: DayWanted, by: PostActor | None = None) -> ControlChange:
    actor = by or proposer()
    return propose_days(at(actor), days=wanted, home_unit_id=actor.scope_unit_id)


def test_a_deadline_changes_from_its_day_and_running_work_keeps_its_version():
    first, frozen = rule_on(0)
    changes.approve_change(clock().pk, at(manager()))

    assert [rule_on(day)[0] for day in (-30, 0, 1, 365)] == [3, 3, 2, 2]
    assert first == 3
    assert ClockRule.objects.get(pk=frozen).amount == 3
    assert clocks.rule(CODE, in_days(1)).deadline.measure is Measure.WORKING_DAYS


def test_a_deadline_is_refused_to_its_proposer_and_to_others():
    change = clock(by=actor_at("CS_DIR", "350592"))
    with nothing_changed(), pytest.raises(Forbidden):
        changes.approve_change(change.pk, at(actor_at("CS_DIR", "350592")))
    with nothing_changed(), pytest.raises(Forbidden):
        clock(by=actor_at("CS_ADJ", "350592"))
    with nothing_changed(), pytest.raises(AlreadyProposed):
        clock(5)


@pytest.mark.parametrize(("amount", "measure", "field"), [(0, "working_days", "amount"), (3, "moons", "measure")])
def test_an_impossible_deadline_is_refused_at_its_field(amount, measure, field):
    with nothing_changed(), pytest.raises(ClockRefused) as caught:
        clock(amount, measure=measure)
    assert caught.value.field == field


def test_the_same_deadline_and_a_deadline_of_today_are_refused():
    with nothing_changed(), pytest.raises(NothingChanges):
        clock(3)
    with nothing_changed(), pytest.raises(TooEarly):
        clock(days=0)


def test_a_rejected_deadline_leaves_nothing():
    before = [(row.pk, row.amount) for row in versions_of(CODE)]
    changes.reject_change(clock().pk, at(manager()))
    assert [(row.pk, row.amount) for row in versions_of(CODE)] == before


def test_a_deadline_changed_meanwhile_is_compared():
    change = clock(days=5)
    versions.cut(versions_of(CODE)[-1], in_days(2))
    with nothing_changed(), pytest.raises(ChangedMeanwhile, match="3 working days"):
        changes.approve_change(change.pk, at(manager()))


def test_the_database_keeps_the_versions_of_deadlines():
    held = versions_of(CODE)[-1]
    attempts = (
        f"UPDATE core_clockrule SET amount = 99 WHERE id = {held.pk}",
        f"UPDATE core_clockrule SET effective = '[2006-01-01,)' WHERE id = {held.pk}",
        f"DELETE FROM core_clockrule WHERE id = {held.pk}",
    )
    for attempt in attempts:
        with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attempt)


@pytest.mark.req("PLT-12")
def test_a_make_up_day_is_worked_and_a_holiday_is_not():
    saturday, monday = next_weekday(5), next_weekday(0)
    year = saturday.year
    wanted = [DayWanted(day=saturday, working=True, name="Make-up day")]
    if monday.year == year:
        wanted.append(DayWanted(day=monday, working=False, name="Holiday"))
    change = days(*wanted)
    clocks.forget()
    assert not clocks.calendar().is_working(saturday)

    changes.approve_change(change.pk, at(manager()))
    clocks.forget()

    assert clocks.calendar().is_working(saturday)
    assert clocks.calendar().is_working(monday) is (monday.year != year)
    assert CalendarDay.objects.get(day=saturday).name == "Make-up day"


@pytest.mark.req("PLT-12")
def test_days_gone_by_and_days_of_two_years_are_refused():
    today = DayWanted(day=in_days(0), working=True)
    with nothing_changed(), pytest.raises(TooEarly):
        days(today)
    year = timezone.localdate().year
    two = (DayWanted(day=date(year + 1, 5, 1), working=False), DayWanted(day=date(year + 2, 5, 1), working=False))
    with nothing_changed(), pytest.raises(CalendarRefused):
        days(*two)
    with nothing_changed(), pytest.raises(CalendarRefused):
        days()


def test_a_calendar_change_is_not_approved_by_its_proposer():
    change = days(DayWanted(day=next_weekday(5), working=True))
    with nothing_changed(), pytest.raises((SegregationConflict, Forbidden)):
        changes.approve_change(change.pk, at(proposer()))
    with nothing_changed(), pytest.raises(AlreadyProposed):
        days(DayWanted(day=next_weekday(5), working=True))


def test_days_changed_meanwhile_are_compared():
    saturday = next_weekday(5)
    change = days(DayWanted(day=saturday, working=True))
    CalendarDay.objects.create(day=saturday, working=False, name="Fair")
    with nothing_changed(), pytest.raises(ChangedMeanwhile, match="Fair"):
        changes.approve_change(change.pk, at(manager()))


def test_a_pasted_year_is_read_and_its_faults_are_named_by_line():
    good = "日期,安排,名称\n2027-01-01,休,元旦\n2027/01/03\t班\t调休\n"
    text = good + "2027-13-01,休,x\n2027-01-04,maybe,x\n\n2027-01-01,休,again"
    found = read_days(text)
    assert [(one.day.isoformat(), one.working, one.name) for one in found.days] == [
        ("2027-01-01", False, "again"),
        ("2027-01-03", True, "调休"),
    ]
    assert [line for line, _message in found.errors] == [4, 5, 7]
