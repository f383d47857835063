"""The clock of suspensions of business."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django.utils.translation import override

from core.jobs import JobRun, job
from underwriting.services.telling import tell_of_changes


@job("underwriting.tell_suspensions", label=_("Tell of suspensions that begin and end"))
def tell_suspensions(run: JobRun) -> None:
    """Everybody in the area hears once that a suspension began, and once that it is over (UWR-20)."""
    with override(settings.LANGUAGE_CODE):
        run.finish(_told)


def _told() -> dict[str, object]:
    return {"told": tell_of_changes(timezone.now())}
