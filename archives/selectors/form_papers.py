"""Papers about printed forms in the actor's scope; out of scope reads as not found."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from archives.models import (
    FormCount,
    FormDestruction,
    FormIncident,
    FormMovement,
    FormOrder,
    FormRequest,
    FormSlip,
    Seal,
)
from core.models import Stateful
from core.workflow.refusals import Hidden
from organisation.models import PostAssignment, Staff
from organisation.public import ScopedActor

P = TypeVar("P", bound=Stateful)


def orders(actor: ScopedActor) -> QuerySet[FormOrder]:
    return _seen(FormOrder, actor, "form_type", "unit", "made_by")


def requests(actor: ScopedActor) -> QuerySet[FormRequest]:
    return _seen(FormRequest, actor, "form_type", "unit", "made_by", "source")


def slips(actor: ScopedActor) -> QuerySet[FormSlip]:
    return _seen(FormSlip, actor, "form_type", "unit", "made_by", "holder", "successor")


def incidents(actor: ScopedActor) -> QuerySet[FormIncident]:
    return _seen(FormIncident, actor, "form_type", "unit", "made_by", "holder")


def destructions(actor: ScopedActor) -> QuerySet[FormDestruction]:
    return _seen(FormDestruction, actor, "form_type", "unit", "made_by", "confirmed_by", "supervised_by")


def counts(actor: ScopedActor) -> QuerySet[FormCount]:
    return _seen(FormCount, actor, "unit")


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
