"""What a file is for decides what it may be and how large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024
JPEG, PNG, WEBP, PDF = "image/jpeg", "image/png", "image/webp", "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
IMAGES = frozenset({JPEG, PNG, WEBP})
TYPE_NAMES = {JPEG: "JPEG", PNG: "PNG", WEBP: "WebP", PDF: "PDF", XLSX: "Excel (.xlsx)", CSV: "CSV"}


LimitOf = Callable[["Purpose"], int]
_limits: list[LimitOf] = []


def limit_by(limit_of: LimitOf) -> None:
    """Where the size limits in megabytes are kept as parameters; called by the package that keeps them."""
    _limits[:] = [limit_of]


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """A use of files: its name, the media types it takes and the size limit unless a parameter says otherwise."""

    code: str
    label: str | Promise
    accepts: frozenset[str]
    max_megabytes: int

    @property
    def max_bytes(self) -> int:
        """The limit in force."""
        return (_limits[0](self) if _limits else self.max_megabytes) * MEGABYTE

    def type_names(self) -> str:
        """The accepted types as people read them."""
        return ", ".join(TYPE_NAMES[media_type] for media_type in sorted(self.accepts))


PHOTO = Purpose(code="photo", label=_("Photo"), accepts=IMAGES, max_megabytes=20)
DOCUMENT = Purpose(code="document", label=_("Document"), accepts=IMAGES | {PDF}, max_megabytes=30)
SHEET = Purpose(code="sheet", label=_("Table"), accepts=frozenset({XLSX, CSV}), max_megabytes=20)
GENERATED = Purpose(
    code="generated", label=_("Made by the system"), accepts=frozenset({PDF, XLSX, CSV, PNG}), max_megabytes=100
)
