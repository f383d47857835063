"""Who is posted where, until when at the latest, and who is due (ORG-18, AUT-14)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.models import SUB_BRANCHES, Exchange, PostAssignment, Posting, Staff, Unit, UnitKind
from organisation.rules import rotation
from organisation.rules.lifecycles import exchange as states
from organisation.rules.rotation import Due, Kind
from organisation.selectors import filed_plans
from organisation.selectors.parameters import value
from organisation.selectors.same_city import is_same_city

NOTICE = "organisation.rotation_notice_days"


def postings(actor: Any) -> QuerySet[Posting]:
    """Postings in scope that have not ended."""
    rows = Posting.objects.visible_to(actor).filter(period__endswith=None)
    return rows.select_related("staff", "place", "unit")


def due_of(found: Posting) -> date:
    """The last day at the place."""
    return rotation.due_on(found.since, value(found.about.months, found.unit, found.since))


def standing_of(found: Posting, today: date) -> Due:
    """Whether the exchange is near or late."""
    return rotation.standing(due_of(found), today, value(NOTICE, found.unit, today))


def noticed(today: date) -> list[tuple[Posting, Due]]:
    """Everybody whose exchange is near or late."""
    rows = Posting.objects.filter(period__endswith=None).select_related("staff", "place", "unit")
    found = [(row, standing_of(row, today)) for row in rows]
    return [(row, due) for row, due in found if due is not Due.FINE]


def directors_of(found: Posting, on: date) -> list[int]:
    """Who directs the posted person's centre."""
    held = PostAssignment.objects.filter(post_id=found.about.director, unit_id=found.unit_id, period__contains=on)
    return list(held.filter(staff__is_active=True).order_by("pk").values_list("staff_id", flat=True))


def people_of(kind: Kind, centre: Unit, on: date) -> list[Staff]:
    """The people of the centre who hold the post on a day."""
    held = PostAssignment.objects.filter(post_id=kind.post, period__contains=on, staff__is_active=True)
    rows = Staff.objects.filter(belongs_to=centre, pk__in=held.values("staff_id"))
    return list(rows.select_related("works_at").order_by("name"))


def running(people: Iterable[Staff]) -> dict[int, Posting]:
    """The open posting of each person."""
    rows = Posting.objects.filter(staff__in=[one.pk for one in people], period__endswith=None)
    return {row.staff_id: row for row in rows.select_related("place")}


def places_for(kind: Kind, centre: Unit, on: date) -> list[Unit]:
    """Where people of the kind can be posted: sub-branches with a plan in force, or same-city places."""
    rows = Unit.objects.filter(branch_id=centre.branch_id, active=True).select_related("branch").order_by("code")
    inside = [unit for unit in rows if unit.kind in (*SUB_BRANCHES, UnitKind.SURVEY_POINT)]
    if kind.code == rotation.BOOKKEEPERS:
        allowed = filed_plans.units_allowed(inside, kind.post, on)
        return [unit for unit in inside if unit.pk in allowed]
    return [centre, *(unit for unit in inside if is_same_city(unit, on))]


def exchanges(actor: Any) -> QuerySet[Exchange]:
    """Exchanges in scope."""
    return Exchange.objects.visible_to(actor).select_related("unit", "proposed_by", "decided_by")


def exchange_for(actor: Any, pk: int) -> Exchange:
    """One of them; out of scope reads as not found."""
    found = exchanges(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def ripe(today: date) -> QuerySet[Exchange]:
    """Approved exchanges whose day has come."""
    return Exchange.objects.filter(state=states.APPROVED, on_day__lte=today)
