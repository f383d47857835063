"""Who can decide: holders of the permission, in post today, who see the business, whose limits cover every measure, and
who did nothing on the case that stands against it (AUT-25)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from core.models import AuthoritySubject
from core.workflow.registry import acts
from organisation.models import AuthorityGrant, Delegation, PostAssignment, Unit, UnitKind
from organisation.rules.lifecycles.delegation import RUNNING
from organisation.rules.operations import MONEY, measure_of
from organisation.selectors import posts, segregation
from organisation.selectors.delegations import acting_name
from organisation.selectors.limits import capped, first_above, merged, usable_by

SHOWN = 4
Grants = dict[tuple[int, str, int | None], list[AuthorityGrant]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """A post in a unit with the people in it who can decide, and their limit where the measure asked about is money."""

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
    held = [one for one in _in_post(grants, about.unit_id, on) if _may(one, permissions)]
    shown: dict[tuple[Decimal, int, str], list[Candidate]] = defaultdict(list)
    for one in [*(Candidate(one, None) for one in held), *_in_place(held, operation, on)]:
        limit = None if one.staff_id in barred else _covering(grants, one, operation, (measures, asked))
        if limit is not None:
            shown[limit, one.held.unit_id, one.held.post_id].append(one)
    in_money = bool(measures) and measure_of(operation, asked).unit == MONEY
    return [_decider(limit if in_money else None, people) for (limit, _u, _p), people in sorted(shown.items())[:SHOWN]]


class Candidate(NamedTuple):
    """Somebody in a post, or in the place of its holder."""

    held: PostAssignment
    delegation: Delegation | None

    @property
    def staff_id(self) -> int:
        return self.delegation.to_staff_id if self.delegation else self.held.staff_id

    @property
    def name(self) -> str:
        return (
            acting_name(self.delegation.to_staff.name, self.held.staff.name)
            if self.delegation
            else self.held.staff.name
        )


def _may(held: PostAssignment, permissions: frozenset[str]) -> bool:
    return not permissions or bool(permissions & posts.permissions_of(held.post_id))


def _in_place(held: list[PostAssignment], operation: str, on: date) -> list[Candidate]:
    """Those who stand in for one of the holders with this operation."""
    posts_held = {one.pk: one for one in held}
    running = Delegation.objects.filter(from_assignment_id__in=posts_held, state=RUNNING, period__contains=on)
    found = running.filter(Q(powers={}) | Q(powers__has_key=operation), to_staff__is_active=True)
    return [Candidate(posts_held[one.from_assignment_id], one) for one in found.select_related("to_staff")]


def _decider(limit: Decimal | None, people: list[Candidate]) -> Decider:
    first, named = people[0].held, tuple(one.name for one in people)
    return Decider(unit=first.unit.label, post=first.post_id, people=named, limit=limit)


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


def _covering(
    grants: Grants, one: Candidate, operation: str, question: tuple[Mapping[str, Decimal], str]
) -> Decimal | None:
    """The person's limit of the measure asked about when all measures are covered."""
    held, (measures, asked) = one.held, question
    own = grants.get((held.unit_id, held.post_id, None), []) + grants.get((held.unit_id, "", held.staff_id), [])
    limits = merged(grant for grant in own if usable_by(grant, held.staff_id) and usable_by(grant, one.staff_id))
    if one.delegation is not None and one.delegation.powers:
        limits = capped(limits, one.delegation.powers.get(operation))
    if first_above(limits, measures) is not None:
        return None
    return limits[asked].limit if asked in limits else Decimal(0)
