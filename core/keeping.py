"""How long drafts and exported lists are kept, and their removal when the time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_noop

from core.directory import directory
from core.jobs.registry import job
from core.jobs.run import JobRun
from core.models import Draft, ListExport, StoredFile
from core.parameters import Declaration, Kind, declare

DRAFT_DAYS = "core.draft_days"
EXPORT_DAYS = "core.export_days"


def declare_parameters() -> None:
    """Called while the app starts."""
    declare(
        Declaration(
            name=DRAFT_DAYS,
            label=gettext_noop("Drafts of forms are kept for"),
            kind=Kind.INTEGER,
            default=7,
            unit_of_measure=gettext_noop("days"),
        ),
        Declaration(
            name=EXPORT_DAYS,
            label=gettext_noop("Exported lists are kept for"),
            kind=Kind.INTEGER,
            default=7,
            unit_of_measure=gettext_noop("days"),
        ),
    )


def drafts_kept_until(at: datetime) -> datetime:
    return at + timedelta(days=int(directory().parameter(DRAFT_DAYS, timezone.localdate(at))))


def exports_kept_until(at: datetime) -> datetime:
    return at + timedelta(days=int(directory().parameter(EXPORT_DAYS, timezone.localdate(at))))


@job("core.remove_expired", label=gettext_noop("Remove drafts and exported lists whose time is over"), lease=300)
def remove_expired(run: JobRun) -> None:
    """The bytes of a removed file follow with the nightly clean-up of files."""
    now = timezone.now()
    run.finish(lambda: {"drafts": _remove_drafts(now), "exports": _remove_exports(now)})


def _remove_drafts(now: datetime) -> int:
    removed, _each = Draft.objects.filter(expires_at__lt=now).delete()
    return removed


def _remove_exports(now: datetime) -> int:
    over = ListExport.objects.filter(expires_at__lt=now)
    files = list(over.exclude(file=None).values_list("file_id", flat=True))
    removed, _each = over.delete()
    StoredFile.objects.filter(pk__in=files).delete()
    return removed
