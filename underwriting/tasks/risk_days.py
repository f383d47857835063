"""Queued work around underwriting days and resolutions."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, job
from organisation.models import Unit
from organisation.models.unit import BRANCHES
from underwriting.services.risk_calendar import draft_calendar, remind_to_apply, remind_to_hand_in


@job("underwriting.visit_days", label=_("Draft the calendar of underwriting days, remind of days and resolutions"))
def visit_days(run: JobRun) -> None:
    """Every morning; running it again drafts and tells nothing twice (A8)."""
    now = timezone.localtime()
    drafted = sum(draft_calendar(branch, now) for branch in Unit.objects.filter(kind__in=BRANCHES, active=True))
    told = remind_to_hand_in(now)
    ending = remind_to_apply(now)
    run.finish(lambda: {"drafted": drafted, "told": told, "ending": ending})
