"""Who stands in for whom, with which rights, and what a post could pass on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from core.workflow.registry import acts, stateful_models
from organisation.models import AuthorityGrant, Delegation, PostAssignment, Staff
from organisation.rules.lifecycles import delegation as states
from organisation.selectors import posts

MOST_NAME = 80
Powers = Mapping[str, Mapping[str, str]]
# What is passed on is not passed on again, and nobody stands in as one of the four eyes over rules and access.
NEVER_DELEGATED = frozenset(
    {
        "organisation.request_delegation",
        "organisation.approve_delegation",
        "organisation.approve_authority",
        "organisation.approve_control",
        "organisation.approve_access",
        "organisation.approve_override",
        "organisation.check_override",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """In whose place somebody acts, under which delegation, with which powers ({} = all)."""

    delegation_id: int
    staff_id: int
    name: str
    powers: Powers


def acting_name(substitute: str, holder: str) -> str:
    """How somebody who stands in is written down."""
    return f"{substitute}（代{holder}）"[:MOST_NAME]


def acting_posts_of(staff_id: int, on: date) -> list[PostAssignment]:
    """The posts under which a person may act on a day: the own ones first, then those the person stands in for."""
    running = Delegation.objects.filter(
        from_assignment_id=OuterRef("pk"), to_staff_id=staff_id, state=states.RUNNING, period__contains=on
    )
    own = Q(staff_id=staff_id, staff__is_active=True)
    me = Exists(Staff.objects.filter(pk=staff_id, is_active=True))
    held = PostAssignment.objects.filter(own | (Exists(running) & me), period__contains=on)
    mine_first = Case(When(staff_id=staff_id, then=Value(0)), default=Value(1))
    return list(held.select_related("staff", "post", "unit", "scope_unit").order_by(mine_first, "post__order", "pk"))


def place_of(assignment: PostAssignment, staff_id: int) -> tuple[Place, Staff]:
    """The running delegation by which a person stands in for the holder of a post, and the person."""
    running = Delegation.objects.filter(from_assignment_id=assignment.pk, to_staff_id=staff_id, state=states.RUNNING)
    found = running.select_related("to_staff").get()
    place = Place(delegation_id=found.pk, staff_id=assignment.staff_id, name=assignment.staff.name, powers=found.powers)
    return place, found.to_staff


def rights_of(post: str, powers: Powers) -> frozenset[str]:
    """The rights of a post as a substitute has them: without acts whose operation was not passed on."""
    held = posts.permissions_of(post) - NEVER_DELEGATED
    if not powers:
        return held
    needing = [act for act in acts().values() if act.operation]
    left = {act.permission for act in needing if act.operation not in powers}
    return held - (left - {act.permission for act in needing if act.operation in powers})


def queues_of(post: str, powers: Powers) -> frozenset[str]:
    """The queues of a post that a substitute serves."""
    served = posts.queues_of(post)
    return served & _queues_for(powers) if powers else served


def _queues_for(operations: Collection[str]) -> frozenset[str]:
    """The queues in which something waits for one of the operations."""
    found: set[str] = set()
    for model in stateful_models().values():
        for transition in model.lifecycle.transitions:
            if transition.operation in operations:
                found |= {model.lifecycle.state(source).queue for source in transition.sources}
    return frozenset(found - {""})


def limits_of(assignment: PostAssignment, on: date) -> list[AuthorityGrant]:
    """What the holder of a post may decide on a day: what can be passed on."""
    holder = Q(post_id=assignment.post_id) | Q(staff_id=assignment.staff_id)
    grants = AuthorityGrant.objects.filter(holder, unit_id=assignment.unit_id, effective__contains=on)
    return list(grants.order_by("operation", "measure", "line"))


def clash(
    staff_id: int, post: str, period: DateRange, delegation_id: int | None = None, *, unit_id: int | None = None
) -> str | None:
    """A post that the person fills or stands in for then, and that must not meet ``post`` in one person; with a unit
    also by the rows that hold in a unit of its size."""
    during = f"[{period.lower},{period.upper or ''})"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(organisation_post_clash(%s, %s, %s::daterange, NULL, %s),"
            " organisation_post_clash_by_size(%s, %s, %s::daterange, NULL, %s))",
            [staff_id, post, during, delegation_id, staff_id, post, during, unit_id],
        )
        found: str | None = cursor.fetchone()[0]
    return found


def delegations(actor: Any) -> QuerySet[Delegation]:
    """Those in which the person is named, and those in scope for whoever decides on delegations."""
    named = Q(from_staff_id=actor.staff_id) | Q(to_staff_id=actor.staff_id) | Q(requested_by_id=actor.staff_id)
    if actor.refusal_for("organisation.approve_delegation") is None:
        named |= actor.scope_filter(Delegation)
    rows = Delegation.objects.filter(named).select_related("unit", "from_assignment")
    return rows.annotate(
        holder_name=_name_of("from_staff"),
        substitute_name=_name_of("to_staff"),
        requested_name=_name_of("requested_by"),
        decided_name=_name_of("decided_by"),
    )


def _name_of(column: str) -> Subquery:
    """Names as scalar subqueries: as many joins of the same table are a burden to the planner."""
    return Subquery(Staff.objects.filter(pk=OuterRef(column)).values("name")[:1])


def without_posts(on: date) -> QuerySet[Delegation]:
    """Running, approved and requested ones whose holder has left the post, or whose substitute has none any more."""
    open_ones = Delegation.objects.filter(state__in=[*states.LIVE, states.REQUESTED])
    over = PostAssignment.objects.filter(pk=OuterRef("from_assignment_id"), period__endswith__lte=on)
    lasting = Q(period__upper_inf=True) | Q(period__endswith__gt=on)
    left = PostAssignment.objects.filter(lasting, staff_id=OuterRef("to_staff_id"))
    return open_ones.filter(Exists(over) | ~Exists(left))


def delegation_for(actor: Any, pk: int) -> Delegation:
    """One delegation with the people in it, or not found."""
    people = ("from_staff", "to_staff", "requested_by", "decided_by", "ended_by")
    found = delegations(actor).filter(pk=pk).prefetch_related(*people).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def delegable(actor: Any, on: date) -> QuerySet[PostAssignment]:
    """The posts for which the actor may ask for a substitute: the own ones, and for managers those in scope."""
    wanted = Q(staff_id=actor.staff_id)
    if actor.refusal_for("organisation.approve_delegation") is None:
        wanted |= in_scope_of(actor)
    held = PostAssignment.objects.filter(wanted, period__contains=on, staff__is_active=True)
    return held.select_related("staff", "post", "unit").order_by("unit__code", "post__order", "staff__name")


def in_scope_of(actor: Any) -> Q:
    """Posts of units in the actor's scope."""
    if actor.scope_column is None:
        return Q()
    if actor.scope_column == "unit_id":
        return Q(unit_id=actor.scope_unit_id)
    return Q(**{f"unit__{actor.scope_column}": actor.scope_unit_id})


def substitutes(assignment: PostAssignment, on: date) -> QuerySet[Staff]:
    """Colleagues of the same branch (province, head office) who hold a post."""
    unit = assignment.unit
    near = {"works_at__branch_id": unit.branch_id, "works_at__province_id": unit.province_id}
    in_post = PostAssignment.objects.filter(staff_id=OuterRef("pk"), period__contains=on)
    people = Staff.objects.filter(Exists(in_post), is_active=True, **near).exclude(pk=assignment.staff_id)
    return people.order_by("name")
