"""Numbers in the hand, a store and seals stand against the end of a post until they are handed over (3.3, 8.4)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from archives.rules import form_count, form_slip, seal
from archives.services import form_counts, seals
from core.models import Notification
from organisation.models import PostAssignment, Staff
from organisation.services import people
from organisation.services.held_things import ThingsHeld, tell_what_is_left
from tests.factories import forms as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.req("FRM-05", "FRM-06")
YESTERDAY = timedelta(days=1)


def _end(actor: Any, *, last_day: Any = None, **over: Any) -> Staff:
    today = timezone.localdate()
    administrator = actor_at("IT_ADMIN", "350500")
    row = PostAssignment.objects.get(staff_id=actor.staff_id, post_id=actor.post)
    return people.end_post(
        actor.staff_id,
        order(administrator, reason="调岗"),
        assignment_id=row.pk,
        last_day=last_day or today - YESTERDAY,
        **over,
    )


def _told() -> set[tuple[int, str]]:
    rows = Notification.objects.filter(key__startswith="things-held:")
    return set(rows.values_list("recipient_id", "body"))


def test_a_clerk_with_numbers_in_the_hand_returns_them_first() -> None:
    clerk = made.clerk()
    with nothing_changed(), pytest.raises(ThingsHeld) as refusal:
        _end(clerk)
    assert (refusal.value.field, refusal.value.details["value"]) == ("despite", 1)
    assert "JB0000000001–JB0000000200" in refusal.value.message
    back = made.slip(form_slip.RETURN, 1, 200, actor=clerk)
    made.sign(back, made.keeper())
    _end(clerk)
    assert _told() == set()


def test_a_right_that_must_end_now_ends_and_the_heads_are_told_what_to_recover() -> None:
    clerk, manager = made.clerk(), actor_at("SUB_MGR", made.FENGZE)
    _end(clerk, despite=True)
    told = _told()
    assert manager.staff_id in {staff for staff, _body in told}
    assert clerk.staff_id not in {staff for staff, _body in told}
    assert all(body.endswith("JB0000000001–JB0000000200") for _staff, body in told)


def test_of_an_end_that_lies_ahead_the_person_is_told_and_asked_again_on_the_day() -> None:
    clerk, last = made.clerk(), timezone.localdate() + timedelta(days=10)
    _end(clerk, last_day=last)
    assert clerk.staff_id in {staff for staff, _body in _told()}
    Notification.objects.all().delete()
    assert tell_what_is_left(last) == 0
    assert tell_what_is_left(last + timedelta(days=1)) == 1
    assert clerk.staff_id not in {staff for staff, _body in _told()}


def test_a_store_goes_over_with_a_count_that_agrees() -> None:
    keeper, manager = made.keeper(), actor_at("SUB_MGR", made.FENGZE)
    with nothing_changed(), pytest.raises(ThingsHeld):
        _end(keeper)
    paper = form_counts.begin_count(order(manager), kind=form_count.HAND_OVER, unit_id=keeper.unit_id)
    form_counts.enter_count(paper.pk, order(keeper), found={made.SIGN: form_counts.Found(quantity=800)})
    form_counts.check_count(paper.pk, order(manager))
    _end(keeper)


def test_who_keeps_a_seal_hands_it_over_first() -> None:
    reviewer, manager = actor_at("UW_REVIEW", made.FENGZE), actor_at("SUB_MGR", made.FENGZE)
    row = seals.enter_seal(
        order(manager), kind=seal.POLICY, name="承保专用章", keeper_id=reviewer.staff_id, place="保险柜"
    )
    with nothing_changed(), pytest.raises(ThingsHeld) as refusal:
        _end(reviewer)
    assert row.number in refusal.value.message
    seals.withdraw_seal(row.pk, order(manager, reason="磨损停用"))
    _end(reviewer)
