"""Changes of rules by four eyes, told with parameters; every kind goes the same way."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from core import permissions
from core.models import AuditEntry, CaseAct, Notification, WorkItem
from core.workflow.command import Command
from core.workflow.engine import ReasonMissing
from core.workflow.refusals import Forbidden, Hidden, NotPossible, SegregationConflict, Stale
from organisation.actors import PostActor, actor_of
from organisation.models import ControlChange, Parameter, PostAssignment, Unit
from organisation.public import parameter
from organisation.rules.changes import change_kinds
from organisation.selectors import parameters as parameter_selectors
from organisation.services import changes
from organisation.services.changes import AlreadyProposed, ChangedMeanwhile, NothingChanges, TooEarly
from organisation.services.parameters import ParameterRefused, propose_parameter
from tests.factories.organisation import actor_at, give_post, make_branch, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
NAME = "underwriting.approval_validity_days"
NOW = timezone.localtime().replace(hour=10)
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def branch() -> None:
    make_branch()
    parameter_selectors.forget()


def at(actor: PostActor, moment: datetime = NOW, **over: Any) -> Command:
    return order(actor, at=moment, **{"reason": "The approvals lapse too early", **over})


def proposer() -> PostActor:
    return actor_at("OPS_MGR", "350594")


def manager() -> PostActor:
    return actor_at("BR_MGR", "350500")


def branch_unit() -> Unit:
    return Unit.objects.get(code="350500")


def proposed(
    value: Any = 45, *, on: date = TOMORROW, unit: Unit | None = None, moment: datetime = NOW
) -> ControlChange:
    where = unit or branch_unit()
    return propose_parameter(
        at(proposer(), moment), name=NAME, unit_id=where.pk, home_unit_id=where.pk, value=value, effective_on=on
    )


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def value_on(day: date, unit: Unit | None = None) -> Any:
    parameter_selectors.forget()
    return parameter(NAME, unit or branch_unit(), day)


@pytest.mark.req("AUT-23")
def test_a_change_waits_for_another_person_and_holds_from_its_day():
    change = proposed()

    item = WorkItem.objects.get(subject_kind="organisation.change", done_at=None)
    assert (item.queue, item.subject_number, item.unit_id) == ("organisation.changes", change.number, branch_unit().pk)
    told = Notification.objects.filter(key__startswith="organisation.change.proposed").values_list(
        "recipient_id", flat=True
    )
    assert list(told) == [manager().staff_id]
    assert value_on(TOMORROW) == 30

    done = changes.approve_change(change.pk, at(manager(), NOW + timedelta(hours=1), reason="Agreed", version=1))

    assert (done.state, done.decided_by_id, done.answer) == ("approved", manager().staff_id, "Agreed")
    assert [value_on(TODAY), value_on(TOMORROW), value_on(in_days(1200))] == [30, 45, 45]
    row = Parameter.objects.get(name=NAME)
    assert (row.proposed_by_id, row.approved_by_id, row.source) == (
        proposer().staff_id,
        manager().staff_id,
        change.number,
    )
    assert not WorkItem.objects.filter(subject_kind="organisation.change", done_at=None).exists()
    assert Notification.objects.filter(recipient_id=proposer().staff_id, key__contains="decided").count() == 1
    duties = CaseAct.objects.filter(case_ref=change.case()).order_by("pk").values_list("duty", flat=True)
    assert list(duties) == ["parameter.propose", "parameter.approve"]


@pytest.mark.req("AUT-23")
def test_the_proposer_cannot_decide_even_under_another_post():
    change = proposed()
    held = PostAssignment.objects.get(staff_id=proposer().staff_id)
    second = give_post(held.staff, "BR_MGR", branch_unit(), held.period)
    for decide in (changes.approve_change, changes.reject_change):
        with nothing_changed(), pytest.raises(SegregationConflict):
            decide(change.pk, at(actor_of(second)))


@pytest.mark.req("AUT-23")
def test_the_database_refuses_the_same_person_and_altered_proposals():
    change = proposed()
    table = "organisation_controlchange"
    attempts = (
        f"UPDATE {table} SET state = 'approved', decided_by_id = proposed_by_id, decided_at = now()",
        f"UPDATE {table} SET state = 'approved'",
        f"UPDATE {table} SET proposal = '{{\"value\": 900}}'",
        f"UPDATE {table} SET effective_on = '2026-01-01'",
        f"UPDATE {table} SET proposed_by_id = {manager().staff_id}",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
    )
    for attempt in attempts:
        with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attempt)
    changes.reject_change(change.pk, at(manager()))
    with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET state = 'proposed', decided_by_id = NULL, decided_at = NULL")


@pytest.mark.req("AUT-23")
def test_rejected_and_withdrawn_changes_leave_the_rules_as_they_were():
    with nothing_changed(
        but={
            "organisation_controlchange", "core_workitem", "core_notification", "core_receipt", "core_caseact",
            "core_numberseries",
        }
    ):  # fmt: skip
        rejected = proposed()
        changes.reject_change(rejected.pk, at(manager(), reason="Not needed"))
        withdrawn = proposed()
        changes.withdraw_change(withdrawn.pk, at(proposer()))

    assert value_on(in_days(40)) == 30
    assert ControlChange.objects.get(pk=rejected.pk).answer == "Not needed"
    with nothing_changed(), pytest.raises(NotPossible):
        changes.approve_change(rejected.pk, at(manager()))


def test_a_rejection_says_why():
    change = proposed()
    with nothing_changed(), pytest.raises(ReasonMissing):
        changes.reject_change(change.pk, at(manager(), reason=" "))


def test_only_the_proposer_withdraws():
    change = proposed()
    with nothing_changed(), pytest.raises(Forbidden, match="欧阳睿"):
        changes.withdraw_change(change.pk, at(actor_at("UW_DIR", "350591")))


@pytest.mark.parametrize(("days", "refused"), [(-1, True), (0, True), (1, False)])
def test_a_change_holds_from_tomorrow_at_the_earliest(days, refused):
    day = TODAY + timedelta(days=days)
    if not refused:
        assert proposed(on=day).effective_on == day
        return
    with nothing_changed(), pytest.raises(TooEarly) as caught:
        proposed(on=day)
    assert caught.value.field == "effective_on"


def test_the_day_is_held_against_the_decision_too():
    change = proposed(on=TOMORROW)
    with nothing_changed(), pytest.raises(TooEarly):
        changes.approve_change(change.pk, at(manager(), NOW + timedelta(days=1)))


def test_what_changed_meanwhile_is_compared():
    change = proposed(on=in_days(9))
    Parameter.objects.create(
        name=NAME, unit=branch_unit(), value=20, effective=(TOMORROW, None),
        proposed_by_id=proposer().staff_id, approved_by_id=manager().staff_id,
    )  # fmt: skip
    parameter_selectors.forget()

    with nothing_changed(), pytest.raises(ChangedMeanwhile) as caught:
        changes.approve_change(change.pk, at(manager()))

    assert caught.value.details["comparison"][0] == {"label": "Parameter value", "was": "inherited: 30", "now": "20"}


def test_one_proposal_at_a_time_for_one_thing():
    proposed()
    with nothing_changed(), pytest.raises(AlreadyProposed):
        proposed(60)
    other = proposed(60, unit=Unit.objects.get(code="350582"))
    assert other.pk


def test_nothing_changes_when_the_value_is_the_same():
    change = proposed()
    changes.approve_change(change.pk, at(manager()))
    parameter_selectors.forget()
    with nothing_changed(), pytest.raises(NothingChanges):
        proposed(on=in_days(13))


def test_a_version_that_never_held_is_replaced():
    changes.approve_change(proposed(on=in_days(3)).pk, at(manager()))
    parameter_selectors.forget()
    changes.approve_change(proposed(60, on=in_days(3)).pk, at(manager()))
    assert [value_on(in_days(days)) for days in (2, 3, 4)] == [30, 60, 60]


def test_versions_join_without_gap_and_are_read_on_any_day():
    changes.approve_change(proposed(45, on=in_days(40)).pk, at(manager()))
    changes.approve_change(proposed(60, on=in_days(9)).pk, at(manager()))
    changes.approve_change(proposed(None, on=in_days(90)).pk, at(manager()))
    assert [value_on(in_days(days)) for days in (8, 9, 39, 40, 89, 90)] == [30, 60, 60, 45, 45, 30]


@pytest.mark.parametrize("value", ["45", 4.5, True, -1, [1]])
def test_values_of_another_kind_are_refused_at_the_field(value):
    with nothing_changed(), pytest.raises(ParameterRefused) as caught:
        proposed(value)
    assert caught.value.field == "value"


def test_posts_without_the_right_and_other_branches_are_refused():
    change = proposed()
    with nothing_changed(), pytest.raises(Forbidden):
        propose_parameter(
            at(actor_at("SALES", "350503")), name=NAME, unit_id=None, home_unit_id=branch_unit().pk, value=9,
            effective_on=TOMORROW,
        )  # fmt: skip
    with nothing_changed(), pytest.raises(Forbidden):
        changes.approve_change(change.pk, at(actor_at("UW_DIR", "350591")))
    above = Unit.objects.get(code="350000")
    with nothing_changed(), pytest.raises(Hidden):
        propose_parameter(
            at(proposer()), name=NAME, unit_id=above.pk, home_unit_id=above.pk, value=9, effective_on=TOMORROW
        )


def test_a_stale_page_and_a_double_click_do_nothing_twice():
    change = proposed()
    with nothing_changed(), pytest.raises(Stale):
        changes.approve_change(change.pk, at(manager(), version=7))
    command = at(manager(), key=uuid4())
    changes.approve_change(change.pk, command)
    with nothing_changed(ignoring=()):
        assert changes.approve_change(change.pk, command).state == "approved"


def test_refusals_are_written_down():
    change = proposed()
    with pytest.raises(Forbidden):
        changes.approve_change(change.pk, at(actor_at("UW_DIR", "350591")))
    entry = AuditEntry.objects.filter(subject_kind="organisation.change").order_by("pk").last()
    assert (entry.action, entry.outcome, entry.subject_id) == ("organisation.change.approve", "forbidden", change.pk)


@pytest.mark.parametrize("name", sorted(change_kinds()))
def test_every_kind_can_be_proposed_and_decided_by_somebody(name):
    held = {right: set(posts) for c in permissions.catalogues().values() for right, posts in c.posts.items()}
    served = {queue: set(posts) for c in permissions.catalogues().values() for queue, posts in c.queues.items()}
    kind = change_kinds()[name]
    assert held[kind.propose], "somebody proposes it"
    assert held[kind.approve], "somebody decides on it"
    assert held[kind.propose] <= held["organisation.propose_change"]
    assert held[kind.approve] <= held["organisation.approve_change"]
    assert held[kind.approve] & served[kind.queue], "it waits where somebody decides"


def test_pages_show_the_change_and_hide_it_from_others(settings):
    settings.DEMO = True
    change = proposed(moment=timezone.now(), on=timezone.localdate() + timedelta(days=3))
    client = signed_in("BR_MGR", "350500")
    listed = client.get(reverse("organisation:changes"), {"state": "proposed", "kind": "organisation.parameter"})
    assert change.number in listed.content.decode()
    text = client.get(reverse("organisation:change", args=[change.pk])).content.decode()
    assert all(word in text for word in ("Days an approval stays valid", "inherited: 30", "Approve change"))

    answer = client.post(
        reverse("core:act", args=["organisation.change", change.pk, "organisation.change.approve"]),
        {"command_key": uuid4(), "version": 1, "reason": ""},
    )
    assert answer.status_code == 302
    assert ControlChange.objects.get(pk=change.pk).state == "approved"

    stranger = signed_in("SALES", "350503")
    assert stranger.get(reverse("organisation:changes")).status_code == 403


def test_a_change_of_a_unit_above_reads_as_not_found(settings):
    settings.DEMO = True
    above = Unit.objects.get(code="350000")
    province = actor_at("PROV_UW", "350000")
    change = ControlChange(
        number="CR2026999999", kind="organisation.parameter", subject="x|", title="x", proposal={}, before={},
        effective_on=TOMORROW, reason="x", proposed_by_id=province.staff_id, state="proposed",
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    change.set_unit(above)
    change.save()
    client = signed_in("BR_MGR", "350500")
    assert client.get(reverse("organisation:change", args=[change.pk])).status_code == 404
    assert change.number not in client.get(reverse("organisation:changes")).content.decode()
