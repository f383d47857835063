"""Trainings as people may see them, and what each person learnt."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.models import PostAssignment, Staff
from organisation.public import units_in_scope
from training.models import TrainingSeat, TrainingSession

POSTS = {
    "underwriters": ("UW_DIR", "UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_RISK", "UW_INFO", "UW_RI"),
    "issuers": ("UW_ISSUE", "UW_REVIEW"),
    "sales": ("SALES", "SUB_MGR"),
    "claims": ("CS_SURV", "CS_PRICE", "CS_MED", "CS_REG", "CS_INV", "CS_ADJ", "CS_APPR1", "CS_APPR2", "CS_APPR3"),
    "service": ("CS_AGENT", "CS_DISP", "CS_VISIT"),
    "finance": ("FN_ACC", "FN_POSTED", "FN_CHECK", "FN_POST", "FN_CASH", "FN_AR", "SUB_CASH", "SUB_RP"),
}


def sessions(actor: Any) -> QuerySet[TrainingSession]:
    """Trainings of units in scope, and those to which one was invited."""
    own = TrainingSeat.objects.filter(staff_id=actor.staff_id).values("session_id")
    rows = TrainingSession.objects.filter(actor.scope_filter(TrainingSession) | Q(pk__in=own))
    return rows.select_related("unit", "trainer").annotate(
        invited=Count("seats"), came=Count("seats", filter=Q(seats__present=True))
    )


def session_for(actor: Any, pk: int) -> TrainingSession:
    """One of them; what one may not see reads as not found."""
    found = sessions(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def seats_of(session: TrainingSession) -> list[TrainingSeat]:
    """Everybody who was invited."""
    rows = session.seats.select_related("staff", "staff__works_at").order_by("staff__name", "pk")
    return list(rows)


def people_for(actor: Any, audience: str, on: Any) -> list[Staff]:
    """Who holds a post of the audience in a unit of the actor's scope on a day."""
    units = [unit.pk for unit in units_in_scope(actor)]
    held = PostAssignment.objects.filter(post_id__in=POSTS[audience], unit__in=units, period__contains=on)
    rows = Staff.objects.filter(pk__in=held.values("staff_id"), is_active=True)
    return list(rows.select_related("works_at").order_by("name"))


def record_of(staff_id: int) -> list[TrainingSeat]:
    """What a person was trained in, the newest first."""
    rows = TrainingSeat.objects.filter(staff_id=staff_id).select_related("session", "session__trainer")
    return list(rows.order_by("-session__held_on", "-pk"))


def trainers(actor: Any) -> list[Staff]:
    """People of the own unit who may give the training instead."""
    rows = Staff.objects.filter(belongs_to=actor.unit_id, is_active=True).exclude(pk=actor.staff_id)
    return list(rows.order_by("name"))
