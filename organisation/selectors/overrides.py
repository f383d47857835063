"""Emergency overrides in scope, and what was done under one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from core.models import CaseAct
from core.workflow.refusals import Hidden
from organisation.models import EmergencyOverride, IncompatibleDuties
from organisation.rules.lifecycles.override import REQUESTED, RUNNING

HOUR = timedelta(hours=1)


def overrides(actor: Any) -> QuerySet[EmergencyOverride]:
    """Those in the scope of whoever may see them, and one's own."""
    own = Q(staff_id=actor.staff_id)
    seen = own | actor.scope_filter(EmergencyOverride) if sees_all(actor) else own
    return EmergencyOverride.objects.filter(seen).select_related("unit", "staff", "duties", "decided_by")


def sees_all(actor: Any) -> bool:
    """Who decides on them or checks them sees those of others."""
    rights = ("organisation.approve_override", "organisation.check_override")
    return any(actor.refusal_for(right) is None for right in rights)


def override_for(actor: Any, pk: int) -> EmergencyOverride:
    """One of them; out of scope reads as not found."""
    found = overrides(actor).select_related("checked_by", "requested_by").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def pairs_to_lift() -> list[IncompatibleDuties]:
    """The rows of the matrix that an emergency may lift."""
    return list(IncompatibleDuties.objects.filter(liftable=True).order_by("number", "pk"))


def acts_under(found: EmergencyOverride) -> QuerySet[CaseAct]:
    """What the person did on cases while it was in force and only because it was: acts of the pair on cases on which
    the person did the other one as well."""
    pair = (found.duties.first, found.duties.second)
    if found.decided_at is None or found.until is None:
        return CaseAct.objects.none()
    last = found.ended_at or found.until
    other = CaseAct.objects.filter(case_ref=OuterRef("case_ref"), staff_id=found.staff_id, duty__in=pair)
    rows = CaseAct.objects.filter(staff_id=found.staff_id, duty__in=pair, at__gte=found.decided_at, at__lte=last)
    return rows.filter(Exists(other.exclude(duty=OuterRef("duty")))).order_by("at", "pk")


def over(now: datetime) -> QuerySet[EmergencyOverride]:
    """Whose hours are over: those that run, and requests that nobody decided within the hours they ask for."""
    asked: Any = ExpressionWrapper(F("created_at") + F("hours") * Value(HOUR), output_field=DateTimeField())
    rows = EmergencyOverride.objects.alias(falls_at=asked)
    return rows.filter(Q(state=RUNNING, until__lte=now) | Q(state=REQUESTED, falls_at__lte=now))
