"""What is delegated ends with the posts: of the holder, and of the substitute (AUT-24)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.models import WorkItem
from core.workflow.command import Command
from organisation.actors import PostActor, system_actor
from organisation.services import people
from organisation.services.delegations import DelegationRefused, expire_delegation
from organisation.services.posts import PostsClash, PostWanted, propose_post
from tests.factories.organisation import actor_at, order
from tests.integration.organisation.test_delegation import (
    TODAY,
    director,
    item,
    lin,
    running,
    staff,
)
from tests.support.unchanged import nothing_changed

__all__ = ["director", "lin"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch"), pytest.mark.req("AUT-24")]


def taken_by() -> tuple[int | None, int | None]:
    held = WorkItem.objects.get(subject_kind="underwriting.proposal")
    return held.assignee_id, held.in_place_of_id


class TestPostsThatEnd:
    """What is delegated ends with the post; nothing stays with somebody who cannot do it any more."""

    def admin(self) -> Command:
        return order(actor_at("IT_ADMIN", "350500"), reason="离岗")

    def test_the_holder_leaves(self, lin: PostActor, director: PostActor) -> None:
        item("linxiaolan", "underwriting.decide")
        asked = running(lin, director)
        assert taken_by() == (staff("huangjiahui").pk, lin.staff_id)
        people.leave(lin.staff_id, self.admin(), hand_over_to=staff("wuguodong").pk)
        asked.refresh_from_db()
        assert (asked.state, asked.ended_by_id) == ("ended", None)
        assert taken_by() == (staff("wuguodong").pk, None)

    def test_the_post_of_the_holder_ends(self, lin: PostActor, director: PostActor) -> None:
        item("linxiaolan", "underwriting.decide")
        asked = running(lin, director)
        yesterday = TODAY - timedelta(days=1)
        people.end_post(lin.staff_id, self.admin(), assignment_id=lin.assignment_id, last_day=yesterday)
        asked.refresh_from_db()
        assert (asked.state, taken_by()) == ("ended", (None, None))

    def test_the_substitute_leaves(self, lin: PostActor, director: PostActor) -> None:
        item("linxiaolan", "underwriting.decide")
        asked = running(lin, director)
        people.leave(staff("huangjiahui").pk, self.admin())
        asked.refresh_from_db()
        assert (asked.state, taken_by()) == ("ended", (lin.staff_id, None))

    def test_it_goes_on_while_both_are_in_post(self, lin: PostActor, director: PostActor) -> None:
        asked = running(lin, director)
        clock = order(system_actor("delegation-clock", unit_id=asked.unit_id))
        with nothing_changed(), pytest.raises(DelegationRefused):
            expire_delegation(asked.pk, clock)


def test_no_post_is_given_that_clashes_with_one_the_person_stands_in_for(
    lin: PostActor, director: PostActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database would refuse the approval; the proposal says why."""
    running(lin, director)
    monkeypatch.setattr("organisation.services.posts.clash_of", lambda *_asked: None)  # as if no own post stood against
    row = PostWanted(
        staff_id=staff("huangjiahui").pk, post="SALES", unit_id=lin.unit_id, scope_unit_id=lin.unit_id,
        first_day=TODAY, waiver="代班",
    )  # fmt: skip
    with nothing_changed(), pytest.raises(PostsClash) as refusal:
        propose_post(order(actor_at("IT_ADMIN", "350500"), reason="调岗"), wanted=row)
    assert refusal.value.details["value"].startswith("UW_UND")
