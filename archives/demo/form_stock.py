"""Stock of the demo branch: the store of the finance centre, the stores of two sub-branches, the clerks' hands."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from archives.models import FormType
from archives.rules.form_places import Place, Standing, Step
from archives.rules.serials import Numbers
from archives.services.form_moves import Move, move_forms
from core.workflow.command import Command
from organisation.models import PostAssignment, UnitKind
from organisation.public import centre_of, system_actor

DELIVERED, TO_UNIT, TO_CLERK = 20_000, 1_000, 200
TODAY = timedelta(0)


def hand_to_counters(kind: FormType, *, posts: tuple[str, ...] = ("SUB_RP",)) -> None:
    """Finance counters hold two hundred of a form (FRM-02)."""
    _hand(kind, list(PostAssignment.objects.filter(post_id__in=posts).select_related("unit").order_by("pk")), TODAY)


def hand_out_signs() -> None:
    """What no compulsory policy is issued without."""
    hand_out(FormType.objects.get(code="compulsory_sign"))


def hand_out(*kinds: FormType, held_for: timedelta = TODAY) -> None:
    """Every issuing clerk holds two hundred of a form since some days; each place got its numbers from the store
    above."""
    clerks = list(PostAssignment.objects.filter(post_id="UW_ISSUE").select_related("unit").order_by("pk"))
    for kind in kinds:
        _hand(kind, clerks, held_for)


def _hand(kind: FormType, people: list[PostAssignment], held_for: timedelta) -> None:
    if not people:
        return
    centre = centre_of(people[0].unit_id, UnitKind.FINANCE_CENTRE)
    top, at = Place(Standing.IN_STORE, centre.pk), timezone.now() - held_for
    _go(kind, Numbers(1, DELIVERED), Step.RECEIVE, (top, top), at)
    for place, clerk in enumerate(people):
        _supply(kind, 1 + place * TO_UNIT, top, clerk, at)


def _supply(kind: FormType, first: int, top: Place, clerk: PostAssignment, at: datetime) -> None:
    unit, staff = clerk.unit_id, clerk.staff_id
    away, store = Place(Standing.IN_TRANSIT, unit), Place(Standing.IN_STORE, unit)
    aside, hand = Place(Standing.OFFERED, unit, staff), Place(Standing.WITH_USER, unit, staff)
    parcel, own = Numbers(first, first + TO_UNIT - 1), Numbers(first, first + TO_CLERK - 1)
    _go(kind, parcel, Step.DISPATCH, (top, away), at)
    _go(kind, parcel, Step.ARRIVE, (away, store), at)
    _go(kind, own, Step.OFFER, (store, aside), at)
    _go(kind, own, Step.DRAW, (aside, hand), at)


def _go(kind: FormType, numbers: Numbers, step: Step, way: tuple[Place, Place], at: datetime) -> None:
    """As the services of the papers do it; the demo begins with the stock and without the papers."""
    source, target = way
    actor = system_actor("form-clock", unit_id=target.unit_id)
    key = uuid5(NAMESPACE_URL, f"forms/{kind.code}/{step}/{numbers.first}")
    command = Command(key=key, actor=actor, at=at)
    move_forms(command, Move(form_type=kind, numbers=numbers, step=step, source=source, target=target))
