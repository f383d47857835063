"""Work and targets, regular meetings, appraisals: from the one who gives to the one who confirms."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from core.jobs.drain import drain
from core.models import AuditEntry, Notification, WorkItem
from core.workflow.refusals import Forbidden, Hidden
from organisation.models import Appraisal, Assignment, Meeting, Staff
from organisation.rules.lifecycles import appraisal as appraisal_life
from organisation.rules.lifecycles import assignment as life
from organisation.rules.lifecycles import meeting as meeting_life
from organisation.selectors import steering as selectors
from organisation.services import appraisals, assignments, meetings
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch")]

LIN = ("UW_UND2", "350591")
DIRECTOR = ("UW_DIR", "350591")


def given(**over: Any) -> Assignment:
    today = timezone.localdate()
    values: dict[str, Any] = {
        "sort": "target",
        "title": "Loss ratio of cargo",
        "text": "Bring it down",
        "owner_id": Staff.objects.get(login_name="linxiaolan").pk,
        "first_on": today,
        "due_on": today + timedelta(days=30),
    }
    return assignments.give_work(order(actor_at(*DIRECTOR)), wanted=assignments.WorkWanted(**{**values, **over}))


@pytest.mark.req("DUT-11", "DUT-12", "DUT-50")
def test_work_is_given_done_reported_and_confirmed() -> None:
    work = given(targets={"underwriting.policies_of_day": Decimal(40)})
    lin, director = actor_at(*LIN), actor_at(*DIRECTOR)
    item = WorkItem.objects.get(subject_kind=life.KIND, done_at=None)
    assert (item.assignee_id, item.queue) == (lin.staff_id, life.DO_QUEUE)
    assert timezone.localtime(item.due_at).date() == work.due_on + timedelta(days=1)
    assert Notification.objects.get(recipient_id=lin.staff_id).subject_id == work.pk
    assignments.accept_work(work.pk, order(lin))
    work = assignments.report_progress(work.pk, order(lin), percent=40, text="Half of the clients visited")
    assert (work.percent, work.state) == (40, life.UNDER_WAY)
    assignments.report_done(work.pk, order(lin, reason="All visited"))
    item = WorkItem.objects.get(subject_kind=life.KIND, done_at=None)
    assert (item.assignee_id, item.queue) == (director.staff_id, life.CONFIRM_QUEUE)
    assignments.send_work_back(work.pk, order(director, reason="Two are missing"))
    assignments.report_done(work.pk, order(lin, reason="Now all"))
    work = assignments.confirm_work(work.pk, order(director))
    assert (work.state, work.percent) == (life.DONE, 100)
    assert [one["percent"] for one in work.progress] == [40, 100, 100, 100, 100]


@pytest.mark.req("DUT-12")
def test_only_the_owner_does_the_work_and_another_confirms_it() -> None:
    work = given()
    with nothing_changed(), pytest.raises(Forbidden, match="work of 林晓岚"):
        assignments.accept_work(work.pk, order(actor_at("UW_UND1", "350591")))
    with nothing_changed(), pytest.raises(Forbidden):
        assignments.drop_work(work.pk, order(actor_at(*LIN), reason="Not now"))
    with pytest.raises(Hidden):
        selectors.assignment_for(actor_at("UW_UND1", "350591"), work.pk)
    assert selectors.assignment_for(actor_at(*LIN), work.pk) == work


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"sort": "wish"}, "kind of work"),
        ({"text": " "}, "what is to be done"),
        ({"due_on": timezone.localdate() - timedelta(days=1)}, "due day"),
    ],
)
def test_work_without_its_words_or_day_is_refused(over: dict[str, Any], words: str) -> None:
    with nothing_changed(), pytest.raises(assignments.WorkRefused, match=words):
        given(**over)


@pytest.mark.req("DUT-53")
def test_decisions_of_a_signed_meeting_become_work_of_the_persons_named() -> None:
    director, lin = actor_at(*DIRECTOR), actor_at(*LIN)
    wanted = meetings.MeetingWanted(
        sort="underwriting", title="Weekly meeting", held_at=timezone.now(), agenda="Large risks\nCargo"
    )
    made = meetings.call_meeting(order(director), wanted=wanted)
    meetings.write_minutes(
        made.pk, order(director), attendees="陈志远、林晓岚", minutes="Both points", lessons="Ask for the survey first"
    )
    due = timezone.localdate() + timedelta(days=7)
    meetings.add_decision(made.pk, order(director), text="Visit the port", owner_id=lin.staff_id, due_on=due)
    meetings.add_decision(made.pk, order(director), text="Cargo stays as it is")
    with nothing_changed(), pytest.raises(Forbidden, match="chaired"):
        meetings.sign_minutes(made.pk, order(actor_at("CS_DIR", "350592")))
    made = meetings.sign_minutes(made.pk, order(director))
    drain(reraise=True)
    assert (made.state, made.attendees) == (meeting_life.SIGNED, ["陈志远", "林晓岚"])
    work = Assignment.objects.get()
    assert (work.owner_id, work.set_by_id, work.due_on, work.meeting_id) == (
        lin.staff_id,
        director.staff_id,
        due,
        made.pk,
    )


@pytest.mark.req("DUT-53")
def test_a_decision_names_person_and_day_or_neither() -> None:
    director = actor_at(*DIRECTOR)
    wanted = meetings.MeetingWanted(sort="underwriting", title="Weekly", held_at=timezone.now(), agenda="Cargo")
    made = meetings.call_meeting(order(director), wanted=wanted)
    meetings.write_minutes(made.pk, order(director), attendees="A", minutes="B", lessons="")
    with nothing_changed(), pytest.raises(meetings.MeetingRefused, match="both the person and the day"):
        meetings.add_decision(made.pk, order(director), text="Visit", due_on=timezone.localdate())


def appraised(**over: Any) -> Appraisal:
    values: dict[str, Any] = {
        "staff_id": Staff.objects.get(login_name="linxiaolan").pk,
        "period": "2026",
        "marks": {"duty": 90, "quality": 88, "timeliness": 92, "learning": 80, "conduct": 95},
        "text": "Sound judgement",
        "advice": "promote",
        "advice_text": "Decides as a senior would",
    }
    wanted = appraisals.AppraisalWanted(**{**values, **over})
    return appraisals.write_appraisal(order(actor_at(*DIRECTOR)), wanted=wanted)


@pytest.mark.req("DUT-20")
def test_an_appraisal_is_confirmed_above_and_read_by_the_person() -> None:
    found, manager, lin = appraised(), actor_at("BR_MGR", "350500"), actor_at(*LIN)
    assert found.score == Decimal("89.0")
    appraisals.submit_appraisal(found.pk, order(actor_at(*DIRECTOR)))
    with pytest.raises(Hidden):
        selectors.appraisal_for(lin, found.pk)
    appraisals.confirm_appraisal(found.pk, order(manager))
    assert selectors.appraisal_for(lin, found.pk) == found
    found = appraisals.read_appraisal(found.pk, order(lin))
    assert found.state == appraisal_life.KNOWN


@pytest.mark.req("DUT-20")
def test_an_appraisal_is_confidential_to_the_trail_and_to_colleagues() -> None:
    found = appraised()
    for post in ("UW_UND1", "UW_INFO"):
        with pytest.raises(Hidden):
            selectors.appraisal_for(actor_at(post, "350591"), found.pk)
    with pytest.raises(Hidden):
        selectors.appraisal_for(actor_at("CS_DIR", "350592"), found.pk)
    kept = str(list(AuditEntry.objects.filter(subject_kind=appraisal_life.KIND).values()))
    assert "Sound judgement" not in kept
    assert "promote" not in kept


@pytest.mark.req("DUT-20")
@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"marks": {"duty": 90}}, "every mark"),
        ({"advice_text": ""}, "why you advise"),
        ({"advice": "praise"}, "what you advise"),
    ],
)
def test_an_appraisal_without_marks_or_reason_is_refused(over: dict[str, Any], words: str) -> None:
    with nothing_changed(), pytest.raises(appraisals.AppraisalRefused, match=words):
        appraised(**over)


def test_the_pages_are_used_from_the_browser(settings: Any) -> None:
    settings.DEMO = True
    director = signed_in(*DIRECTOR)
    lin, today = Staff.objects.get(login_name="linxiaolan"), timezone.localdate()
    key = {"command_key": str(uuid4())}
    work = {
        "sort": "plan",
        "owner": lin.pk,
        "first_on": today,
        "due_on": today,
        "title": "Guide",
        "text": "Write it",
        "metric_1": "",
        "target_1": "7",
    }
    assert "what shall be reached" in director.post(reverse("organisation:work_new"), {**work, **key}).content.decode()
    answer = director.post(reverse("organisation:work_new"), {**work, **key, "target_1": ""})
    assert answer.headers["location"] == reverse("organisation:assignment", args=[Assignment.objects.get().pk])
    meeting = {"sort": "underwriting", "title": "Weekly", "held_at": f"{today}T09:30", "agenda": "Cargo"}
    assert (
        director.post(reverse("organisation:meeting_new"), {**meeting, "command_key": str(uuid4())}).status_code == 302
    )
    marks = {f"mark_{code}": 80 for code in appraisal_life.CRITERIA}
    sheet = {"staff": lin.pk, "period": "2026-H2", "text": "Good", "advice": "stay", **marks}
    answer = director.post(reverse("organisation:appraisal_new"), {**sheet, "command_key": str(uuid4())})
    assert answer.status_code == 302
    for made, name in (
        (Assignment.objects.get(), "assignment"),
        (Meeting.objects.get(), "meeting"),
        (Appraisal.objects.get(), "appraisal"),
    ):
        assert made.number in director.get(reverse(f"organisation:{name}s")).content.decode()
        assert director.get(reverse(f"organisation:{name}", args=[made.pk])).status_code == 200
    assert signed_in("UW_UND1", "350591").get(reverse("organisation:work_new")).status_code == 403
