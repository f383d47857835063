"""All documents of one object as one file, with the list of what is in it (ISS-04, ARC-04)."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from archives.selectors.documents import Parts, documents_of
from archives.services.opening import open_document
from core.workflow.command import Command
from core.workflow.refusals import Hidden

INDEX = "index.txt"


class Bundle(NamedTuple):
    """The file and its name."""

    name: str
    content: bytes


def bundle_of(command: Command, subject_kind: str, subject_id: int, parts: Parts | None = None) -> Bundle:
    """Every document that the reader may see, in the order in which they were made; each look is written down. The list
    names the digest under which each was kept, so that a copy can be compared with the archive."""
    found = [
        one for one in reversed(documents_of(subject_kind, subject_id, command.actor, parts)) if not one.unavailable
    ]
    if not found:
        raise Hidden(_("Nothing is kept yet."))
    target, lines = BytesIO(), []
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for place, one in enumerate(found, start=1):
            opened = open_document(command, one.id, is_download=True)
            name = f"{place:02d} {one.title}{PurePath(opened.name).suffix}".replace("/", "-")
            packed.writestr(name, opened.content)
            lines.append(f"{name}\t{one.number}\t{localtime(one.made_at):%Y-%m-%d %H:%M}\tSHA-256 {one.sha256}")
        packed.writestr(INDEX, "\n".join([found[0].subject_number, *lines, ""]))
    return Bundle(f"{found[0].subject_number}.zip", target.getvalue())
