"""Standing in for a colleague: dates, caps, open work, and everything that is refused (AUT-24)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from core.jobs import enqueue
from core.jobs.drain import drain
from core.models import AuditEntry, AuthoritySubject, CaseAct, Notification, WorkItem
from core.workflow.refusals import AboveAuthority, Forbidden, Hidden, NotPossible, Refusal, SegregationConflict
from organisation.actors import PostActor, acting_as
from organisation.models import AuthorityGrant, Delegation, PostAssignment, Staff
from organisation.public import decide
from organisation.selectors.authority import who_can
from organisation.selectors.delegations import acting_posts_of
from organisation.services.delegations import (
    DelegationRefused,
    DelegationWanted,
    approve_delegation,
    end_delegation,
    reject_delegation,
    request_delegation,
    withdraw_delegation,
)
from tests.factories.organisation import actor_at, give_post, order
from tests.support.unchanged import nothing_changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch"), pytest.mark.req("AUT-24")]

TODAY = timezone.localdate()
DECIDE = "underwriting.decide"
CASE = "underwriting.proposal:7"


def staff(login: str) -> Staff:
    return Staff.objects.get(login_name=login)


def post_of(login: str) -> PostAssignment:
    return PostAssignment.objects.select_related("staff", "unit", "scope_unit").get(staff__login_name=login)


def wanted(**over: Any) -> DelegationWanted:
    """Lin Xiaolan (middle grade) is away for a week from today; Huang Jiahui (junior) stands in."""
    values = {
        "assignment_id": post_of("linxiaolan").pk,
        "to_staff_id": staff("huangjiahui").pk,
        "first_day": TODAY,
        "last_day": TODAY + timedelta(days=6),
    }
    return DelegationWanted(**{**values, **over})


@pytest.fixture
def lin() -> PostActor:
    return actor_at("UW_UND2", "350591")


@pytest.fixture
def director() -> PostActor:
    return actor_at("UW_DIR", "350591")


def requested(by: PostActor, **over: Any) -> Delegation:
    return request_delegation(order(by, reason="Annual leave"), wanted=wanted(**over))


def running(by: PostActor, director: PostActor, **over: Any) -> Delegation:
    return approve_delegation(requested(by, **over).pk, order(director))


def substitute(login: str = "huangjiahui", holder: str = "linxiaolan") -> PostActor:
    return acting_as(post_of(holder), staff(login).pk)


def item(login: str | None, queue: str, **over: Any) -> WorkItem:
    held = post_of("linxiaolan")
    values = {
        "subject_kind": "underwriting.proposal", "subject_id": WorkItem.objects.count() + 1, "subject_number": "T1",
        "subject_state": "manual", "queue": queue, "unit_id": held.unit_id, "branch_id": held.unit.branch_id,
        "title": "T1", "opened_at": timezone.now(), "assignee_id": staff(login).pk if login else None,
    }  # fmt: skip
    return WorkItem.objects.create(**{**values, **over})


def holders_of_items() -> dict[int, tuple[int | None, int | None]]:
    items = WorkItem.objects.exclude(subject_kind="organisation.delegation")  # its own ids may be the same
    rows = items.values_list("subject_id", "assignee_id", "in_place_of_id")
    return {subject: (assignee, place) for subject, assignee, place in rows}


@contextmanager
def at_day(monkeypatch: pytest.MonkeyPatch, day: date) -> Iterator[None]:
    """The clock of the jobs on another day, at noon."""
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    with monkeypatch.context() as patch:
        patch.setattr("organisation.tasks.timezone", SimpleNamespace(now=lambda: moment))
        enqueue("organisation.run_delegations", key=f"test:{uuid4()}", payload={})
        drain(reraise=True)
        yield


class TestLife:
    def test_from_the_request_to_the_approval(self, lin: PostActor, director: PostActor) -> None:
        asked = requested(lin)
        assert (asked.state, asked.from_staff_id, asked.unit_id) == ("requested", lin.staff_id, lin.unit_id)
        assert WorkItem.objects.get(done_at=None).queue == "organisation.delegations"
        assert Notification.objects.filter(recipient_id=director.staff_id).exists()
        given = approve_delegation(asked.pk, order(director, reason="Agreed"))
        assert (given.state, given.decided_by_id, given.answer) == ("running", director.staff_id, "Agreed")
        assert not WorkItem.objects.filter(done_at=None).exists()
        told = Notification.objects.filter(key=f"organisation.delegation.begun:{given.number}")
        assert set(told.values_list("recipient_id", flat=True)) == {lin.staff_id, staff("huangjiahui").pk}
        trail = AuditEntry.objects.filter(subject_kind="organisation.delegation").values_list("state_after", flat=True)
        assert list(trail.order_by("pk")) == ["requested", "running"]

    def test_the_calendar_begins_and_ends_it(
        self, lin: PostActor, director: PostActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, last = TODAY + timedelta(days=2), TODAY + timedelta(days=4)
        item("linxiaolan", "underwriting.decide")
        given = running(lin, director, first_day=first, last_day=last)
        mine, hers = (lin.staff_id, None), (staff("huangjiahui").pk, lin.staff_id)
        for day, state, held in (
            (TODAY, "approved", mine),
            (first - timedelta(days=1), "approved", mine),
            (first, "running", hers),
            (first, "running", hers),
            (last, "running", hers),
            (last + timedelta(days=1), "ended", mine),
            (last + timedelta(days=1), "ended", mine),
        ):
            with at_day(monkeypatch, day):
                given.refresh_from_db()
                assert (given.state, holders_of_items()[1]) == (state, held), day
        assert given.ended_by_id is None

    def test_what_was_never_decided_is_over_with_its_last_day(
        self, lin: PostActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = requested(lin, last_day=TODAY)
        with at_day(monkeypatch, TODAY + timedelta(days=1)):
            asked.refresh_from_db()
            assert asked.state == "ended"

    def test_ended_early_by_the_substitute(self, lin: PostActor, director: PostActor) -> None:
        taken, done = item("linxiaolan", "underwriting.decide"), item("linxiaolan", "underwriting.decide")
        item("linxiaolan", "claims.approve")
        given = running(lin, director)
        WorkItem.objects.filter(pk=done.pk).update(done_at=timezone.now())
        her, mine = staff("huangjiahui").pk, lin.staff_id
        assert {subject: holders_of_items()[subject] for subject in (1, 2, 3)} == {
            1: (her, mine),
            2: (her, mine),
            3: (mine, None),
        }
        end_delegation(given.pk, order(actor_at("UW_UND1", "350591"), reason="She is back"))
        taken.refresh_from_db()
        done.refresh_from_db()
        assert (taken.assignee_id, taken.in_place_of_id) == (mine, None)
        assert (done.assignee_id, done.in_place_of_id) == (her, mine)
        with pytest.raises(NotPossible):
            end_delegation(given.pk, order(lin, reason="Again"))

    def test_rejected_and_withdrawn(self, lin: PostActor, director: PostActor) -> None:
        assert reject_delegation(requested(lin).pk, order(director, reason="Too busy")).state == "rejected"
        assert withdraw_delegation(requested(lin).pk, order(lin)).state == "withdrawn"

    def test_a_manager_asks_for_somebody_who_fell_ill(self, director: PostActor) -> None:
        asked = requested(director)
        assert (asked.requested_by_id, asked.from_staff_id) == (director.staff_id, staff("linxiaolan").pk)
        manager = actor_at("BR_MGR", "350500")
        with nothing_changed(), pytest.raises(Forbidden):
            approve_delegation(asked.pk, order(director))
        assert approve_delegation(asked.pk, order(manager)).state == "running"


class TestActing:
    def subject(self) -> Any:
        held = post_of("linxiaolan")
        return SimpleNamespace(line="MOTOR", unit_id=held.unit_id, branch_id=held.unit.branch_id, case=lambda: CASE)

    def act(self, actor: PostActor, asked: str, /, **over: Any) -> CaseAct:
        decision = decide(DECIDE, actor, self.subject(), {"sum_insured": Decimal(asked)})
        grant = AuthorityGrant.objects.get(
            post_id=actor.post, operation="underwriting.decide", measure="sum_insured", unit_id=actor.unit_id
        )
        values = {
            "subject_kind": "underwriting.proposal", "subject_id": 7, "case_ref": CASE, "duty": DECIDE,
            "staff_id": actor.staff_id, "assignment_id": actor.assignment_id, "post": actor.post,
            "unit_id": actor.unit_id, "delegation_id": actor.delegation_id, "operation": DECIDE, "line": "MOTOR",
            "measure": "sum_insured", "amount": Decimal(asked), "transition": "t", "at": timezone.now(),
            "grant_id": decision.basis.grant_id if decision.basis else grant.pk,
        }  # fmt: skip
        with transaction.atomic():
            return CaseAct.objects.create(**{**values, **over})

    def test_the_substitute_has_the_holders_limit_and_both_are_named(self, lin: PostActor, director: PostActor) -> None:
        given = running(lin, director)
        actor = substitute()
        assert (actor.staff_id, actor.post, actor.name) == (staff("huangjiahui").pk, "UW_UND2", "黄佳慧（代林晓岚）")
        decision = decide(DECIDE, actor, self.subject(), {"sum_insured": Decimal(2000000)})
        assert decision.basis is not None
        assert decision.basis.delegation_id == given.pk
        assert "林晓岚" in decision.basis.label
        assert not decide(DECIDE, actor, self.subject(), {"sum_insured": Decimal("2000000.01")}).allowed
        assert self.act(actor, "2000000").delegation_id == given.pk

    def test_the_own_post_stays_as_it_was(self, lin: PostActor, director: PostActor) -> None:
        running(lin, director)
        own = actor_at("UW_UND1", "350591")
        assert not decide(DECIDE, own, self.subject(), {"sum_insured": Decimal("500000.01")}).allowed

    def test_a_cap_holds_in_the_service_and_in_the_database(self, lin: PostActor, director: PostActor) -> None:
        running(lin, director, powers={DECIDE: {"sum_insured": "800000.00"}})
        actor = substitute()
        assert decide(DECIDE, actor, self.subject(), {"sum_insured": Decimal(800000)}).allowed
        over = decide(DECIDE, actor, self.subject(), {"sum_insured": Decimal("800000.01")})
        assert (over.allowed, over.limit) == (False, Decimal("800000.00"))
        with nothing_changed(), pytest.raises(DatabaseError, match="authority"):
            self.act(actor, "800000.01")
        self.act(actor, "800000")

    @pytest.mark.parametrize(
        "over",
        [{"delegation_id": None}, {"delegation_id": 10**9}, {"amount": Decimal("2000000.01")}, {"staff_id": None}],
        ids=str,
    )
    def test_a_row_that_the_delegation_does_not_cover(
        self, lin: PostActor, director: PostActor, over: dict[str, Any]
    ) -> None:
        running(lin, director)
        with nothing_changed(), pytest.raises(DatabaseError, match="authority"):
            self.act(substitute(), "2000000", **over)

    def test_another_colleague_does_not_use_it(self, lin: PostActor, director: PostActor) -> None:
        running(lin, director)
        with nothing_changed(), pytest.raises(DatabaseError, match="authority"):
            self.act(substitute(), "1", staff_id=staff("wuguodong").pk)

    def test_after_the_end_nothing_is_left(self, lin: PostActor, director: PostActor) -> None:
        given = running(lin, director)
        actor = substitute()
        end_delegation(given.pk, order(lin, reason="Back"))
        with nothing_changed(), pytest.raises(DatabaseError, match="authority"):
            self.act(actor, "1")
        assert [held.post_id for held in acting_posts_of(staff("huangjiahui").pk, TODAY)] == ["UW_UND1"]

    def test_segregation_looks_at_who_acts(self, lin: PostActor, director: PostActor) -> None:
        """Huang Jiahui reviewed the entry; in place of Lin Xiaolan she is still Huang Jiahui."""
        running(lin, director)
        reviewed = {"duty": "underwriting.review", "operation": "", "grant_id": None, "measure": "", "amount": None}
        self.act(actor_at("UW_UND1", "350591"), "1", **reviewed)
        refusal = substitute().segregation_refusal(DECIDE, CASE)
        assert isinstance(refusal, SegregationConflict)
        with nothing_changed(), pytest.raises(DatabaseError, match="segregation"):
            self.act(substitute(), "1")

    def test_rights_are_those_of_the_post_without_passing_on(self, lin: PostActor, director: PostActor) -> None:
        running(lin, director)
        actor = substitute()
        assert actor.refusal_for("organisation.request_delegation") is not None
        assert actor.permissions < lin.permissions
        assert actor.queues() == lin.queues()
        with nothing_changed(), pytest.raises(Refusal):
            request_delegation(order(actor, reason="Me too"), wanted=wanted())

    def test_the_menu_offers_the_own_post_first(self, lin: PostActor, director: PostActor) -> None:
        running(lin, director)
        held = acting_posts_of(staff("huangjiahui").pk, TODAY)
        assert [(one.post_id, one.staff.name) for one in held] == [("UW_UND1", "黄佳慧"), ("UW_UND2", "林晓岚")]


class TestWhoCan:
    def named(self, case: str = "") -> list[list[str]]:
        about = AuthoritySubject(line="MOTOR", unit_id=post_of("wangjianping").unit_id)
        rows = who_can(DECIDE, about, {"sum_insured": Decimal(600000)}, TODAY, asked="sum_insured", case=case)
        return [row["people"] for row in rows]

    def test_the_substitute_is_named_beside_the_holder(self, lin: PostActor, director: PostActor) -> None:
        assert self.named()[0] == ["林晓岚"]
        running(lin, director)
        assert self.named()[0] == ["林晓岚", "黄佳慧（代林晓岚）"]

    def test_but_not_above_the_cap(self, lin: PostActor, director: PostActor) -> None:
        running(lin, director, powers={DECIDE: {"sum_insured": "599999.99"}})
        assert self.named()[0] == ["林晓岚"]

    def test_nor_after_an_act_on_the_case(self, lin: PostActor, director: PostActor) -> None:
        running(lin, director)
        CaseAct.objects.create(
            subject_kind="underwriting.proposal", subject_id=7, case_ref=CASE, duty="underwriting.review",
            staff_id=staff("huangjiahui").pk, transition="t", at=timezone.now(),
        )  # fmt: skip
        assert self.named(CASE)[0] == ["林晓岚"]


class TestRefused:
    @pytest.mark.parametrize(
        ("over", "field"),
        [
            ({"first_day": TODAY - timedelta(days=1)}, "first_day"),
            ({"last_day": TODAY - timedelta(days=1), "first_day": TODAY}, "last_day"),
            ({"last_day": TODAY + timedelta(days=90)}, "last_day"),
            ({"powers": {"claims.approve": {}}}, "operations"),
            ({"powers": {DECIDE: {"sum_insured": "2000000.01"}}}, f"cap:{DECIDE}:sum_insured"),
            ({"powers": {DECIDE: {"payable": "1"}}}, f"cap:{DECIDE}:payable"),
        ],
        ids=str,
    )
    def test_days_and_powers(self, lin: PostActor, over: dict[str, Any], field: str) -> None:
        with nothing_changed(), pytest.raises(DelegationRefused) as caught:
            requested(lin, **over)
        assert caught.value.field == field

    def test_the_longest_one_is_allowed(self, lin: PostActor) -> None:
        requested(lin, last_day=TODAY + timedelta(days=89))

    @pytest.mark.parametrize("login", ["linxiaolan", "shangguanlei"])
    def test_not_to_oneself_nor_to_another_institution(self, lin: PostActor, login: str) -> None:
        with nothing_changed(), pytest.raises(DelegationRefused) as caught:
            requested(lin, to_staff_id=staff(login).pk)
        assert caught.value.field == "to_staff"

    @pytest.mark.parametrize("login", ["wangjianping", "hewenjing", "haoyunfei", "yuzhengde", "zhouwanqing"])
    def test_not_to_somebody_whose_post_must_not_meet_this_one(self, lin: PostActor, login: str) -> None:
        """Sales, claims approval, administration, audit, accounting."""
        with nothing_changed(), pytest.raises(DelegationRefused) as caught:
            requested(lin, to_staff_id=staff(login).pk)
        assert caught.value.field == "to_staff"

    def test_without_a_reason(self, lin: PostActor) -> None:
        with nothing_changed(), pytest.raises(DelegationRefused):
            request_delegation(order(lin), wanted=wanted())

    def test_the_post_of_somebody_else(self) -> None:
        with nothing_changed(), pytest.raises(Hidden):
            requested(actor_at("UW_UND3", "350591"))

    def test_twice_for_the_same_days(self, lin: PostActor, director: PostActor) -> None:
        running(lin, director)
        with nothing_changed(), pytest.raises(DelegationRefused) as caught:
            requested(lin, to_staff_id=staff("wuguodong").pk)
        assert caught.value.field == "first_day"

    def test_approved_by_one_of_those_named(self, lin: PostActor, director: PostActor) -> None:
        own = requested(director, assignment_id=post_of("chenzhiyuan").pk)
        with nothing_changed(), pytest.raises(Refusal):
            approve_delegation(own.pk, order(director))
        to_director = requested(lin, to_staff_id=director.staff_id)
        with nothing_changed(), pytest.raises(Forbidden):
            approve_delegation(to_director.pk, order(director))

    def test_by_a_post_or_a_manager_without_the_right(self, lin: PostActor) -> None:
        asked = requested(lin)
        with nothing_changed(), pytest.raises(Forbidden):
            approve_delegation(asked.pk, order(actor_at("UW_UND3", "350591")))
        with nothing_changed(), pytest.raises(Hidden):
            approve_delegation(asked.pk, order(actor_at("SUB_MGR", "350503")))

    def test_what_changed_before_the_approval_is_noticed(self, lin: PostActor, director: PostActor) -> None:
        asked = requested(lin, powers={DECIDE: {"sum_insured": "2000000.00"}})
        row = AuthorityGrant.objects.get(post_id="UW_UND2", operation="underwriting.decide", measure="sum_insured")
        AuthorityGrant.objects.filter(pk=row.pk).update(effective=DateRange(row.effective.lower, TODAY))
        with nothing_changed(), pytest.raises((DelegationRefused, AboveAuthority)):
            approve_delegation(asked.pk, order(director))

    def test_a_post_given_meanwhile_is_held_against_the_delegation(self, lin: PostActor, director: PostActor) -> None:
        running(lin, director)
        held = post_of("huangjiahui")
        with nothing_changed(), pytest.raises(DatabaseError, match="segregation"), transaction.atomic():
            give_post(held.staff, "SALES", held.unit, held.period, scope=held.scope_unit)

    @pytest.mark.parametrize(
        "assignment",
        [
            "powers = '{}'",
            "period = daterange(lower(period), upper(period) + 1)",
            "to_staff_id = from_staff_id",
            "from_staff_id = to_staff_id",
            "decided_by_id = requested_by_id",
            "reason = 'x'",
        ],
    )
    def test_what_was_approved_is_not_altered(self, lin: PostActor, director: PostActor, assignment: str) -> None:
        running(lin, director, powers={DECIDE: {"sum_insured": "1.00"}})
        with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE organisation_delegation SET {assignment}")

    @pytest.mark.parametrize(
        "over",
        [
            {"state": "running"},
            {"state": "approved"},
            {"from_assignment": "wuguodong"},
            {"powers": {DECIDE: {"sum_insured": "2000000.01"}}},
            {"powers": {"claims.approve": {}}},
            {"to_staff": "wangjianping"},
            {"to_staff": "linxiaolan"},
            {"period": DateRange(date(2020, 1, 1), date(2020, 1, 8))},
            {"reason": ""},
        ],
        ids=str,
    )
    def test_a_row_past_the_service(self, lin: PostActor, over: dict[str, Any]) -> None:
        held = post_of("linxiaolan")
        values: dict[str, Any] = {
            "number": "T", "state": "requested", "from_staff": held.staff, "from_assignment": held,
            "to_staff": staff("huangjiahui"), "period": DateRange(TODAY, TODAY + timedelta(days=7)), "reason": "x",
            "requested_by": held.staff, "unit": held.unit, "created_at": timezone.now(), "updated_at": timezone.now(),
        }  # fmt: skip
        values |= over
        if "from_assignment" in over:
            values["from_assignment"] = post_of(over["from_assignment"])
        if "to_staff" in over:
            values["to_staff"] = staff(over["to_staff"])
        with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic():
            Delegation.objects.create(**values)

    def test_it_is_never_deleted(self, lin: PostActor) -> None:
        requested(lin)
        with nothing_changed(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM organisation_delegation")
