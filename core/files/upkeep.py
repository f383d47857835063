"""What the night does for stored files: waiting ones are scanned again, bytes without a record are removed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from core.files.intake import release
from core.files.refusals import FileRefused
from core.jobs import JobRun, job
from core.models.files import FileState, StoredFile

# Bytes are written before the record that names them is committed; younger ones may still get theirs.
YOUNGEST_ORPHAN = timedelta(days=2)


@job("core.sweep_files", label=gettext_noop("Scan waiting files again and remove what belongs to no record"), lease=300)
def sweep_files(run: JobRun) -> None:
    """A file that was written while its command was refused is nobody's; it goes after two days."""
    released = release_waiting()
    run.progress(released)
    removed = remove_orphans(written_before=timezone.now() - YOUNGEST_ORPHAN)
    run.finish(lambda: {"released": released, "removed": removed})


def release_waiting() -> int:
    """Scan every waiting file again; an infected one stays where nobody can read it."""
    released = 0
    for file in StoredFile.objects.filter(state=FileState.QUARANTINED).order_by("pk"):
        try:
            released += release(file)
        except FileRefused:
            continue
    return released


def remove_orphans(*, written_before: datetime) -> int:
    """Remove bytes that no record names; returns how many files."""
    removed = 0
    for path in _paths():
        if default_storage.get_modified_time(path) < written_before and not _is_known(path):
            default_storage.delete(path)
            removed += 1
    return removed


def _paths() -> Iterator[str]:
    folders, _files = default_storage.listdir("")
    for folder in folders:
        _inner, names = default_storage.listdir(folder)
        yield from (f"{folder}/{name}" for name in names)


def _is_known(path: str) -> bool:
    return StoredFile.objects.filter(Q(path=path) | Q(thumbnail_path=path) | Q(original_path=path)).exists()
