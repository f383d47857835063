"""Who can decide: holders of the permission, in post today, who see the business, whose limits cover every measure, and
who did nothing on the case that stands against it (AUT-25)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from core.models import AuthoritySubject
from core.workflow.registry import acts
from organisation.models import AuthorityGrant, PostAssignment, Unit, UnitKind
from organisation.selectors import posts, segregation
from organisation.selectors.limits import first_above, merged, usable_by

SHOWN = 4
Grants = dict[tuple[int, str, int | None], list[AuthorityGrant]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """A post in a unit with the people in it who can decide, and their limit for the measure asked about."""

    unit: str
    post: str
    people: tuple[str, ...]
    limit: Decimal | None

    def as_row(self) -> dict[str, Any]:
        row = {"unit": self.unit, "post": posts.name_of(self.post), "people": list(self.people)}
        return row if self.limit is None else {**row, "limit": str(self.limit)}


def deciders(
    operation: str, about: AuthoritySubject, measures: Mapping[str, Decimal], on: date, *, asked: str, case: str
) -> list[Decider]:
    """The posts that cover ``measures``, the lowest limit of the measure ``asked`` first."""
    permissions, duties = _asked_for(operation)
    grants = _grants(operation, about.line, on)
    barred = segregation.barred_from(duties, case)
    shown: dict[tuple[Decimal, int, str], list[PostAssignment]] = defaultdict(list)
    for held in _in_post(grants, about.unit_id, on):
        if held.staff_id in barred or (permissions and not permissions & posts.permissions_of(held.post_id)):
            continue
        limit = _covering(grants, held, measures, asked)
        if limit is not None:
            shown[limit, held.unit_id, held.post_id].append(held)
    return [_decider(limit, people, measures) for (limit, _u, _p), people in sorted(shown.items())[:SHOWN]]


def _decider(limit: Decimal, people: list[PostAssignment], measures: Mapping[str, Decimal]) -> Decider:
    first = people[0]
    named = tuple(held.staff.name for held in people)
    return Decider(unit=first.unit.name, post=first.post_id, people=named, limit=limit if measures else None)


def _asked_for(operation: str) -> tuple[frozenset[str], frozenset[str]]:
    """Permissions and duties of the acts for which the operation is granted."""
    needing = [act for act in acts().values() if act.operation == operation]
    return frozenset(act.permission for act in needing), frozenset(act.duty for act in needing if act.duty)


def _grants(operation: str, line: str, on: date) -> Grants:
    found: Grants = defaultdict(list)
    for grant in AuthorityGrant.objects.filter(operation=operation, line__in=("", line), effective__contains=on):
        found[grant.unit_id, grant.post_id or "", grant.staff_id].append(grant)
    return found


def _in_post(grants: Grants, unit_id: int, on: date) -> list[PostAssignment]:
    """People in the posts that hold a grant, as far as they see the business of the unit."""
    unit = Unit.objects.filter(pk=unit_id).first()
    above = [pk for pk in (unit.pk, unit.sub_branch_id, unit.branch_id, unit.province_id) if pk] if unit else []
    sees = Q(scope_unit_id__in=above) | Q(scope_unit__kind=UnitKind.HEAD_OFFICE)
    holders = Q(post_id__in={post for _u, post, _s in grants if post}) | Q(staff_id__in={s for *_o, s in grants if s})
    held = PostAssignment.objects.filter(sees, holders, unit_id__in={unit for unit, *_o in grants})
    held = held.filter(period__contains=on, staff__is_active=True)
    return list(held.select_related("staff", "unit").order_by("staff__login_name"))


def _covering(grants: Grants, held: PostAssignment, measures: Mapping[str, Decimal], asked: str) -> Decimal | None:
    """The person's limit of the measure asked about when all measures are covered."""
    own = grants.get((held.unit_id, held.post_id, None), []) + grants.get((held.unit_id, "", held.staff_id), [])
    limits = merged(grant for grant in own if usable_by(grant, held.staff_id))
    if first_above(limits, measures) is not None:
        return None
    return limits[asked].limit if asked in limits else Decimal(0)
