"""Duties that differ from so many people on, emergency overrides, the monthly report to internal audit (domain 3.3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from core.jobs.drain import drain
from core.models import CaseAct, Notification
from core.workflow.refusals import Forbidden, Refusal, SegregationConflict
from organisation.actors import system_actor
from organisation.models import ConflictReport, EmergencyOverride, IncompatibleDuties, PostAssignment, Staff, Unit
from organisation.rules.lifecycles import override as states
from organisation.selectors import delegations, segregation
from organisation.selectors.clashes import clash_of
from organisation.selectors.duty_report import clashes_of_branch
from organisation.selectors.overrides import acts_under
from organisation.selectors.overrides import over as whose_hours_are_over
from organisation.services import conflict_reports, overrides
from organisation.services.conflict_reports import Month
from organisation.services.overrides import OverrideRefused, OverrideWanted
from tests.factories.organisation import actor_at, give_post, make_branch, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db]
FENGZE, BRANCH, CENTRE = "350503", "350500", "350591"
WHY = "复核岗今日住院，支公司无其他人可复核"
CASE = "underwriting.proposal/1"


@pytest.fixture(autouse=True)
def branch(db: None) -> None:
    make_branch()


def pair(first: str = "underwriting.enter", second: str = "underwriting.review") -> IncompatibleDuties:
    return IncompatibleDuties.objects.get(first=first, second=second)


def asked(**over: Any) -> EmergencyOverride:
    wanted = OverrideWanted(duties_id=pair().pk, hours=4)
    return overrides.request_override(
        order(actor_at("UW_ISSUE", FENGZE), reason=WHY), wanted=over.get("wanted", wanted)
    )


def running() -> EmergencyOverride:
    return overrides.approve_override(asked().pk, order(actor_at("UW_DIR", CENTRE), reason="情况属实"))


def act(duty: str, transition: str = "underwriting.proposal.submit") -> CaseAct:
    clerk = actor_at("UW_ISSUE", FENGZE)
    return CaseAct.objects.create(
        subject_kind="underwriting.proposal",
        subject_id=1,
        case_ref=CASE,
        duty=duty,
        staff_id=clerk.staff_id,
        unit_id=clerk.unit_id,
        transition=transition,
        at=timezone.now(),
    )


# -- so many people in the unit ----------------------------------------------------------------------------------------


@pytest.mark.req("GRC-07")
def test_from_three_people_on_entry_and_check_are_two_persons() -> None:
    """Row 4 of the matrix."""
    clerk, unit = actor_at("UW_ISSUE", FENGZE), Unit.objects.get(code=FENGZE)
    open_end = DateRange(timezone.localdate(), None)
    found = clash_of(clerk.staff_id, "UW_REVIEW", open_end, unit.pk)
    assert found is not None
    assert (found.row, found.held, found.people >= 3) == (4, "UW_ISSUE", True)
    person = Staff.objects.get(pk=clerk.staff_id)
    with nothing_changed(), pytest.raises(DatabaseError, match="segregation"), transaction.atomic():
        give_post(person, "UW_REVIEW", unit, open_end)


@pytest.mark.req("GRC-07")
def test_two_people_may_hold_both_and_a_third_one_shows_it() -> None:
    small = Unit.objects.create(code="T9", name="小机构", kind="sub_branch")
    one, two, three = (
        Staff.objects.create(login_name=f"t{n}", name=f"T{n}", employee_number=f"T{n}") for n in range(3)
    )
    period = DateRange(timezone.localdate(), None)
    both = [give_post(one, post, small, period) for post in ("UW_ISSUE", "UW_REVIEW")]
    give_post(two, "SUB_CASH", small, period)
    give_post(three, "ECOM", small, period)  # nobody is refused for what others hold
    # the report counts whoever is in post, not only who holds a duty of the matrix
    assert {clash.people for clash in clashes_of_branch(small, timezone.localdate())} == {3}
    # the posts of the first one can be cut short whatever the size is now
    both[1].period = DateRange(period.lower, timezone.localdate() + timedelta(days=1))
    both[1].save(update_fields=["period"])


@pytest.mark.req("AUT-23")
def test_a_post_has_two_others_behind_it_and_is_never_altered() -> None:
    held = PostAssignment.objects.filter(post_id="SALES").order_by("pk")[0]
    faults = [
        {"approved_by": None},
        {"proposed_by": None},
        {"approved_by": held.staff},
        {"approved_by": held.proposed_by},
        {"scope_unit_id": Unit.objects.get(code="000000").pk},
        {"post_id": "SUB_MGR"},
        {"period": DateRange(held.period.lower - timedelta(days=1), None)},
    ]
    for fault in faults:
        with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic():
            PostAssignment.objects.filter(pk=held.pk).update(**fault)
    with pytest.raises(DatabaseError, match="four_eyes"), transaction.atomic():
        PostAssignment.objects.create(
            staff=held.staff, post_id="UW_INFO", unit=held.unit, scope_unit=held.unit, period=held.period
        )


# -- the emergency -----------------------------------------------------------------------------------------------------


@pytest.mark.req("GRC-07")
def test_an_override_lifts_one_pair_for_one_person_for_hours() -> None:
    """Who, why, how long, what was done, after-check."""
    clerk = actor_at("UW_ISSUE", FENGZE)
    act("underwriting.enter")
    assert isinstance(clerk.segregation_refusal("underwriting.review", CASE), SegregationConflict)
    with pytest.raises(DatabaseError, match="segregation"), transaction.atomic():
        act("underwriting.review", "underwriting.proposal.pass_review")
    found = running()
    assert found.told == ["于正德"]
    assert found.until is not None
    assert found.until - found.decided_at == timedelta(hours=4)  # type: ignore[operator]
    told = Notification.objects.filter(recipient_id=actor_at("IA_AUD", BRANCH).staff_id)
    assert told.filter(key__contains="override.audit").count() == 1
    assert clerk.segregation_refusal("underwriting.review", CASE) is None
    assert clerk.staff_id not in segregation.barred_from(["underwriting.review"], CASE)
    done = act("underwriting.review", "underwriting.proposal.pass_review")
    assert done in acts_under(found)
    assert isinstance(clerk.segregation_refusal("underwriting.decide", CASE), SegregationConflict)
    ended = overrides.end_override(found.pk, order(clerk, reason="复核岗已回岗"))
    assert ended.state == states.ENDED
    assert isinstance(clerk.segregation_refusal("underwriting.review", CASE), SegregationConflict)
    audit = order(actor_at("IA_AUD", BRANCH), reason="逐笔核对，事由属实")
    checked = overrides.check_override(found.pk, audit, finding="justified")
    assert (checked.state, checked.finding, checked.check_remark) == ("checked", "justified", "逐笔核对，事由属实")


@pytest.mark.req("GRC-07")
def test_its_hours_end_by_themselves() -> None:
    found = running()
    clock = system_actor("delegation-clock")
    with nothing_changed(), pytest.raises(OverrideRefused):
        overrides.expire_override(found.pk, order(clock))
    after = order(clock, at=found.until)
    assert overrides.expire_override(found.pk, after).state == states.ENDED
    waiting = asked()
    late = order(clock, at=timezone.now() + timedelta(hours=5))
    assert overrides.expire_override(waiting.pk, late).state == states.WITHDRAWN


@pytest.mark.req("GRC-07")
@pytest.mark.parametrize(
    ("hours", "duties", "reason", "field"),
    [
        (25, ("underwriting.enter", "underwriting.review"), WHY, "hours"),
        (0, ("underwriting.enter", "underwriting.review"), WHY, "hours"),
        (4, ("underwriting.decide", "claims.decide"), WHY, "duties"),
        (4, ("parameter.propose", "parameter.approve"), WHY, "duties"),
        (4, ("underwriting.enter", "underwriting.review"), "急", "reason"),
    ],
)
def test_what_cannot_be_lifted(hours: int, duties: tuple[str, str], reason: str, field: str) -> None:
    wanted = OverrideWanted(duties_id=pair(*duties).pk, hours=hours)
    with nothing_changed(), pytest.raises(OverrideRefused) as refusal:
        overrides.request_override(order(actor_at("UW_ISSUE", FENGZE), reason=reason), wanted=wanted)
    assert refusal.value.field == field


@pytest.mark.req("GRC-07", "AUT-23")
def test_who_asks_does_not_decide_and_who_took_part_does_not_check() -> None:
    manager = actor_at("SUB_MGR", FENGZE)
    own = overrides.request_override(order(manager, reason=WHY), wanted=OverrideWanted(duties_id=pair().pk, hours=2))
    with nothing_changed(), pytest.raises(Refusal):
        overrides.approve_override(own.pk, order(manager, reason="同意"))
    for stranger in (actor_at("UW_ISSUE", FENGZE), actor_at("UW_UND3", CENTRE)):
        with nothing_changed(), pytest.raises(Forbidden):
            overrides.approve_override(own.pk, order(stranger, reason="同意"))
    again = OverrideWanted(duties_id=pair().pk, hours=2)
    with nothing_changed(), pytest.raises(OverrideRefused):
        overrides.request_override(order(manager, reason=WHY), wanted=again)


@pytest.mark.req("GRC-07")
@pytest.mark.parametrize(
    "change",
    [
        {"state": "running"},
        {"reason": "x"},
        {"duties_id": 0},
        {"state": "ended", "decided_by_id": None},
        {"hours": 24},
    ],
)
def test_the_database_keeps_what_it_says(change: dict[str, Any]) -> None:
    found = asked()
    over = {**change, "duties_id": pair("claims.survey", "claims.calculate").pk} if "duties_id" in change else change
    with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic():
        EmergencyOverride.objects.filter(pk=found.pk).update(**over)


@pytest.mark.req("GRC-07")
def test_no_hour_more_than_was_asked_for() -> None:
    """The database holds the hours of the request, and the moment from which they count."""
    waiting, now = asked(), timezone.now()
    director = actor_at("UW_DIR", CENTRE).staff_id
    given = {"state": "running", "decided_by_id": director, "decided_at": now, "until": now + timedelta(hours=5)}
    with nothing_changed(), pytest.raises(DatabaseError, match="hours"), transaction.atomic():
        EmergencyOverride.objects.filter(pk=waiting.pk).update(**given)
    found = overrides.approve_override(waiting.pk, order(actor_at("UW_DIR", CENTRE), reason="情况属实"))
    assert found.decided_at is not None
    with nothing_changed(), pytest.raises(DatabaseError, match="altered"), transaction.atomic():
        EmergencyOverride.objects.filter(pk=found.pk).update(decided_at=found.decided_at + timedelta(minutes=1))


@pytest.mark.req("GRC-07")
def test_nothing_is_approved_of_which_nobody_in_internal_audit_can_be_told() -> None:
    waiting = asked()
    auditor = actor_at("IA_AUD", BRANCH).staff_id
    today = timezone.localdate()
    for held in PostAssignment.objects.filter(post_id="IA_AUD"):
        PostAssignment.objects.filter(pk=held.pk).update(period=DateRange(held.period.lower, today))
    assert auditor is not None
    with nothing_changed(), pytest.raises(OverrideRefused):
        overrides.approve_override(waiting.pk, order(actor_at("UW_DIR", CENTRE), reason="情况属实"))


@pytest.mark.req("GRC-07")
def test_the_after_check_says_what_was_found_and_no_machine_asks_for_an_emergency() -> None:
    found = running()
    ended = overrides.end_override(found.pk, order(actor_at("UW_ISSUE", FENGZE), reason="复核岗已回岗"))
    audit = order(actor_at("IA_AUD", BRANCH), reason="逐笔核对")
    with nothing_changed(), pytest.raises(OverrideRefused) as refusal:
        overrides.check_override(ended.pk, audit, finding="fine")
    assert refusal.value.field == "finding"
    clock = system_actor("delegation-clock", unit_id=found.unit_id)
    with nothing_changed(), pytest.raises(Forbidden):
        overrides.request_override(order(clock, reason=WHY), wanted=OverrideWanted(duties_id=pair().pk, hours=1))


@pytest.mark.req("GRC-07")
def test_an_emergency_lifts_nothing_that_goes_on_after_its_hours() -> None:
    found, today = running(), timezone.localdate()
    unit, lasting = Unit.objects.get(code=FENGZE), DateRange(today, today + timedelta(days=30))
    assert delegations.clash(found.staff_id, "UW_REVIEW", lasting, unit_id=unit.pk) is not None
    with nothing_changed(), pytest.raises(DatabaseError, match="segregation"), transaction.atomic():
        give_post(found.staff, "UW_REVIEW", unit, lasting)
    of_the_day = DateRange(today, today + timedelta(days=1))
    assert delegations.clash(found.staff_id, "UW_REVIEW", of_the_day, unit_id=unit.pk) is None


@pytest.mark.req("GRC-07")
def test_the_clock_leaves_a_request_alone_until_its_hours_are_over() -> None:
    """No refusal is written into the trail every few minutes."""
    waiting = asked()
    assert list(whose_hours_are_over(waiting.created_at + timedelta(hours=3, minutes=59))) == []
    assert list(whose_hours_are_over(waiting.created_at + timedelta(hours=4))) == [waiting]


@pytest.mark.req("GRC-07")
def test_an_override_is_never_deleted() -> None:
    found = asked()
    with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic():
        EmergencyOverride.objects.filter(pk=found.pk).delete()


# -- the monthly report ------------------------------------------------------------------------------------------------


@pytest.mark.req("GRC-07")
def test_internal_audit_gets_its_report_once_a_month() -> None:
    running()
    unit, today = Unit.objects.get(code=BRANCH), timezone.localdate()
    this = today.replace(day=1)
    month = Month(first=this, next_first=(this + timedelta(days=32)).replace(day=1))
    clock = system_actor(conflict_reports.CLOCK, unit_id=unit.pk)
    made = conflict_reports.make_report(order(clock), branch=unit.pk, month=month)
    assert (made.state, made.conflicts, len(made.overrides)) == ("open", [], 1)
    assert made.overrides[0]["person"] == "李珍珍"
    auditor = actor_at("IA_AUD", BRANCH)
    assert Notification.objects.filter(recipient_id=auditor.staff_id, key__contains="conflict_report").count() == 1
    with nothing_changed(), pytest.raises(Forbidden):
        conflict_reports.note_report(made.pk, order(actor_at("BR_MGR", BRANCH), reason="已阅"))
    noted = conflict_reports.note_report(made.pk, order(auditor, reason="已核对，无异常"))
    assert (noted.state, noted.remark) == ("noted", "已核对，无异常")


@pytest.mark.req("GRC-07")
def test_the_clock_draws_it_up() -> None:
    from core.jobs import enqueue  # noqa: PLC0415 - the test starts the job as the clock does

    for key in ("a", "b"):
        enqueue("organisation.report_conflicts", key=key, payload={})
        drain(reraise=True)
    branches = Unit.objects.filter(code=BRANCH)
    assert list(ConflictReport.objects.values_list("unit__code", flat=True).distinct()) == [branches[0].code]
    assert ConflictReport.objects.count() == 1


# -- pages -------------------------------------------------------------------------------------------------------------


@pytest.mark.req("GRC-07")
def test_asking_deciding_and_checking_on_the_pages(settings: Any) -> None:
    settings.DEMO = True
    clerk = signed_in("UW_ISSUE", FENGZE)
    new = reverse("organisation:override_new")
    typed = {"command_key": str(uuid4()), "duties": str(pair().pk), "hours": "30", "reason": WHY}
    assert clerk.post(new, typed).status_code == 422
    answer = clerk.post(new, {**typed, "command_key": str(uuid4()), "hours": "4"})
    assert answer.status_code == 302
    found = EmergencyOverride.objects.get()
    page = reverse("organisation:override", kwargs={"pk": found.pk})
    assert found.number in clerk.get(page).content.decode()
    assert signed_in("UW_ISSUE", "350582").get(page).status_code == 404
    assert found.number in signed_in("SUB_MGR", FENGZE).get(reverse("organisation:overrides")).content.decode()
    reports = reverse("organisation:conflict_reports")
    assert clerk.get(reports).status_code == 403
    assert signed_in("IA_AUD", BRANCH).get(reports).status_code == 200
