"""Papers about printed forms in the actor's scope; out of scope reads as not found."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from archives.models import (
    FormCount,
    FormDestruction,
    FormGap,
    FormIncident,
    FormLot,
    FormMovement,
    FormOrder,
    FormRequest,
    FormShortage,
    FormSlip,
    Seal,
)
from archives.permissions import VIEW_FORMS
from archives.rules.form_gap import DOUBTED
from archives.rules.form_incident import LOSS
from archives.rules.form_places import Standing
from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.models import PostAssignment, Staff
from organisation.public import ScopedActor

P = TypeVar("P", bound=models.Model)


def orders(actor: ScopedActor) -> QuerySet[FormOrder]:
    return _seen(FormOrder, actor, "form_type", "unit", "made_by")


def requests(actor: ScopedActor) -> QuerySet[FormRequest]:
    return _seen(FormRequest, actor, "form_type", "unit", "made_by", "source")


def gap_notes(actor: ScopedActor) -> QuerySet[FormGap]:
    return _seen(FormGap, actor, "form_type", "unit", "made_by", "holder")


def slips(actor: ScopedActor) -> QuerySet[FormSlip]:
    return _seen(FormSlip, actor, "form_type", "unit", "made_by", "holder", "successor")


def incidents(actor: ScopedActor) -> QuerySet[FormIncident]:
    return _seen(FormIncident, actor, "form_type", "unit", "made_by", "holder")


def own_lot(actor: ScopedActor, pk: int) -> FormLot:
    """Blank forms in the actor's own hand; others read as not found."""
    lot = FormLot.objects.filter(pk=pk, holder_id=actor.staff_id, standing=Standing.WITH_USER)
    return one_of(lot.select_related("form_type"), pk)


def latest_notes(actor: ScopedActor) -> dict[int, list[FormGap]]:
    """What holders said about their numbers, by kind of form, the newest first; what was not believed is left out."""
    found: dict[int, list[FormGap]] = {}
    for row in gap_notes(actor).exclude(state=DOUBTED).order_by("-pk"):
        found.setdefault(row.form_type_id, []).append(row)
    return found


def is_loss(actor: ScopedActor, pk: int) -> bool:
    """Whether an incident of the scope is a loss."""
    return incidents(actor).filter(pk=pk, kind=LOSS).exists()


def destructions(actor: ScopedActor) -> QuerySet[FormDestruction]:
    return _seen(FormDestruction, actor, "form_type", "unit", "made_by", "confirmed_by", "supervised_by")


def sees_destruction(actor: Actor, pk: int) -> bool:
    """Whoever sees printed forms of the unit sees its lists of destruction."""
    found = FormDestruction.objects.filter(pk=pk).first()
    return found is not None and actor.refusal_for(VIEW_FORMS, found) is None


def counts(actor: ScopedActor) -> QuerySet[FormCount]:
    return _seen(FormCount, actor, "unit")


def shortages(actor: ScopedActor) -> QuerySet[FormShortage]:
    return _seen(FormShortage, actor, "form_type", "unit")


def seals(actor: ScopedActor) -> QuerySet[Seal]:
    return _seen(Seal, actor, "unit", "keeper", "successor")


def _seen(model: type[Any], actor: ScopedActor, *related: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.visible_to(actor).select_related(*related)
    return rows


def one_of(rows: QuerySet[P], pk: int) -> P:
    """A paper of the scope."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def steps_of(kind: str, number: str) -> list[FormMovement]:
    """What a paper moved."""
    rows = FormMovement.objects.filter(subject_kind=kind, subject_number=number)
    return list(rows.select_related("form_type", "unit").order_by("pk"))


def colleagues(actor: ScopedActor, permission_posts: tuple[str, ...]) -> list[Staff]:
    """People of the actor's unit who hold one of the posts."""
    held = PostAssignment.objects.filter(unit_id=actor.unit_id, post_id__in=permission_posts)
    people = Staff.objects.filter(pk__in=held.values("staff_id"), is_active=True)
    return list(people.order_by("name"))
