"""The duty roster: planned, changed, absences, the week; and the dispatch that follows it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Absence, DutyShift, SurveyTask
from claims.selectors.wave import plan
from claims.services import dispatch, roster
from claims.services.refusals import InvalidEntry, NoSurveyor
from claims.services.roster import ShiftData
from core.jobs.drain import drain
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import Forbidden, NotPossible
from organisation.models import Unit
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.req("SUR-05", "HOT-02")


def planner() -> Any:
    return actor_at("CS_DISP", made.HOTLINE)


def surveyor(nth: int = 0) -> Any:
    return actor_at("CS_SURV", made.CENTRE, nth=nth)


def shift_of(who: Any) -> DutyShift:
    return DutyShift.objects.get(staff_id=who.staff_id)


def later(days: int, hours: int = 0) -> datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=days, hours=hours)


def data(**over: Any) -> ShiftData:
    given = {
        "place_unit_id": Unit.objects.get(code=made.FENGZE).pk,
        "begins": later(400),
        "ends": later(400, 8),
        "specialities": ("vehicle", "injury"),
    }
    return ShiftData(**(given | over))


class TestPlan:
    def test_a_shift_is_planned_and_changed(self) -> None:
        shift = roster.plan_shift(order(planner()), staff_id=surveyor().staff_id, data=data())
        assert (shift.state, shift.place, shift.unit.code) == ("planned", "丰泽支公司", made.CENTRE)
        moved = roster.change_shift(shift.pk, order(planner(), reason="换班"), data=data(ends=later(400, 12)))
        assert moved.period.upper == later(400, 12)
        with nothing_changed(), pytest.raises(ReasonMissing):
            roster.change_shift(shift.pk, order(planner()), data=data())

    @pytest.mark.parametrize(
        ("over", "field"),
        [
            ({"ends": later(399)}, "ends"),
            ({"specialities": ()}, "specialities"),
            ({"specialities": ("cooking",)}, "specialities"),
            ({"place_unit_id": 1}, "place_unit_id"),
            ({"begins": later(10), "ends": later(11)}, "begins"),
        ],
    )
    def test_what_cannot_be_planned(self, over: dict[str, Any], field: str) -> None:
        with nothing_changed(), pytest.raises(InvalidEntry) as caught:
            roster.plan_shift(order(planner()), staff_id=surveyor().staff_id, data=data(**over))
        assert caught.value.field == field

    def test_only_surveyors_and_only_planners(self) -> None:
        with nothing_changed(), pytest.raises(InvalidEntry):
            roster.plan_shift(order(planner()), staff_id=actor_at("CS_REG", made.CENTRE).staff_id, data=data())
        with nothing_changed(), pytest.raises(Forbidden):
            roster.plan_shift(order(surveyor()), staff_id=surveyor().staff_id, data=data())


class TestAbsence:
    def test_in_the_middle_the_shift_falls_into_two(self) -> None:
        shift = shift_of(surveyor())
        begins, ends = shift.period.lower, shift.period.upper
        away = {"away_from": later(5), "away_until": later(7)}
        kept = roster.enter_absence(shift.pk, order(planner(), reason="年休假"), **away)
        assert (kept.period.lower, kept.period.upper) == (begins, later(5))
        rest = DutyShift.objects.exclude(pk=shift.pk).get(staff_id=surveyor().staff_id)
        assert (rest.period.lower, rest.period.upper, rest.place) == (later(7), ends, shift.place)
        absence = Absence.objects.get()
        assert (absence.period.lower, absence.period.upper, absence.reason) == (later(5), later(7), "年休假")
        with nothing_changed(), pytest.raises(InvalidEntry):
            roster.plan_shift(
                order(planner()), staff_id=surveyor().staff_id, data=data(begins=later(5, 1), ends=later(5, 2))
            )

    def test_the_whole_shift_is_dropped(self) -> None:
        shift = shift_of(surveyor())
        away = {"away_from": shift.period.lower, "away_until": shift.period.upper}
        assert roster.enter_absence(shift.pk, order(planner(), reason="病假"), **away).state == "dropped"
        with nothing_changed(), pytest.raises(NotPossible):
            roster.enter_absence(shift.pk, order(planner(), reason="病假"), **away)

    def test_outside_the_shift(self) -> None:
        with nothing_changed(), pytest.raises(InvalidEntry):
            roster.enter_absence(
                shift_of(surveyor()).pk,
                order(planner(), reason="x"),
                away_from=later(500),
                away_until=later(501),
            )

    def test_assigned_tasks_go_to_others(self) -> None:
        task = made.make_assigned(covers=[])
        away = made.surveyor_of(task)
        until = {"away_from": later(-1), "away_until": later(1)}
        roster.enter_absence(shift_of(away).pk, order(planner(), reason="急病"), **until)
        assert SurveyTask.objects.get().state == "new"
        drain(reraise=True)
        assert SurveyTask.objects.get().surveyor_id not in {None, away.staff_id}

    def test_accepted_tasks_stay_until_the_dispatcher_decides(self) -> None:
        task = made.make_on_site(covers=[])
        away = made.surveyor_of(task)
        until = {"away_from": later(-1), "away_until": later(1)}
        roster.enter_absence(shift_of(away).pk, order(planner(), reason="急病"), **until)
        assert SurveyTask.objects.get().surveyor_id == away.staff_id


class TestWave:
    def test_a_wave_spreads_where_that_makes_customers_wait_less(self) -> None:
        """Four losses at one place: each of the people on duty nearby gets some, so that nobody waits for hours."""
        tasks = [made.make_report(covers=[], plate=f"闽C0000{n}", at=timezone.now()).tasks.get() for n in range(4)]
        drain(reraise=True)
        given = list(SurveyTask.objects.filter(pk__in=[t.pk for t in tasks]))
        assert {task.state for task in given} == {"assigned"}
        assert all("Σ4" in task.dispatch_note for task in given)
        assert len({task.surveyor_id for task in given}) > 1
        assert all(task.weighed[0]["barrier"] == "" for task in given)

    def test_load_and_suitability_hold(self) -> None:
        DutyShift.objects.exclude(staff_id=surveyor(0).staff_id).update(specialities=["injury"])
        tasks = [made.make_report(covers=[], plate=f"闽C000{n:02d}").tasks.get() for n in range(10)]
        found = plan(tasks, timezone.now())
        assert len(found) == 8
        assert {one.staff_id for one in found.values()} == {surveyor(0).staff_id}

    def test_nobody_suitable(self) -> None:
        DutyShift.objects.update(specialities=["injury"])
        task = made.make_report(covers=[]).tasks.get()
        assert plan([task], timezone.now()) == {}
        with nothing_changed(), pytest.raises(NoSurveyor):
            dispatch.assign(task.pk, order(made.dispatcher(task.unit_id)))


class TestPages:
    @pytest.fixture(autouse=True)
    def demo(self, settings: Any) -> None:
        settings.DEMO = True

    def test_the_week(self) -> None:
        roster.enter_absence(
            shift_of(surveyor()).pk, order(planner(), reason="年休假"), away_from=later(8), away_until=later(9)
        )
        page = signed_in("CS_DISP", made.HOTLINE)
        assert surveyor().name in page.get(reverse("claims:roster")).content.decode()
        shown = page.get(reverse("claims:roster"), {"from": f"{later(8):%Y-%m-%d}"}).content.decode()
        assert "年休假" in shown
        assert page.get(reverse("claims:roster"), {"from": "nonsense"}).status_code == 200
        assert page.get(reverse("claims:shifts"), {"export": "xlsx"}).status_code == 200
        assert page.get(reverse("claims:shift", args=[shift_of(surveyor(1)).pk])).status_code == 200

    def test_planning_by_form(self) -> None:
        page = signed_in("CS_DISP", made.HOTLINE)
        given = {
            "command_key": str(uuid4()), "staff_id": surveyor().staff_id, "specialities": ["vehicle"],
            "place_unit_id": Unit.objects.get(code=made.FENGZE).pk,
            "begins": f"{later(400):%Y-%m-%dT%H:%M}", "ends": f"{later(400, 8):%Y-%m-%dT%H:%M}",
        }  # fmt: skip
        assert page.post(reverse("claims:plan_shift"), given).status_code == 302
        assert page.post(reverse("claims:plan_shift"), given | {"command_key": str(uuid4())}).status_code == 200
        assert DutyShift.objects.filter(staff_id=surveyor().staff_id).count() == 2

    def test_dialogs_open(self) -> None:
        page, shift = signed_in("CS_DISP", made.HOTLINE), shift_of(surveyor(1))
        for act in ("change", "absence"):
            assert (
                page.get(reverse("core:act", args=["claims.shift", shift.pk, f"claims.shift.{act}"])).status_code == 200
            )

    def test_readers_do_not_plan(self) -> None:
        reader = signed_in("CS_REG", made.CENTRE)
        assert "Plan a shift" not in reader.get(reverse("claims:roster")).content.decode()
        assert reader.get(reverse("claims:plan_shift")).status_code == 403
        assert signed_in("CS_SURV", made.CENTRE).get(reverse("claims:roster")).status_code == 200
