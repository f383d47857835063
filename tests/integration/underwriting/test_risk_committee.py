"""The committee: papers, quorum, votes, veto, resolution that binds the decision (domain 5.13, A7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from archives.models import Document
from archives.public import documents_of, render_pdf
from archives.services.opening import open_document
from core.clocks import at_midnight, due
from core.jobs.drain import drain
from core.models import Notification, WorkItem
from core.workflow.refusals import Forbidden, NotPossible, Refusal, SegregationConflict
from organisation.models import PostAssignment
from organisation.public import actor_of, system_actor
from tests.factories.organisation import actor_at, order
from tests.factories.risk import earliest, make_called, make_confirmed, make_major, reasoned
from tests.factories.underwriting import UWC
from tests.support.printed import printed
from tests.support.unchanged import nothing_changed
from underwriting.models import Attendance, CommitteeCase, Proposal, RiskAssessment
from underwriting.rules import lifecycle
from underwriting.rules import risk_committee as life
from underwriting.services import risk_cases, risk_votes
from underwriting.services.refusals import AgainstResolution, Incomplete, InvalidEntry, NoQuorum
from underwriting.services.risk_calendar import remind_to_apply
from underwriting.services.risk_cases import MeetingData
from underwriting.services.risk_gate import (
    note_decision,
    refuse_unassessed,
    refuse_without_conditions,
    with_conditions,
)


def _member(seat: Attendance) -> object:
    held = PostAssignment.objects.filter(staff=seat.staff).select_related("staff", "unit", "scope_unit")
    return actor_of(held.order_by("pk")[0])


def _seats(case: CommitteeCase, count: int) -> list[Attendance]:
    seats = list(case.attendance.order_by("pk")[:count])
    risk_cases.attend(case.pk, order(actor_at("UW_RISK", UWC)), present=[seat.pk for seat in seats])
    return seats


def _vote(case: CommitteeCase, seat: Attendance, vote: str) -> None:
    risk_votes.cast(case.pk, reasoned(order(_member(seat)), "已审阅材料"), vote=vote)


def _resolved(*, votes: str = "agree", conditions: str = "") -> tuple[Proposal, CommitteeCase]:
    found = make_major()
    case = make_called(found)
    for seat in _seats(case, 7):
        _vote(case, seat, votes)
    done = risk_votes.resolve(case.pk, order(actor_at("UW_RISK", UWC)), conditions=conditions)
    return Proposal.objects.get(pk=found.pk), done


@pytest.mark.req("RSK-18")
def test_papers_are_out_three_working_days_before_unless_the_case_is_urgent() -> None:
    case = CommitteeCase.objects.get(assessment=make_confirmed(make_major()))
    group = actor_at("UW_RISK", UWC)
    soon = MeetingData(form="meeting", meets_at=timezone.now() + timedelta(hours=2))
    with nothing_changed(), pytest.raises(Incomplete):
        risk_cases.schedule(case.pk, order(group), data=soon)
    risk_cases.prepare(case.pk, order(group), plan="限额", cession="临分")
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        risk_cases.schedule(case.pk, order(group), data=soon)
    assert refused.value.field == "meets_at"
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_cases.schedule(case.pk, order(group), data=replace(soon, form="telephone"))
    risk_cases.prepare(case.pk, order(group), plan="限额", cession="临分", urgent=True)
    assert risk_cases.schedule(case.pk, order(group), data=replace(soon, form="telephone")).state == life.SCHEDULED


@pytest.mark.req("RSK-18", "AUT-22")
def test_seven_members_are_called_and_four_are_no_quorum() -> None:
    case = make_called(make_major())
    assert case.attendance.count() == 7
    for seat in _seats(case, 4):
        _vote(case, seat, "agree")
    with nothing_changed(), pytest.raises(NoQuorum):
        risk_votes.resolve(case.pk, order(actor_at("UW_RISK", UWC)))


@pytest.mark.req("RSK-18")
def test_a_vote_is_cast_once_by_members_who_are_there() -> None:
    case = make_called(make_major())
    first = _seats(case, 5)[0]
    _vote(case, first, "agree")
    with nothing_changed(), pytest.raises(Forbidden):
        _vote(case, first, "refuse")
    absent = case.attendance.get(pk=case.attendance.order_by("pk").last().pk)
    with nothing_changed(), pytest.raises(InvalidEntry):
        _vote(case, absent, "agree")
    with nothing_changed(), pytest.raises(Forbidden):
        risk_votes.cast(case.pk, reasoned(order(actor_at("UW_UND2", UWC)), "不是委员"), vote="agree")


@pytest.mark.req("RSK-18")
def test_the_resolution_has_number_validity_minutes_and_hands_the_proposal_on() -> None:
    found, case = _resolved()
    drain(reraise=True)
    assert (case.outcome, case.resolution) == ("agree", f"FWH-{timezone.localdate().year}-001")
    assert case.valid_until == timezone.localdate() + timedelta(days=60)
    assert found.state == lifecycle.UW_QUEUE
    assert RiskAssessment.objects.get(pk=case.assessment_id).state == "closed"
    assert Document.objects.get(subject_kind=life.CASE_KIND, subject_id=case.pk).kind == "committee_minutes"


@pytest.mark.req("RSK-18")
def test_the_minutes_say_the_quorum_and_the_count_of_votes() -> None:
    case = make_called(make_major())
    seats = _seats(case, 6)
    for seat in seats[:5]:
        _vote(case, seat, "agree")
    _vote(case, seats[5], "refuse")
    done = risk_votes.resolve(case.pk, order(actor_at("UW_RISK", UWC)))
    drain(reraise=True)
    said = printed(life.CASE_KIND, done.pk, "committee_minutes")
    assert "法定人数应到7人，至少须5人；到会有表决权6人" in said
    assert "计票结果同意5票，不同意1票；同意（含附条件）5票，通过须4票" in said


@pytest.mark.req("RSK-18")
@pytest.mark.parametrize("rows", [15, 16, 17, 18])
def test_room_for_signatures_stays_with_what_is_signed(rows: int) -> None:
    """A last page with nothing but an empty frame was signed for nothing."""
    content = {
        "title": "会议纪要", "number": "FWH-1", "facts": [("提请理由", "重大风险")] * 6,
        "sign_heads": ("主任委员", "日期"),
        "tables": [{"title": "出席与表决", "heads": ("委员", "意见"), "rows": [("甲", "同意")] * rows}],
        "texts": [("承保方案", "限额2000万元")], "result": "决议：同意",
    }  # fmt: skip
    paper = render_pdf("documents/risk_paper.html", content, document_kind="committee_minutes")
    last = "".join(PdfReader(BytesIO(paper)).pages[-1].extract_text().split())
    assert "决议：同意主任委员日期" in last


@pytest.mark.req("RSK-18")
def test_what_the_committee_refused_is_not_accepted() -> None:
    found, case = _resolved(votes="refuse")
    assert case.outcome == "refuse"
    with nothing_changed(), pytest.raises(AgainstResolution):
        refuse_unassessed(found, order(actor_at("UW_DIR", UWC)))


@pytest.mark.req("RSK-18")
def test_the_chair_may_veto_and_nobody_else() -> None:
    case = make_called(make_major())
    seats = _seats(case, 7)
    chair = next(seat for seat in seats if seat.role == "chair")
    other = next(seat for seat in seats if seat.role == "member")
    with nothing_changed(), pytest.raises(Forbidden):
        risk_votes.veto(case.pk, reasoned(order(_member(other)), "不同意"))
    for seat in seats:
        _vote(case, seat, "agree")
    risk_votes.veto(case.pk, reasoned(order(_member(chair)), "风险过于集中"))
    done = risk_votes.resolve(case.pk, order(actor_at("UW_RISK", UWC)))
    assert (done.outcome, done.vetoed_by) == ("refuse", "包正华")


@pytest.mark.req("RSK-18")
def test_a_member_who_withdraws_no_longer_counts() -> None:
    case = make_called(make_major())
    seats = _seats(case, 7)
    risk_votes.withdraw_member(case.pk, reasoned(order(_member(seats[1])), "与投保人有亲属关系"))
    now = risk_votes.standing_of(case, list(case.attendance.all()))
    assert (now.members, now.present, now.needed) == (6, 6, 5)
    with nothing_changed(), pytest.raises(Forbidden):
        _vote(case, seats[1], "agree")


@pytest.mark.req("RSK-18")
def test_a_panel_in_which_too_few_may_vote_hands_the_case_up() -> None:
    case = make_called(make_major())
    CommitteeCase.objects.filter(pk=case.pk).update(board="motor")
    group = actor_at("UW_RISK", UWC)
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_votes.hand_up(case.pk, reasoned(order(group), "委员回避"))
    barred = [seat.pk for seat in case.attendance.order_by("pk")[:4]]
    case.attendance.filter(pk__in=barred).update(no_vote="related", present=False)
    with nothing_changed(), pytest.raises(NoQuorum):
        risk_votes.resolve(case.pk, order(group))
    up = risk_votes.hand_up(case.pk, reasoned(order(group), "委员回避"))
    assert (up.state, up.board, up.attendance.count()) == (life.REFERRED, "committee", 0)
    with nothing_changed(), pytest.raises(NotPossible):
        risk_votes.hand_up(case.pk, reasoned(order(group), "委员回避"))


@pytest.mark.req("RSK-18")
def test_who_assessed_does_not_vote() -> None:
    case = make_called(make_major())
    seat = case.attendance.order_by("pk").last()
    assessor = actor_at("UW_RISK", UWC)
    Attendance.objects.filter(pk=seat.pk).update(staff_id=assessor.staff_id)
    voting = replace(assessor, permissions=assessor.permissions | {life.VOTE_RIGHT})
    with nothing_changed(), pytest.raises(SegregationConflict):
        risk_votes.cast(case.pk, reasoned(order(voting), "同意"), vote="agree")


@pytest.mark.req("RSK-18")
def test_conditions_bind_and_the_resolution_is_executed_by_the_decision() -> None:
    found, case = _resolved(votes="conditions", conditions="每次事故绝对免赔额5万元")
    with nothing_changed(), pytest.raises(AgainstResolution):
        refuse_without_conditions(found)
    assert with_conditions(found, "按约定承保") == f"按约定承保\n每次事故绝对免赔额5万元（{case.resolution}）"
    note_decision(found, order(actor_at("UW_DIR", UWC)), "approved_with_terms")
    case.refresh_from_db()
    assert (case.state, case.applied_outcome) == (life.EXECUTED, "approved_with_terms")


@pytest.mark.req("RSK-18")
def test_a_resolution_is_valid_for_its_days_only() -> None:
    found, case = _resolved()
    late = order(actor_at("UW_DIR", UWC), at=timezone.now() + timedelta(days=61))
    with nothing_changed(), pytest.raises(AgainstResolution) as refused:
        refuse_unassessed(found, late)
    assert refused.value.details["value"] == case.resolution


def _due(case: CommitteeCase) -> tuple[str, datetime]:
    return WorkItem.objects.filter(done_at=None, subject_kind=life.CASE_KIND, subject_id=case.pk).values_list(
        "queue", "due_at"
    )[0]


@pytest.mark.req("RSK-18", "DUT-18")
def test_meeting_resolution_and_look_back_have_their_own_days() -> None:
    """A7: resolution one working day after the meeting, applied ten days before it ends, looked back on after 182."""
    case = make_called(make_major())
    assert _due(case) == (life.VOTE_QUEUE, due("underwriting.committee_resolution", case.meets_at)[0])
    called = Notification.objects.filter(subject_kind=life.CASE_KIND, subject_id=case.pk)
    assert set(called.values_list("recipient_id", flat=True)) == set(case.attendance.values_list("staff_id", flat=True))
    for seat in _seats(case, 7):
        _vote(case, seat, "agree")
    done = risk_votes.resolve(case.pk, order(actor_at("UW_RISK", UWC)))
    notice = at_midnight(done.valid_until - timedelta(days=9))
    assert (done.act_by, WorkItem.objects.filter(subject_kind=life.CASE_KIND, done_at=None).count()) == (notice, 0)
    assert remind_to_apply(notice - timedelta(minutes=1)) == 0
    assert (remind_to_apply(notice), remind_to_apply(notice)) == (1, 1)
    told = Notification.objects.filter(key=f"{life.CASE_KIND}/{case.pk}/ends").values_list("recipient_id", flat=True)
    assert actor_at("UW_UND2", UWC).staff_id in told
    assert len(told) == len(set(told))
    applied = risk_votes.execute(
        case.pk, order(_system(Proposal.objects.get(assessments=case.assessment))), decision="approved"
    )
    assert _due(applied) == (life.LOOK_BACK_QUEUE, done.resolved_at + timedelta(days=182))


@pytest.mark.req("RSK-18")
def test_votes_by_circulation_are_due_in_a_day() -> None:
    case = CommitteeCase.objects.get(assessment=make_confirmed(make_major()))
    group = actor_at("UW_RISK", UWC)
    risk_cases.prepare(case.pk, order(group), plan="限额", cession="临分")
    sent = MeetingData(form="circulation", meets_at=earliest())
    called = risk_cases.schedule(case.pk, order(group), data=sent)
    end = at_midnight(timezone.localdate(sent.meets_at) + timedelta(days=2)) - timedelta(seconds=1)
    assert _due(called) == (life.VOTE_QUEUE, end)


@pytest.mark.req("RSK-18")
def test_a_resolution_on_a_proposal_is_applied_by_its_decision_only() -> None:
    _found, case = _resolved()
    with nothing_changed(), pytest.raises(NotPossible):
        risk_votes.execute(case.pk, order(actor_at("UW_DIR", UWC)), decision="unchanged")


@pytest.mark.req("RSK-18")
def test_the_look_back_waits_half_a_year() -> None:
    found, case = _resolved()
    risk_votes.execute(case.pk, order(_system(found)), decision="approved")
    group = actor_at("UW_RISK", UWC)
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_votes.look_back(case.pk, reasoned(order(group), "无损失"), judgement=life.RIGHT)
    later = replace(reasoned(order(group), "半年内无损失，意见正确"), at=timezone.now() + timedelta(days=190))
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        risk_votes.look_back(case.pk, later, judgement="")
    assert refused.value.field == "judgement"
    done = risk_votes.look_back(case.pk, later, judgement=life.RIGHT)
    assert (done.state, done.incurred, done.judgement) == (life.REVIEWED, Decimal(0), "right")


def _system(found: Proposal) -> object:
    return system_actor("auto-underwriting", unit_id=found.unit_id)


def _secretary() -> Any:
    """A second member of the working group, who did not assess the risk."""
    return replace(actor_at("UW_RISK", UWC), staff_id=actor_at("UW_UND1", UWC).staff_id)


def _by_phone() -> tuple[CommitteeCase, list[Attendance]]:
    """An urgent case: all but the last member were asked by telephone and agreed."""
    case = CommitteeCase.objects.get(assessment=make_confirmed(make_major()))
    group = actor_at("UW_RISK", UWC)
    risk_cases.prepare(case.pk, order(group), plan="限额", cession="临分", urgent=True)
    soon = MeetingData(form="telephone", meets_at=timezone.now() + timedelta(hours=2))
    case = risk_cases.schedule(case.pk, order(group), data=soon)
    seats = list(case.attendance.order_by("pk"))[:5]
    second = _secretary()
    for seat in seats:
        risk_votes.cast_by_phone(case.pk, reasoned(order(second), "电话询问，同意"), member=seat.pk, vote="agree")
    return case, seats


@pytest.mark.req("RSK-18")
def test_votes_by_telephone_count_from_the_written_confirmation_on() -> None:
    case, seats = _by_phone()
    group = actor_at("UW_RISK", UWC)
    standing = risk_votes.standing_of(case, list(case.attendance.all()))
    assert (standing.present, standing.votes) == (0, {})
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        risk_votes.resolve(case.pk, order(group))
    assert seats[0].name in str(refused.value.message)
    for seat in seats:
        risk_votes.confirm_vote(case.pk, order(_member(seat)))
    assert risk_votes.resolve(case.pk, order(group)).outcome == "agree"


@pytest.mark.req("RSK-18")
def test_a_vote_by_telephone_that_was_not_confirmed_in_time_falls_away() -> None:
    """Two working days; later the member votes anew, and only what was confirmed makes the quorum."""
    case, seats = _by_phone()
    case.attendance.update(voted_at=timezone.now() - timedelta(days=9))
    late, group = seats[0], actor_at("UW_RISK", UWC)
    with nothing_changed(), pytest.raises(InvalidEntry):
        risk_votes.confirm_vote(case.pk, order(_member(late)))
    with nothing_changed(), pytest.raises(NoQuorum):
        risk_votes.resolve(case.pk, order(group))
    _vote(case, late, "refuse")
    assert Attendance.objects.get(pk=late.pk).counts
    second = _secretary()
    again = {"member": seats[1].pk, "vote": "agree"}
    risk_votes.cast_by_phone(case.pk, reasoned(order(second), "再次电话询问"), **again)
    risk_votes.confirm_vote(case.pk, order(_member(seats[1])))
    standing = risk_votes.standing_of(case, list(case.attendance.all()))
    assert (standing.present, len(standing.votes)) == (2, 2)


def _opens(actor: Any, document: Document) -> bytes:
    return open_document(order(actor), document.pk).content[:4]


def _listed(actor: Any, case: CommitteeCase) -> list[int]:
    return [one.id for one in documents_of(life.CASE_KIND, case.pk, actor)]


@pytest.mark.req("RSK-18", "ARC-04")
def test_members_read_the_minutes_of_their_own_case_and_nobody_else_gains_anything() -> None:
    _found, case = _resolved()
    drain(reraise=True)
    desk, other = actor_at("UW_RI", UWC), actor_at("UW_UND2", UWC)
    case.attendance.filter(staff_id__in=[desk.staff_id, other.staff_id]).delete()
    mine = case.attendance.order_by("pk").last()
    assert _listed(desk, case) == []
    Attendance.objects.filter(pk=mine.pk).update(staff_id=desk.staff_id)
    paper = Document.objects.get(subject_kind=life.CASE_KIND, subject_id=case.pk)
    assert paper.confidential
    assert _opens(desk, paper) == b"%PDF"
    assert _listed(desk, case) == [paper.pk]
    with nothing_changed(), pytest.raises(Forbidden):
        _opens(other, paper)
    assert _listed(other, case) == []
    report = Document.objects.get(kind="risk_report")
    with nothing_changed(), pytest.raises(Refusal):
        _opens(desk, report)
    Attendance.objects.filter(pk=mine.pk).update(vote="", withdrew="与投保人有亲属关系")
    with nothing_changed(), pytest.raises(Forbidden):
        _opens(desk, paper)
    Attendance.objects.filter(pk=mine.pk).delete()
    assert _listed(desk, case) == []


@pytest.mark.req("RSK-18")
def test_the_minutes_are_headed_by_the_panel_that_met_and_name_the_risk() -> None:
    case = make_called(make_major())
    CommitteeCase.objects.filter(pk=case.pk).update(board="property")
    for seat in _seats(case, 7):
        _vote(case, seat, "agree")
    risk = case.assessment
    RiskAssessment.objects.filter(pk=risk.pk).update(address="泉州市丰泽区走查路1号", exposure=Decimal(27000000))
    risk.refresh_from_db()
    done = risk_votes.resolve(case.pk, order(actor_at("UW_RISK", UWC)))
    drain(reraise=True)
    said = printed(life.CASE_KIND, done.pk, "committee_minutes")
    assert "财产工程险评议组会议纪要及决议" in said
    assert "风险管理委员会" not in said
    assert "标的地址泉州市丰泽区走查路1号" in said
    assert "保险金额/责任限额27,000,000.00元" in said
    assert f"评估人{risk.assessor_name}" in said
    assert f"得分{risk.score}，等级" in said
    assert Document.objects.get(subject_kind=life.CASE_KIND, subject_id=done.pk).title == (
        "财产工程险评议组会议纪要及决议"
    )
