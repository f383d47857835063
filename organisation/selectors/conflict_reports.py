"""Reports of incompatible duties in scope."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.models import ConflictReport


def conflict_reports(actor: Any) -> QuerySet[ConflictReport]:
    """Those of the actor's scope."""
    return ConflictReport.objects.visible_to(actor).select_related("unit", "noted_by")


def conflict_report_for(actor: Any, pk: int) -> ConflictReport:
    """One of them; out of scope reads as not found."""
    found = conflict_reports(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found
