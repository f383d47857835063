"""Files that carry other things: tables (zip) and PDFs. Refused before they are unpacked if they could do harm."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from django.utils.translation import gettext as _

from core.files.refusals import FileRefused

MAX_ENTRIES = 2_000
MAX_UNPACKED = 150 * 1024 * 1024
MAX_RATIO = 200
ACTIVE_PARTS = ("vbaproject.bin", "activex/", "embeddings/", "externallinks/")
ACTIVE_KEYS = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/AA", "/XFA", "/RichMedia")


def check_sheet(content: bytes) -> None:
    """A table must not unpack into something huge, nor carry programs; told from the directory alone."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile:
        raise FileRefused("unreadable", _("The table cannot be read. Save it again as .xlsx and send it.")) from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked / packed > MAX_RATIO:
        raise FileRefused("bomb", _("The table unpacks into far more than it should. Copy the rows into a new file."))
    if any(part in entry.filename.lower() for entry in entries for part in ACTIVE_PARTS):
        raise FileRefused("active", _("The table contains macros or links to other files. Save it without them."))


def check_pdf(content: bytes) -> None:
    """A PDF must be readable without a password and carry neither programs nor other files."""
    if b"%%EOF" not in content[-1024:] or b"PK\x05\x06" in content[-66_000:]:
        raise FileRefused("polyglot", _("The PDF has something else attached to its end. Print it to a new PDF."))
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            active = _is_active(document)
    except pikepdf.PasswordError:
        raise FileRefused("encrypted", _("The PDF is protected by a password. Send it without.")) from None
    except pikepdf.PdfError:
        raise FileRefused("unreadable", _("The PDF cannot be read. It may be damaged; send it again.")) from None
    if active:
        raise FileRefused("active", _("The PDF contains programs or other files. Print it to a new PDF."))


def _is_active(document: pikepdf.Pdf) -> bool:
    return any(_acts(item) for item in document.objects)


def _acts(item: object) -> bool:
    """Whether an object, or one written inside it, runs or carries something. Opening at a page is harmless."""
    if not isinstance(item, pikepdf.Object) or isinstance(item, pikepdf.String | pikepdf.Name):
        return False
    if isinstance(item, pikepdf.Array):
        return any(_acts(part) for part in item if _is_inside(part))
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return False
    if item.get("/S") in ("/JavaScript", "/Launch") or any(key in item for key in ACTIVE_KEYS):
        return True
    return any(_acts(item.get(key)) for key in item.keys() if _is_inside(item.get(key)))  # noqa: SIM118 (no mapping)


def _is_inside(part: object) -> bool:
    """Written inside its parent; indirect objects are visited on their own."""
    return isinstance(part, pikepdf.Object) and not part.is_indirect
