"""Units, people, posts, authority, parameters."""

from organisation.models.access import ApiClient, ApiMinute, SharedCase, StaffSession
from organisation.models.change import ControlChange
from organisation.models.conflict_report import ConflictReport
from organisation.models.control import AuthorityGrant, IncompatibleDuties, PostDuty
from organisation.models.delegation import Delegation
from organisation.models.filed_plan import FiledPlan
from organisation.models.norm import PostNorm
from organisation.models.override import EmergencyOverride
from organisation.models.parameter import Parameter
from organisation.models.post import Post, PostAssignment, PostPermission, PostQueue
from organisation.models.requirement import PostRequirement
from organisation.models.rotation import Exchange, Posting
from organisation.models.same_city import SameCityDecision, SurveyPointApproval
from organisation.models.scoped import Scoped, ScopedActor, ScopedQuerySet
from organisation.models.staff import Education, Staff
from organisation.models.steering import Appraisal, Assignment, Meeting
from organisation.models.unit import BRANCHES, SUB_BRANCHES, Unit, UnitKind

__all__ = [
    "BRANCHES",
    "SUB_BRANCHES",
    "ApiClient",
    "ApiMinute",
    "Appraisal",
    "Assignment",
    "AuthorityGrant",
    "ConflictReport",
    "ControlChange",
    "Delegation",
    "Education",
    "EmergencyOverride",
    "Exchange",
    "FiledPlan",
    "IncompatibleDuties",
    "Meeting",
    "Parameter",
    "Post",
    "PostAssignment",
    "PostDuty",
    "PostNorm",
    "PostPermission",
    "PostQueue",
    "PostRequirement",
    "Posting",
    "SameCityDecision",
    "Scoped",
    "ScopedActor",
    "ScopedQuerySet",
    "SharedCase",
    "Staff",
    "StaffSession",
    "SurveyPointApproval",
    "Unit",
    "UnitKind",
]
