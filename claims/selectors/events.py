"""Major events as people look at them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from claims.models import LossReport, MajorEvent
from core.workflow.refusals import Hidden
from organisation.public import ScopedActor


def events(actor: ScopedActor) -> Any:
    """Events in scope, each with the number of its reports."""
    return MajorEvent.objects.visible_to(actor).annotate(count=Count("reports"))


def event_for(actor: ScopedActor, pk: int) -> Any:
    found = events(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def reports_of(event: MajorEvent, actor: ScopedActor) -> list[LossReport]:
    """Reports of the event in the reader's scope, the latest first."""
    return list(LossReport.objects.visible_to(actor).filter(event=event).select_related("unit").order_by("-pk")[:200])
