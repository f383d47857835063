"""Who acts: a person under a post, an API client, or a named part of the system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from core import permissions
from core.workflow.command import Basis
from core.workflow.refusals import AboveAuthority, Forbidden, Hidden, Refusal, SegregationConflict
from organisation.models import PostAssignment, Unit, UnitKind
from organisation.selectors import authority, delegations, grants, posts, segregation
from organisation.selectors.delegations import Place

SYSTEM = "system:"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostActor:
    """A person acting under one post. Built once per request by ``organisation.public.actor_of``."""

    staff_id: int
    assignment_id: int
    unit_id: int
    name: str
    post: str
    post_name: str
    unit_name: str
    scope_unit_id: int
    scope_column: str | None
    permissions: frozenset[str]
    served: frozenset[str]
    place: Place | None = None

    @property
    def delegation_id(self) -> int | None:
        """The delegation under which the person acts in place of the holder of the post."""
        return self.place.delegation_id if self.place else None

    @property
    def in_place_of_id(self) -> int | None:
        """In whose place the person acts."""
        return self.place.staff_id if self.place else None

    def refusal_for(self, permission: str, subject: object | None = None) -> Refusal | None:
        if subject is not None and not self._sees(subject) and not grants.is_shared(subject, self.staff_id):
            return Hidden(_("Not found."))
        if permission in self.permissions:
            return None
        who = posts.holders_of(permission)
        return Forbidden(_("Your post does not allow this."), details={"rule": permission, "who": who})

    def _sees(self, subject: object) -> bool:
        if self.scope_column is None or not hasattr(subject, "unit_id"):
            return True
        own = getattr(subject, "unit_id", None) == self.scope_unit_id
        return own or getattr(subject, self.scope_column, None) == self.scope_unit_id

    def segregation_refusal(self, duty: str, case: str) -> Refusal | None:
        earlier = segregation.standing_against(duty, case, self.staff_id)
        if earlier is None:
            return None
        return SegregationConflict(
            _("You did “%(act)s” on this case before; another person must do this.") % {"act": earlier.act},
            details={"rule": earlier.rule, "value": earlier.act, "basis": earlier.why},
        )

    def authority_for(self, operation: str, subject: object, measures: Mapping[str, Decimal]) -> Basis:
        decision = authority.decide(operation, self, subject, measures)
        if decision.basis is None:
            raise AboveAuthority(decision.message, details=decision.details())
        return decision.basis

    def queues(self) -> frozenset[str]:
        return self.served

    def scope_filter(self, model: type[Model]) -> Q:
        if self.scope_column is None:
            return Q()
        own = (
            Q(unit_id=self.scope_unit_id)
            if self.scope_column == "unit_id"
            else Q(**{self.scope_column: self.scope_unit_id})
        )
        shared = grants.shared_ids(model, self.staff_id)
        return own | Q(pk__in=shared) if shared else own


def actor_of(assignment: PostAssignment) -> PostActor:
    """The person acting under a post; load the assignment with ``staff``, ``unit`` and ``scope_unit``."""
    return PostActor(
        staff_id=assignment.staff_id,
        assignment_id=assignment.pk,
        unit_id=assignment.unit_id,
        name=assignment.staff.name,
        post=assignment.post_id,
        post_name=posts.name_of(assignment.post_id),
        unit_name=assignment.unit.label,
        scope_unit_id=assignment.scope_unit_id,
        scope_column=assignment.scope_unit.scope_column(),
        permissions=posts.permissions_of(assignment.post_id),
        served=posts.queues_of(assignment.post_id),
    )


def acting_as(assignment: PostAssignment, staff_id: int) -> PostActor:
    """A person under the own post, or in place of the holder of ``assignment`` by a delegation that runs.

    Every act names both; segregation looks at who acts, authority at whose post it is.
    """
    actor = actor_of(assignment)
    if assignment.staff_id == staff_id:
        return actor
    place, substitute = delegations.place_of(assignment, staff_id)
    return replace(
        actor,
        staff_id=staff_id,
        name=delegations.acting_name(substitute.name, place.name),
        permissions=delegations.rights_of(assignment.post_id, place.powers),
        served=delegations.queues_of(assignment.post_id, place.powers),
        place=place,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemActor:
    """A named part of the system with exactly the permissions it was given."""

    unit_id: int
    post: str
    name: str
    permissions: frozenset[str]
    staff_id: int | None = None
    assignment_id: int | None = None

    def refusal_for(self, permission: str, subject: object | None = None) -> Refusal | None:  # noqa: ARG002 - sees all
        if permission in self.permissions:
            return None
        return Forbidden(_("The system actor does not hold this permission."), details={"rule": permission})

    def segregation_refusal(self, duty: str, case: str) -> Refusal | None:  # noqa: ARG002 - not a person
        return None

    def authority_for(self, operation: str, subject: object, measures: Mapping[str, Decimal]) -> Basis:
        decision = authority.decide(operation, self, subject, measures)
        if decision.basis is None:
            raise AboveAuthority(decision.message, details=decision.details())
        return decision.basis

    def queues(self) -> frozenset[str]:
        return frozenset()

    def scope_filter(self, model: type[Model]) -> Q:  # noqa: ARG002 - sees all
        return Q()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientActor(SystemActor):
    """A client of the API: the rights of its post, in its unit only."""

    client_id: int = 0

    def refusal_for(self, permission: str, subject: object | None = None) -> Refusal | None:
        if subject is not None and getattr(subject, "unit_id", self.unit_id) != self.unit_id:
            return Hidden(_("Not found."))
        return SystemActor.refusal_for(self, permission)

    def scope_filter(self, model: type[Model]) -> Q:  # noqa: ARG002 - own unit whatever the model
        return Q(unit_id=self.unit_id)


def system_actor(name: str, *, unit_id: int | None = None) -> SystemActor:
    """The system actor ``name`` with exactly the permissions that the apps give to the post ``system:<name>``.

    It acts in the name of ``unit_id``, of the head office when none is said.
    """
    post = f"{SYSTEM}{name}"
    unit = unit_id if unit_id is not None else _head_office()
    held = _held_by(post, len(permissions.catalogues()))
    return SystemActor(unit_id=unit, post=post, name=name, permissions=held)


@lru_cache(maxsize=64)
def _held_by(post: str, _apps: int) -> frozenset[str]:
    """What the apps that have registered so far give to a post."""
    return frozenset(p for c in permissions.catalogues().values() for p, holders in c.posts.items() if post in holders)


def _head_office() -> int:
    return Unit.objects.filter(kind=UnitKind.HEAD_OFFICE).values_list("pk", flat=True).first() or 0
