"""What may come into the file store, what is left of it, and who may read it."""

from __future__ import annotations

import hashlib
import io
import re
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.utils import translation
from PIL import Image

from core.files import DOCUMENT, PHOTO, SHEET, FileRefused, Purpose, attach, guard, guards, may_read, read, store
from core.files import storage as disk
from core.files.intake import release, safe_name
from core.files.purposes import JPEG, PDF, PNG, XLSX
from core.files.scan import Verdict
from core.models import FileState, StoredFile
from tests.support import evil_files as evil
from tests.support.actors import StubActor
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db
ACTOR = StubActor()


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_a_photo_keeps_its_time_and_place_as_data_and_nothing_else():
    file = store(evil.photo_from_quanzhou(), purpose=PHOTO, name="现场.jpg", actor=ACTOR)
    shown = read(file)

    assert (file.latitude, file.longitude) == (Decimal("24.890000"), Decimal("118.608333"))
    assert file.taken_at.isoformat() == "2026-11-22T14:03:05+08:00"
    assert (file.media_type, file.width, file.height, file.name) == (JPEG, 480, 640, "现场.jpg")
    assert evil.SCRIPT not in shown
    assert evil.PHP not in shown
    assert dict(Image.open(io.BytesIO(shown)).getexif()) == {}
    assert file.sha256 == hashlib.sha256(shown).hexdigest()


def test_the_original_is_kept_encrypted_for_evidence():
    content = evil.photo_from_quanzhou()
    file = store(content, purpose=PHOTO, name="a.jpg", actor=ACTOR)

    assert disk.get_sealed(file.original_path) == content
    assert file.original_sha256 == hashlib.sha256(content).hexdigest()
    assert evil.SCRIPT not in disk.get(file.original_path)


def test_names_on_disk_are_random_and_say_nothing():
    file = store(evil.jpeg(), purpose=PHOTO, name="../../etc/passwd.jpg", actor=ACTOR)

    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}", file.path)
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}", file.thumbnail_path)
    assert file.name == "passwd.jpg"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\fakepath\\保单.pdf", "保单.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("\u202egpj.exe", "gpj.exe"),
        ("..", "file"),
        ("", "file"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_names_are_shown_without_tricks(given, kept):
    assert safe_name(given) == kept


def test_a_transparent_picture_stays_one():
    assert store(evil.png_with_alpha(), purpose=PHOTO, name="a.png", actor=ACTOR).media_type == PNG


@pytest.mark.parametrize(
    ("content", "purpose", "why"),
    [
        (evil.SVG, PHOTO, "markup"),
        (evil.HTML, PHOTO, "markup"),
        (evil.HTML, SHEET, "markup"),
        (b"\xef\xbb\xbf" + evil.HTML, DOCUMENT, "markup"),
        (b"", PHOTO, "empty"),
        (b"MZ\x90\x00", DOCUMENT, "type"),
        (b"GIF89a" + b"\0" * 20, PHOTO, "type"),
        (b"\xff\xd8\xff\xe0 not a picture", PHOTO, "unreadable"),
        (evil.jpeg()[:400], PHOTO, "unreadable"),
        (evil.pixel_bomb(), PHOTO, "too_many_pixels"),
        (evil.sheet_bomb(), SHEET, "bomb"),
        (evil.with_entry(evil.workbook(), "xl/vbaProject.bin", b"x"), SHEET, "active"),
        (evil.with_entry(evil.workbook(), "xl/externalLinks/externalLink1.xml", b"x"), SHEET, "active"),
        (b"PK\x03\x04 broken", SHEET, "type"),
        (evil.pdf() + evil.workbook(), DOCUMENT, "polyglot"),
        (b"GIF89a" + evil.pdf(), DOCUMENT, "type"),
        (b"%PDF-1.7 broken %%EOF", DOCUMENT, "unreadable"),
        (evil.pdf_with_script(), DOCUMENT, "active"),
        (evil.pdf_with_attachment(), DOCUMENT, "active"),
        (evil.pdf_with_password(), DOCUMENT, "encrypted"),
        (b"a,b\n" + evil.EICAR, SHEET, "infected"),
    ],
)
def test_dangerous_files_are_refused_and_leave_nothing(content, purpose, why):
    with nothing_changed(), pytest.raises(FileRefused) as refused:
        store(content, purpose=purpose, name="harmless.jpg", actor=ACTOR)
    assert refused.value.details == {"why": why}


def test_a_file_above_the_limit_is_refused_without_reading_it_whole():
    purpose = Purpose(code="small", label="small", accepts=frozenset({JPEG}), max_megabytes=1)

    class Endless(io.BytesIO):
        size = None

        def read(self, num_bytes=None, /):
            assert num_bytes == purpose.max_bytes + 1
            return b"\xff" * num_bytes

    with pytest.raises(FileRefused, match="1 MB"):
        store(Endless(), purpose=purpose, name="x.jpg", actor=ACTOR)


@pytest.mark.parametrize(
    ("content", "purpose", "media_type"),
    [
        (evil.pdf(), DOCUMENT, PDF),
        (evil.workbook(), SHEET, XLSX),
        ("车牌,车架号\n闽C12345,LSVAA49J132047371".encode("gb18030"), SHEET, "text/csv"),
    ],
)
def test_ordinary_files_are_kept_as_they_are(content, purpose, media_type):
    file = store(content, purpose=purpose, name="x", actor=ACTOR)
    assert (read(file), file.media_type, file.original_path) == (content, media_type, "")


def test_without_a_scanner_a_file_waits_in_quarantine(settings):
    settings.FILE_SCANNER = "tests.integration.core.test_files.scanner_is_down"
    content = evil.jpeg()
    file = store(content, purpose=PHOTO, name="x.jpg", actor=ACTOR)

    assert file.state == FileState.QUARANTINED
    assert disk.get(file.path) != content
    with pytest.raises(FileRefused, match="virus scan"):
        read(file)

    settings.FILE_SCANNER = "core.files.scan.known_test_string"
    release(file)
    assert StoredFile.objects.get(pk=file.pk).state == FileState.READY
    assert Image.open(io.BytesIO(read(file))).size == (640, 480)


def scanner_is_down(_content: bytes) -> Verdict:
    raise ConnectionRefusedError


def test_a_file_changed_on_disk_is_not_handed_out():
    file = store(evil.pdf(), purpose=DOCUMENT, name="x.pdf", actor=ACTOR)
    default_storage.delete(file.path)
    default_storage.save(file.path, io.BytesIO(b"%PDF-other"))
    with pytest.raises(FileRefused, match="changed outside"):
        read(file)


@pytest.mark.req("ARC-04")
def test_the_subject_decides_who_may_read(monkeypatch):
    monkeypatch.setattr(guards, "_GUARDS", {})
    file = store(evil.pdf(), purpose=DOCUMENT, name="x.pdf", actor=ACTOR)
    other = StubActor(staff_id=99)
    assert (may_read(ACTOR, file), may_read(other, file)) == (True, False)

    attach(file, subject_kind="test.case", subject_id=7)
    assert not may_read(ACTOR, file)
    guard("test.case", lambda actor, subject_id: actor.staff_id == 99 and subject_id == 7)
    assert (may_read(ACTOR, file), may_read(other, file)) == (False, True)


def test_a_file_belongs_to_one_thing_for_ever():
    file = store(evil.pdf(), purpose=DOCUMENT, name="x.pdf", actor=ACTOR)
    attach(file, subject_kind="test.case", subject_id=7)
    attach(file, subject_kind="test.case", subject_id=7)
    with nothing_changed(), pytest.raises(FileRefused, match="already belongs"):
        attach(file, subject_kind="test.case", subject_id=8)
