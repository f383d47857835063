"""Taking, putting back and handing over work: in scope, not by those whom an earlier act bars, each with its trace."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core import work
from core.models import AuditEntry, CaseAct, Notification, WorkItem
from core.web import navigation
from core.workflow.refusals import Forbidden, Hidden, RuleRefusal
from organisation.models import IncompatibleDuties, PostAssignment, PostQueue
from tests.factories.organisation import actor_at, make_branch, order
from tests.sample.models import PAPER, Paper
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
POST, UNIT = "UW_UND2", "350591"
SESSIONS = {"django_session", "organisation_staffsession"}


@pytest.fixture
def me(settings: Any) -> Any:
    settings.DEMO = True
    make_branch()
    return actor_at(POST, UNIT)


@pytest.fixture
def person(me: Any) -> Client:
    return signed_in(POST, UNIT)


def _queue(actor: Any) -> str:
    """A queue that somebody else of the branch serves too, and not every post."""
    posts = PostAssignment.objects.values_list("post_id", flat=True)
    for queue in sorted(actor.queues()):
        serving = PostQueue.objects.filter(queue=queue).values("post_id")
        if posts.exclude(post_id__in=serving).exists() and work.colleagues_for(
            [_unsaved(actor, 0, queue)], actor, timezone.localdate()
        ):
            return queue
    raise AssertionError("nobody shares a queue")


def _unsaved(actor: Any, n: int, queue: str, **over: Any) -> WorkItem:
    now = timezone.now()
    return WorkItem(
        **{
            "subject_kind": "sample.paper",
            "subject_id": 10_000 + n,
            "subject_number": f"P{n}",
            "subject_state": "submitted",
            "queue": queue,
            "unit_id": actor.unit_id,
            "branch_id": actor.scope_unit_id,
            "province_id": actor.scope_unit_id,
            "title": f"Paper {n}",
            "opened_at": now,
            "due_at": now + timedelta(hours=n),
            **over,
        }
    )


def _item(actor: Any, n: int, **over: Any) -> WorkItem:
    item = _unsaved(actor, n, _queue(actor), **over)
    item.save()
    return item


def _colleague(actor: Any, item: WorkItem) -> Any:
    return work.colleagues_for([item], actor, timezone.localdate())[0]


def test_the_next_item_is_the_free_one_with_the_nearest_deadline(person: Client, me: Any) -> None:
    _item(me, 9, due_at=None)
    _item(me, 1, assignee_id=me.staff_id + 1)
    wanted = _item(me, 2)
    _item(me, 3)
    person.post(reverse("core:take_next"))
    wanted.refresh_from_db()
    assert wanted.assignee_id == me.staff_id
    assert list(WorkItem.objects.filter(assignee_id=me.staff_id).values_list("pk", flat=True)) == [wanted.pk]


def test_without_free_work_it_says_so(person: Client) -> None:
    with nothing_changed(but=SESSIONS):
        answer = person.post(reverse("core:take_next"), follow=True)
    assert [str(m) for m in answer.context["messages"]] == ["Nothing free waits for your post."]


def test_an_item_from_which_an_earlier_act_bars_is_passed_over(me: Any, monkeypatch: Any) -> None:
    barred, free = _item(me, 1), _item(me, 2)
    monkeypatch.setattr(work, "subject_of", lambda item: item)
    monkeypatch.setattr(work, "bar_of", lambda item, _actor: Forbidden("barred") if item.pk == barred.pk else None)
    taken = work.take_next(order(me))
    assert taken is not None
    assert taken.pk == free.pk


def test_work_out_of_scope_can_neither_be_taken_nor_handed_over(me: Any) -> None:
    there = _item(me, 1, unit_id=999_999, branch_id=999_999, province_id=999_999)
    with nothing_changed():
        with pytest.raises(Hidden):
            work.claim(there.pk, order(me))
        with pytest.raises(Hidden):
            work.transfer(there.pk, order(me, reason="holiday"), to=me.assignment_id)


def test_work_is_handed_to_a_colleague_with_the_reason(person: Client, me: Any) -> None:
    item = _item(me, 1, assignee_id=me.staff_id)
    colleague = _colleague(me, item)
    asked = person.post(reverse("core:transfer"), {"item": item.pk})
    assert colleague.name in asked.content.decode()
    sent = {"item": item.pk, "command_key": uuid4(), "to": colleague.assignment_id, "reason": "Holiday from tomorrow"}
    person.post(reverse("core:transfer"), sent)
    item.refresh_from_db()
    assert item.assignee_id == colleague.staff_id
    entry = AuditEntry.objects.get(action="core.work.transfer")
    assert (entry.reason, entry.before, entry.after) == (
        "Holiday from tomorrow",
        {"assignee": me.name},
        {"assignee": colleague.name},
    )
    assert Notification.objects.get().recipient_id == colleague.staff_id


def test_handing_over_needs_a_reason_and_a_colleague_who_serves_the_queue(person: Client, me: Any) -> None:
    item = _item(me, 1)
    stranger = PostAssignment.objects.exclude(
        post_id__in=PostQueue.objects.filter(queue=item.queue).values("post_id")
    ).first()
    colleague = _colleague(me, item)
    with nothing_changed(but=SESSIONS):
        answer = person.post(
            reverse("core:transfer"), {"item": item.pk, "command_key": uuid4(), "to": colleague.assignment_id}
        )
        assert answer.status_code == 422
        with pytest.raises(RuleRefusal):
            work.transfer(item.pk, order(me, reason="why"), to=stranger.pk)
        with pytest.raises(RuleRefusal):
            work.transfer(item.pk, order(me, reason=" "), to=colleague.assignment_id)
        with pytest.raises(RuleRefusal):
            work.transfer(item.pk, order(me, reason="to myself"), to=me.assignment_id)


def test_what_another_has_taken_is_not_handed_over(me: Any) -> None:
    item = _item(me, 1, assignee_id=me.staff_id + 1)
    with nothing_changed(), pytest.raises(work.AlreadyClaimed):
        work.transfer(item.pk, order(me, reason="why"), to=me.assignment_id)


def test_a_colleague_who_did_an_incompatible_act_is_barred(me: Any, monkeypatch: Any) -> None:
    """The paper waits for its signature; who wrote it must not sign it."""
    item = _item(me, 1)
    colleague = _colleague(me, item)
    paper = Paper(pk=item.subject_id, unit_id=me.unit_id, state="submitted", title="Paper")
    monkeypatch.setattr(work, "subject_of", lambda _item: paper)
    monkeypatch.setattr("organisation.actors.PostActor.refusal_for", lambda *_args: None)
    IncompatibleDuties.objects.create(
        number=99, first="sample.sign", second="sample.write", level="case", why="Who writes does not sign."
    )
    work_free = {one.staff_id for one in work.colleagues_for([item], me, timezone.localdate())}
    assert colleague.staff_id in work_free
    CaseAct.objects.create(
        subject_kind=PAPER.kind, subject_id=paper.pk, case_ref=paper.case(), duty="sample.write",
        staff_id=colleague.staff_id, transition="sample.paper.write", at=timezone.now(),
    )  # fmt: skip
    barred = {one.staff_id for one in work.colleagues_for([item], me, timezone.localdate())}
    assert work_free - barred == {colleague.staff_id}


@pytest.mark.parametrize("path", ["/", "/policies/", "/policies/7/", "/proposals/", "/customers/3/", "/dashboard/"])
def test_one_place_of_the_side_bar_is_lit(me: Any, path: str) -> None:
    side = navigation.side_bar(me, path, {})
    assert len([entry.url for _group, entries in side for entry in entries if entry.current]) == 1


def test_only_whole_segments_lead_to_a_place() -> None:
    assert navigation._leads_to("/claims/", "/claims/7/")
    assert not navigation._leads_to("/claims/", "/claims-shared/")
    assert not navigation._leads_to("/claims", "/claimsboard/")
    assert not navigation._leads_to("/", "/claims/")


def test_the_side_bar_never_asks_who_else_holds_a_right(me: Any, monkeypatch: Any) -> None:
    """It stands on every page: finding the holders of forty rights took most of the time of a list."""
    monkeypatch.setattr("organisation.selectors.posts.holders_of", lambda _permission: pytest.fail("asked for holders"))
    assert navigation.side_bar(me, "/", {})
