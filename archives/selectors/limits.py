"""Size limits of files as parameters, so that a branch may change them by four eyes."""

from __future__ import annotations

from archives.permissions import gettext_noop as _
from core.files import DOCUMENT, PHOTO, SHEET, Purpose, limit_by
from core.parameters import Declaration, Kind, declare, declared
from organisation.public import parameter

_LABELS = {
    PHOTO.code: _("Largest photo"),
    DOCUMENT.code: _("Largest document"),
    SHEET.code: _("Largest table"),
}


def declare_parameters() -> None:
    """Called while the app starts."""
    for purpose in (PHOTO, DOCUMENT, SHEET):
        declare(
            Declaration(
                name=_name(purpose),
                label=_LABELS[purpose.code],
                kind=Kind.INTEGER,
                default=purpose.max_megabytes,
                unit_of_measure="MB",
                source=_("ASVS 5.2.1"),
            )
        )
    limit_by(_megabytes)


def _name(purpose: Purpose) -> str:
    return f"files.{purpose.code}_megabytes"


def _megabytes(purpose: Purpose) -> int:
    name = _name(purpose)
    return int(parameter(name)) if name in declared() else purpose.max_megabytes
