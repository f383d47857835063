"""Units, people, posts, authority, parameters."""

from organisation.models.access import ApiClient, ApiMinute, SharedCase, StaffSession
from organisation.models.control import AuthorityGrant, IncompatibleDuties, PostDuty
from organisation.models.parameter import Parameter
from organisation.models.post import Post, PostAssignment, PostPermission, PostQueue
from organisation.models.scoped import Scoped, ScopedActor, ScopedQuerySet
from organisation.models.staff import Education, Staff
from organisation.models.unit import BRANCHES, SUB_BRANCHES, Unit, UnitKind

__all__ = [
    "BRANCHES",
    "SUB_BRANCHES",
    "ApiClient",
    "ApiMinute",
    "AuthorityGrant",
    "Education",
    "IncompatibleDuties",
    "Parameter",
    "Post",
    "PostAssignment",
    "PostDuty",
    "PostPermission",
    "PostQueue",
    "Scoped",
    "ScopedActor",
    "ScopedQuerySet",
    "SharedCase",
    "Staff",
    "StaffSession",
    "Unit",
    "UnitKind",
]
