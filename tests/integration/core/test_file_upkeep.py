"""The night's work on stored files."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from core.files import DOCUMENT, PHOTO, store
from core.files import storage as disk
from core.files.scan import Verdict
from core.files.upkeep import release_waiting, remove_orphans
from core.models import FileState, StoredFile
from tests.support import evil_files as evil
from tests.support.actors import StubActor

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def silent(_content: bytes) -> Verdict:
    return Verdict.UNAVAILABLE


def all_paths() -> set[str]:
    folders, _files = default_storage.listdir("")
    return {f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]}


@pytest.fixture(autouse=True)
def empty_disk():
    for path in all_paths():
        default_storage.delete(path)


def test_waiting_files_are_released_and_infected_ones_stay(settings):
    settings.FILE_SCANNER = f"{__name__}.silent"
    clean = store(evil.jpeg(), purpose=PHOTO, name="a.jpg", actor=StubActor())
    infected = store(evil.pdf() + b"\n%" + evil.EICAR + b"\n%%EOF", purpose=DOCUMENT, name="b.pdf", actor=StubActor())

    settings.FILE_SCANNER = "core.files.scan.known_test_string"
    assert release_waiting() == 1
    assert StoredFile.objects.get(pk=clean.pk).state == FileState.READY
    assert StoredFile.objects.get(pk=infected.pk).state == FileState.QUARANTINED


def test_bytes_without_a_record_are_removed_after_two_days():
    file = store(evil.photo_from_quanzhou(), purpose=PHOTO, name="a.jpg", actor=StubActor())
    known = {file.path, file.thumbnail_path, file.original_path}
    orphan = disk.put(b"left behind")

    assert remove_orphans(written_before=NOW - timedelta(days=2)) == 0
    assert all_paths() == known | {orphan}
    assert remove_orphans(written_before=timezone.now() + timedelta(seconds=1)) == 1
    assert all_paths() == known
