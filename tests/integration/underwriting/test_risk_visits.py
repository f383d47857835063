"""Underwriting days, letters of improvements, advice, standards by four eyes (5.14, LAW-51, DUT-21 … DUT-27)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from core.clocks import at_midnight, calendar
from core.models import Notification, WorkItem
from core.workflow.refusals import Forbidden, Hidden
from organisation.models import Unit
from organisation.public import ChangeRefused, approve_change, sub_branches_of
from tests.factories.organisation import actor_at, order
from tests.factories.risk import assessment_of, filed, make_confirmed, make_major, make_signed, reasoned
from tests.factories.underwriting import FENGZE, JINJIANG, UWC
from tests.support.unchanged import nothing_changed
from underwriting.models import (
    CommitteeSeat,
    ImprovementLetter,
    Proposal,
    RiskAssessment,
    RiskGuide,
    VisitDay,
    VisitEntry,
)
from underwriting.rules import risk_visit as life
from underwriting.selectors import risk_library
from underwriting.selectors import risk_visit as visits
from underwriting.selectors.risk_facts import guide_in_force
from underwriting.services import risk_advice, risk_changes, risk_days, risk_entries, risk_letters
from underwriting.services.refusals import AgainstReport, Incomplete, InvalidEntry
from underwriting.services.risk_calendar import draft_calendar, remind_to_hand_in
from underwriting.services.risk_entries import EntryData
from underwriting.services.risk_gate import refuse_unassessed

BACK = 30


def _past(actor: Any, days: int = BACK) -> Any:
    return order(actor, at=timezone.now() - timedelta(days=days))


def _working_day(back: int) -> date:
    day = timezone.localdate() - timedelta(days=back)
    while not calendar().is_working(day):
        day += timedelta(days=1)
    return day


def _day(back: int = 5) -> VisitDay:
    unit = Unit.objects.get(code=FENGZE)
    return risk_days.plan_day(_past(actor_at("UW_DIR", UWC)), unit=unit.pk, day=_working_day(back))


@pytest.mark.req("RSK-19", "DUT-24")
def test_a_month_is_planned_for_every_sub_branch_once() -> None:
    first = (timezone.localdate().replace(day=1) + timedelta(days=40)).replace(day=1)
    director = actor_at("UW_DIR", UWC)
    made = risk_days.plan_month(order(director), first=first)
    assert {one.unit_id for one in made} == {one.pk for one in sub_branches_of(director.unit_id)}
    assert len(made) == len({one.unit_id for one in made})
    assert all(calendar().is_working(one.day) for one in made)
    assert risk_days.plan_month(order(director), first=first) == []


@pytest.mark.req("RSK-19")
def test_a_large_sub_branch_is_visited_every_two_weeks(monkeypatch: pytest.MonkeyPatch) -> None:
    large = Unit.objects.get(code=FENGZE)
    sold = {large.pk: Decimal(20_000_000), Unit.objects.get(code=JINJIANG).pk: Decimal("19999999.99")}
    monkeypatch.setattr(risk_days, "premium_of_places", lambda *_given: sold)
    first = (timezone.localdate().replace(day=1) + timedelta(days=40)).replace(day=1)
    made = risk_days.plan_month(order(actor_at("UW_DIR", UWC)), first=first)
    visits_of = Counter(one.unit.code for one in made)
    assert (visits_of[FENGZE], visits_of[JINJIANG]) == (2, 1)


def _morning(day: int) -> datetime:
    """Seven o'clock on a day of next month: nothing is planned yet for the month after."""
    first = (timezone.localdate().replace(day=1) + timedelta(days=40)).replace(day=day)
    return at_midnight(first) + timedelta(hours=7)


def _told(key: str) -> int:
    return Notification.objects.filter(key__contains=key).count()


@pytest.mark.req("RSK-19", "DUT-24")
def test_the_calendar_is_drafted_by_the_clock_and_chased_until_it_is_published() -> None:
    branch = Unit.objects.get(pk=Unit.objects.get(code=UWC).branch_id)
    places = len(sub_branches_of(branch.pk))
    assert draft_calendar(branch, _morning(19)) == 0
    assert draft_calendar(branch, _morning(20)) == places
    assert draft_calendar(branch, _morning(21)) == 0
    planners = _told("/draft")
    assert planners >= 1
    assert (draft_calendar(branch, _morning(25)), _told("/late")) == (0, 0)
    draft_calendar(branch, _morning(26))
    draft_calendar(branch, _morning(27))
    assert _told("/late") == planners
    day = VisitDay.objects.filter(state=life.PLANNED).order_by("-day")[0]
    item = WorkItem.objects.get(subject_kind=life.DAY_KIND, subject_id=day.pk, done_at=None)
    assert item.due_at == at_midnight(day.day + timedelta(days=2)) - timedelta(minutes=1)


@pytest.mark.req("RSK-19")
def test_the_sub_branch_is_told_three_working_days_before() -> None:
    day = _day(-10)
    risk_days.publish(day.pk, order(actor_at("UW_DIR", UWC)))
    early = calendar().add_working_days(day.day, -4)
    assert remind_to_hand_in(at_midnight(early)) == 0
    on = at_midnight(calendar().add_working_days(day.day, -3))
    assert (remind_to_hand_in(on), remind_to_hand_in(on)) == (1, 1)
    told = Notification.objects.filter(key=f"{life.DAY_KIND}/{day.pk}/hand-in").values_list("recipient_id", flat=True)
    assert actor_at("SUB_MGR", FENGZE).staff_id in told
    assert len(told) == len(set(told))


@pytest.mark.req("RSK-07", "RSK-10")
def test_imminent_danger_is_told_at_once_and_nothing_is_accepted_before_it_is_removed() -> None:
    found, assessor = make_major(), actor_at("UW_RISK", UWC)
    report = assessment_of(found)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        risk_letters.report_danger(report.pk, reasoned(order(assessor), "无"))
    assert refused.value.field == "reason"
    risk_letters.report_danger(report.pk, reasoned(order(assessor), "油漆仓库与充电区同室，须立即分隔"))
    letter = ImprovementLetter.objects.get(assessment=report)
    assert letter.follow_up_on == timezone.localdate() + timedelta(days=3)
    told = Notification.objects.filter(subject_kind=life.LETTER_KIND, subject_id=letter.pk)
    assert {actor_at("SUB_MGR", FENGZE).staff_id, actor_at("UW_DIR", UWC).staff_id} <= set(
        told.values_list("recipient_id", flat=True)
    )
    make_confirmed(found)
    RiskAssessment.objects.filter(pk=report.pk).update(state="closed")
    waiting = order(actor_at("UW_DIR", UWC))
    with nothing_changed(), pytest.raises(AgainstReport) as stopped:
        refuse_unassessed(Proposal.objects.get(pk=found.pk), waiting)
    assert stopped.value.details["value"] == letter.number
    seller = order(actor_at("SALES", FENGZE))
    risk_letters.deliver(letter.pk, seller, delivered_to="王厂长", delivered_on=timezone.localdate())
    risk_letters.improved(letter.pk, reasoned(order(assessor), "已分隔，复查合格"))
    refuse_unassessed(Proposal.objects.get(pk=found.pk), waiting)


@pytest.mark.req("RSK-19")
def test_a_sub_branch_sees_a_day_once_it_is_published() -> None:
    day, manager = _day(-5), actor_at("SUB_MGR", FENGZE)
    with pytest.raises(Hidden):
        visits.day_for(manager, day.pk)
    risk_days.publish(day.pk, order(actor_at("UW_DIR", UWC)))
    assert visits.day_for(manager, day.pk).pk == day.pk
    with pytest.raises(Hidden):
        visits.day_for(actor_at("SUB_MGR", JINJIANG), day.pk)


@pytest.mark.req("RSK-19")
def test_a_day_is_closed_with_two_visits_twenty_files_and_its_minutes() -> None:
    day, assessor = _day(), actor_at("UW_RISK", UWC)
    numbers = filed(20)
    rows = [EntryData(kind="visit", text="消防设施完好") for _place in range(2)]
    rows += [EntryData(kind="file", number=number) for number in numbers[:19]]
    risk_entries.record(day.pk, order(assessor), entries=dict(enumerate(rows)))
    with nothing_changed(), pytest.raises(Incomplete):
        risk_days.hold(day.pk, order(assessor), attendance="全体", minutes="纪要")
    risk_entries.record(day.pk, order(assessor), entries={0: EntryData(kind="file", number=numbers[19])})
    with nothing_changed(), pytest.raises(Incomplete):
        risk_days.hold(day.pk, order(assessor), attendance="全体", minutes=" ")
    held = risk_days.hold(day.pk, order(assessor), attendance="全体", minutes="纪要", training="风险识别", trained=9)
    assert (held.state, held.trained) == (life.HELD, 9)


@pytest.mark.req("RSK-19")
def test_a_day_is_postponed_by_ten_days_at_most() -> None:
    day, director = _day(-3), actor_at("UW_DIR", UWC)
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_days.postpone(day.pk, reasoned(order(director), "台风"), new_day=day.day + timedelta(days=11))
    later = next(
        day.day + timedelta(days=n) for n in range(1, 10) if calendar().is_working(day.day + timedelta(days=n))
    )
    handed_in = {"kind": "case", "number": filed(1)[0], "text": "老厂房消防改造"}
    risk_entries.submit_case(day.pk, order(actor_at("SUB_MGR", FENGZE)), **handed_in)
    assert risk_days.postpone(day.pk, reasoned(order(director), "台风"), new_day=later).state == life.POSTPONED
    again = VisitDay.objects.get(replaces=day)
    assert again.day == later
    kept = [(entry.day_id, entry.text) for entry in VisitEntry.objects.order_by("pk")]
    assert kept == [(day.pk, "老厂房消防改造"), (again.pk, "老厂房消防改造")]


@pytest.mark.req("RSK-19")
def test_issues_are_settled_before_the_day_is_closed_and_counted() -> None:
    day, assessor, manager = _day(), actor_at("UW_RISK", UWC), actor_at("SUB_MGR", FENGZE)
    risk_days.raise_issue(day.pk, order(assessor), text="补拍照片", owner=manager.staff_id)
    assert Notification.objects.filter(recipient_id=manager.staff_id).count() == 1
    VisitDay.objects.filter(pk=day.pk).update(state=life.HELD)
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_days.close(day.pk, order(assessor))
    risk_days.settle_issue(day.pk, reasoned(order(manager), "已补拍"), issue=day.issues.get().pk)
    assert risk_days.close(day.pk, order(assessor)).state == life.ISSUES_CLOSED
    today = timezone.localdate()
    found = visits.figures(assessor, today - timedelta(days=60), today, 30)
    assert (found.due, found.held, found.issues, found.closed_in_time) == (1, 1, 1, 1)


@pytest.mark.req("RSK-24", "DUT-24")
def test_a_letter_is_delivered_checked_and_what_is_not_improved_reaches_the_underwriters() -> None:
    assessor, manager = actor_at("UW_RISK", UWC), actor_at("SUB_MGR", FENGZE)
    signed = make_signed(make_major())
    letter = risk_letters.write_letter(order(assessor), assessment=signed.pk, hazards="疏散通道堵塞")
    today = timezone.localdate()
    assert letter.follow_up_on == today + timedelta(days=30)
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_letters.deliver(letter.pk, order(manager), delivered_to="王总", delivered_on=today + timedelta(days=1))
    risk_letters.deliver(letter.pk, order(manager), delivered_to="王总", delivered_on=today)
    risk_letters.give_time(letter.pk, reasoned(order(assessor), "正在清理"), follow_up_on=today + timedelta(days=60))
    waiting = WorkItem.objects.get(subject_id=letter.pk, queue=life.CHECK_QUEUE, done_at=None)
    assert timezone.localdate(waiting.due_at) == today + timedelta(days=60)
    with nothing_changed(), pytest.raises(InvalidEntry) as again:
        risk_letters.give_time(letter.pk, reasoned(order(assessor), "再等等"), follow_up_on=today + timedelta(days=90))
    assert again.value.field == "follow_up_on"
    done = risk_letters.not_improved(letter.pk, reasoned(order(assessor), "仍未清理"))
    assert done.state == life.NOT_DONE
    assert done.result.splitlines() == [f"{today} 蔡文彬：正在清理", f"{today} 蔡文彬：仍未清理"]
    underwriter = actor_at("UW_UND3", UWC)
    assert Notification.objects.filter(recipient_id=underwriter.staff_id, subject_id=letter.pk).count() == 1
    assert WorkItem.objects.filter(subject_id=letter.pk, queue=life.SAFETY_QUEUE, done_at=None).count() == 1
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_letters.decide_unsafe(letter.pk, reasoned(order(underwriter), "加费"), consequence="")
    decided = risk_letters.decide_unsafe(letter.pk, reasoned(order(underwriter), "加费20%"), consequence="premium")
    assert (decided.state, decided.consequence) == (life.DECIDED, "premium")
    assert not WorkItem.objects.filter(subject_kind=life.LETTER_KIND, subject_id=letter.pk, done_at=None).exists()


@pytest.mark.req("DUT-21", "DUT-23")
def test_the_archive_of_an_insured_holds_what_was_found_and_stays_in_scope() -> None:
    found = make_confirmed(make_major())
    archive = risk_library.archive_of(actor_at("UW_RISK", UWC), found.party_id)
    assert [one.pk for one in archive.assessments] == [found.pk]
    with pytest.raises(Hidden):
        risk_library.archive_of(actor_at("SUB_MGR", JINJIANG), found.party_id)
    today = timezone.localdate()
    rows = risk_library.analysis(actor_at("UW_RISK", UWC), today - timedelta(days=1), today)
    assert [(one.line, one.assessed, one.score) for one in rows] == [("MOTOR", 1, Decimal("100.0"))]


@pytest.mark.req("DUT-25")
def test_a_question_of_the_sub_branch_gets_its_advice_from_the_centre() -> None:
    seller, assessor = actor_at("SALES", FENGZE), actor_at("UW_RISK", UWC)
    asked = risk_advice.ask(order(seller), title="锂电池仓储", text="能否承保？")
    with nothing_changed(), pytest.raises(Forbidden):
        risk_advice.answer_question(asked.pk, order(seller), answer="可以")
    assert risk_advice.answer_question(asked.pk, order(assessor), answer="须有独立防火分区").answered_by == "蔡文彬"


@pytest.mark.req("DUT-26")
def test_a_new_version_of_a_guide_needs_two_people_and_leaves_signed_reports_alone() -> None:
    signed = make_signed(make_major())
    held = guide_in_force("PRC", timezone.localdate())
    assert held is not None
    data = {**held.data, "sections": [dict(one) for one in held.data["sections"]]}
    data["sections"][0]["weight"] = "12"
    tomorrow = timezone.localdate() + timedelta(days=1)
    proposer = reasoned(order(actor_at("UW_RISK", UWC)), "调整权重")
    with nothing_changed(), pytest.raises(ChangeRefused):
        risk_changes.propose_guide(proposer, code="PROPERTY", data=data, effective_on=tomorrow)
    data["sections"][1]["weight"] = "13"
    change = risk_changes.propose_guide(
        reasoned(order(actor_at("UW_RISK", UWC)), "调整权重"), code="PROPERTY", data=data, effective_on=tomorrow
    )
    approve_change(change.pk, reasoned(order(actor_at("UW_DIR", UWC)), "同意"))
    assert guide_in_force("PRC", timezone.localdate()) == held
    later = guide_in_force("PRC", tomorrow)
    assert later is not None
    assert (later.data["sections"][0]["weight"], later.proposed_by_id) == ("12", actor_at("UW_RISK", UWC).staff_id)
    signed.refresh_from_db()
    assert signed.guide == RiskGuide.objects.get(code="MOTOR")


@pytest.mark.req("RSK-18")
def test_a_board_has_an_odd_number_of_at_least_five_members() -> None:
    seats = list(CommitteeSeat.objects.filter(board="committee").order_by("pk"))
    people = [seat.staff_id for seat in seats]
    tomorrow = timezone.localdate() + timedelta(days=1)
    proposer = reasoned(order(actor_at("UW_RISK", UWC)), "换届")
    with nothing_changed(), pytest.raises(ChangeRefused):
        risk_changes.propose_board(
            proposer, board="committee", chair=people[0], members=people[:6], effective_on=tomorrow
        )
    change = risk_changes.propose_board(
        replace(proposer, key=order(proposer.actor).key),
        board="committee",
        chair=people[0],
        members=people[:5],
        effective_on=tomorrow,
    )
    approve_change(change.pk, reasoned(order(actor_at("UW_DIR", UWC)), "同意"))
    now = CommitteeSeat.objects.filter(board="committee", effective__contains=tomorrow)
    assert set(now.values_list("staff_id", flat=True)) == set(people[:5])


@pytest.mark.req("RSK-19")
def test_a_day_that_nobody_can_mean_is_refused_at_its_field() -> None:
    director, unit = actor_at("UW_DIR", UWC), Unit.objects.get(code=FENGZE)
    far = date(timezone.localdate().year + 2, 3, 1)
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        risk_days.plan_day(order(director), unit=unit.pk, day=far + timedelta(days=(7 - far.weekday()) % 7))
    assert refused.value.field == "day"
