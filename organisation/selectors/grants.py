"""Objects shared with a person outside the scope of the post, by an approved request and for a time."""

from __future__ import annotations

from django.db.models import Model, QuerySet
from django.utils import timezone

from organisation.models import SharedCase


def _live(staff_id: int) -> QuerySet[SharedCase]:
    approved = SharedCase.objects.filter(staff_id=staff_id, approved_by__isnull=False, ended_at=None)
    return approved.filter(period__contains=timezone.now())


def is_shared(subject: object, staff_id: int) -> bool:
    """Whether ``subject`` is shared with the person right now."""
    kind = getattr(getattr(subject, "lifecycle", None), "kind", "")
    return bool(kind) and _live(staff_id).filter(subject_kind=kind, subject_id=subject.pk).exists()  # type: ignore[attr-defined]


def shared_ids(model: type[Model], staff_id: int) -> list[int]:
    """The objects of ``model`` shared with the person right now."""
    kind = getattr(getattr(model, "lifecycle", None), "kind", "")
    return list(_live(staff_id).filter(subject_kind=kind).values_list("subject_id", flat=True)) if kind else []
