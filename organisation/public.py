"""What the packages above may use of the organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from core import clocks
from core.rules.working_time import WorkingCalendar
from core.workflow.command import Actor
from organisation.actors import ClientActor, PostActor, SystemActor, actor_of, system_actor
from organisation.documents.letter import Letter, authority_letter
from organisation.documents.plan_report import PlanReport, plan_report
from organisation.models import ApiClient, Scoped, ScopedActor, ScopedQuerySet, Unit, UnitKind
from organisation.rules.authority_floor import authority_ceiling
from organisation.rules.changes import Affected, ChangeKind, Difference, register_change
from organisation.rules.operations import Bound, MeasureName, Operation, lines, name_lines, name_operations, never_above
from organisation.rules.routing import Desk, Route
from organisation.selectors import authority, posts, segregation
from organisation.selectors.authority import Decision
from organisation.selectors.authority_grants import held_on_level_of
from organisation.selectors.far_limits import far_sub_branches, register_ceiling, unit_limits
from organisation.selectors.held_things import HeldThing, register_held_things
from organisation.selectors.parameters import value as _parameter
from organisation.selectors.people import assignments_of, holders_in_scope, people_with_post
from organisation.selectors.supervisors import register_premium
from organisation.selectors.units import (
    centre_of,
    claims_route,
    distance_km,
    nearest_units,
    sub_branches_of,
    unit_by_code,
    unit_in_scope,
    unit_rows,
    units_in_scope,
)
from organisation.services.changes import (
    ChangeRefused,
    ChangeWanted,
    approve_change,
    propose_change,
    reject_change,
    withdraw_change,
)
from organisation.services.exceptional import GrantSource
from organisation.services.exceptional import register_source as register_grant_source

__all__ = [
    "Affected",
    "Bound",
    "ChangeKind",
    "ChangeRefused",
    "ChangeWanted",
    "ClientActor",
    "Decision",
    "Desk",
    "Difference",
    "GrantSource",
    "HeldThing",
    "Letter",
    "MeasureName",
    "Operation",
    "PlanReport",
    "PostActor",
    "Route",
    "Scoped",
    "ScopedActor",
    "ScopedQuerySet",
    "SystemActor",
    "Unit",
    "UnitKind",
    "actor_of",
    "actor_of_client",
    "approve_change",
    "assignments_of",
    "authority_ceiling",
    "authority_letter",
    "calendar",
    "centre_of",
    "claims_route",
    "decide",
    "distance_km",
    "far_sub_branches",
    "highest_limits",
    "holders_in_scope",
    "incompatible_with",
    "lines",
    "name_lines",
    "name_operations",
    "nearest_units",
    "never_above",
    "parameter",
    "people_with_post",
    "plan_report",
    "post_holders_of",
    "post_name",
    "propose_change",
    "register_ceiling",
    "register_change",
    "register_grant_source",
    "register_held_things",
    "register_premium",
    "reject_change",
    "sub_branches_of",
    "system_actor",
    "unit_by_code",
    "unit_in_scope",
    "unit_limits",
    "unit_rows",
    "units_in_scope",
    "withdraw_change",
]

post_name = posts.name_of
post_holders_of = posts.holders_of
incompatible_with = segregation.incompatible_with


def actor_of_client(client: ApiClient) -> ClientActor:
    """A client of the API acting under its post in its unit."""
    return ClientActor(
        client_id=client.pk,
        unit_id=client.unit_id,
        post=client.post_id,
        name=client.name,
        permissions=posts.permissions_of(client.post_id),
    )


def decide(operation: str, actor: Actor, subject: object, measures: Mapping[str, Decimal]) -> Decision:
    """May the actor do this, up to what limit, and who may."""
    return authority.decide(operation, actor, subject, measures)


def highest_limits(
    unit_id: int, operation: str, lines: Iterable[str], measure: str, on: date
) -> dict[str, Decimal | None]:
    """For each line the highest limit that anybody holds on the unit's own level on a day; None when nobody does."""
    return held_on_level_of(unit_id, operation, list(lines), measure, on)


def parameter(name: str, unit: Unit | None = None, on: date | None = None) -> Any:
    """The value of a business parameter in a unit on a day (today when not said)."""
    return _parameter(name, unit, on or timezone.localdate())


def calendar() -> WorkingCalendar:
    """The working calendar of the company."""
    return clocks.calendar()
