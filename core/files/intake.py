"""The only way into the file store."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import PurePosixPath
from typing import Protocol

from django.utils.translation import gettext as _

from core.files import storage
from core.files.containers import check_pdf, check_sheet
from core.files.images import CleanImage, clean_image
from core.files.purposes import IMAGES, MEGABYTE, PDF, XLSX, Purpose
from core.files.refusals import FileRefused
from core.files.scan import Verdict, scan
from core.files.sniff import MARKUP, sniff
from core.models.files import FileState, StoredFile
from core.workflow.command import Actor


class Upload(Protocol):
    """What a form hands over."""

    @property
    def size(self) -> int | None: ...

    def read(self, num_bytes: int | None = None, /) -> bytes: ...


def store(content: Upload | bytes, *, purpose: Purpose, name: str, actor: Actor) -> StoredFile:
    """Check, clean and keep a file. Raises ``FileRefused`` with what to do about it; then nothing is kept."""
    data = _read_within(content, purpose)
    media_type = _accepted_type(data, purpose)
    verdict = _scanned(data)
    image = _checked(data, media_type)
    file = StoredFile(purpose=purpose.code, name=safe_name(name), stored_by_id=actor.staff_id, stored_as=actor.post)
    _describe(file, data, image, media_type)
    if verdict is Verdict.CLEAN:
        _keep(file, data, image)
    else:
        file.state, file.path = FileState.QUARANTINED, storage.put_sealed(data)
    file.save()
    return file


def release(file: StoredFile) -> bool:
    """Scan a file in quarantine again; True when it is ready now. An infected one raises and stays where it is."""
    data = storage.get_sealed(file.path)
    if _scanned(data) is not Verdict.CLEAN:
        return False
    image = _checked(data, sniff(data))
    file.state = FileState.READY
    _keep(file, data, image)
    file.save()
    return True


def attach(file: StoredFile, *, subject_kind: str, subject_id: int) -> StoredFile:
    """Bind a file to the thing it belongs to, once; from then on that thing decides who may read it."""
    if file.subject_kind and (file.subject_kind, file.subject_id) != (subject_kind, subject_id):
        raise FileRefused("attached", _("The file already belongs to something else."))
    file.subject_kind, file.subject_id = subject_kind, subject_id
    file.save(update_fields=["subject_kind", "subject_id"])
    return file


def read(file: StoredFile) -> bytes:
    """The content as it is shown. A file in quarantine has none, and a changed file is not handed out."""
    if file.state != FileState.READY:
        raise FileRefused("quarantined", _("The file waits for the virus scan."))
    content = storage.get(file.path)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileRefused("altered", _("The stored file was changed outside the system. Tell the administrator."))
    return content


def safe_name(name: str) -> str:
    """The last part of a name without control characters; it is only ever shown, never used as a path."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C").strip(" .")
    return shown[-200:] or "file"


def _read_within(content: Upload | bytes, purpose: Purpose) -> bytes:
    too_large = FileRefused(
        "too_large", _("The file is larger than %(limit)s MB.") % {"limit": purpose.max_bytes // MEGABYTE}
    )
    if not isinstance(content, bytes):
        if (content.size or 0) > purpose.max_bytes:
            raise too_large
        content = content.read(purpose.max_bytes + 1)
    if len(content) > purpose.max_bytes:
        raise too_large
    if not content:
        raise FileRefused("empty", _("The file is empty."))
    return content


def _accepted_type(data: bytes, purpose: Purpose) -> str:
    media_type = sniff(data)
    if media_type == MARKUP:
        raise FileRefused("markup", _("The file is a web page or a drawing with programs in it, whatever its name."))
    if media_type not in purpose.accepts:
        message = _("This kind of file is not accepted here. Accepted: %(types)s.") % {"types": purpose.type_names()}
        raise FileRefused("type", message)
    return media_type


def _scanned(data: bytes) -> Verdict:
    verdict = scan(data)
    if verdict is Verdict.INFECTED:
        raise FileRefused("infected", _("The file contains a virus and was not kept."))
    return verdict


def _checked(data: bytes, media_type: str) -> CleanImage | None:
    if media_type == XLSX:
        check_sheet(data)
    elif media_type == PDF:
        check_pdf(data)
    return clean_image(data) if media_type in IMAGES else None


def _describe(file: StoredFile, data: bytes, image: CleanImage | None, media_type: str) -> None:
    shown = image.content if image else data
    file.media_type = image.media_type if image else media_type
    file.size, file.sha256 = len(shown), hashlib.sha256(shown).hexdigest()
    if image:
        file.original_sha256 = hashlib.sha256(data).hexdigest()
        file.width, file.height, file.taken_at = image.width, image.height, image.taken_at
        file.latitude, file.longitude = image.latitude, image.longitude


def _keep(file: StoredFile, data: bytes, image: CleanImage | None) -> None:
    if image is None:
        file.path = storage.put(data)
        return
    file.path, file.thumbnail_path = storage.put(image.content), storage.put(image.thumbnail)
    file.original_path = storage.put_sealed(data)
