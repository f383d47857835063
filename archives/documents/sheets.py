"""Papers of one look, made where they are needed: facts, tables, boxes to tick, photos, places to sign (5.21)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from archives.documents.production import produce
from archives.rules.facts import DocumentFact, DocumentRef
from core.workflow.command import Command

TEMPLATE = "documents/sheet.html"
SHEET = "sheet"


class Table(NamedTuple):
    """Rows under heads; without rows as many empty lines as ``blank`` says are left for the pen."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]] = ()
    blank: int = 0

    @property
    def empty_lines(self) -> range:
        return range(0 if self.rows else self.blank)


class Text(NamedTuple):
    """A paragraph with a head; without words, lines for the pen."""

    title: str
    text: str = ""
    lines: int = 0

    @property
    def empty_lines(self) -> range:
        return range(0 if self.text else self.lines)


class Choice(NamedTuple):
    """Boxes, those that are known ticked."""

    title: str
    options: Sequence[tuple[bool, str]]


class Photo(NamedTuple):
    """A photo with what is known of it."""

    name: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a paper says, from top to bottom."""

    title: str
    number: str
    company: str
    unit_name: str
    facts: Sequence[tuple[str, str]] = ()
    tables: Sequence[Table] = ()
    texts: Sequence[Text] = ()
    choices: Sequence[Choice] = ()
    photos: Sequence[Photo] = ()
    notice: str = ""
    signs: Sequence[str] = field(default=())
    images: Mapping[str, bytes] = field(default_factory=dict)


def sheet_kind(code: str) -> str:
    """The kind under which the archive keeps a paper of this family."""
    return f"{SHEET}:{code}"


def produce_sheet(command: Command, fact: DocumentFact, sheet: Sheet, *, code: str) -> DocumentRef:
    """Make the paper and keep it as the next version with what it belongs to; papers are Chinese."""
    context = {
        "sheet": sheet,
        "title": sheet.title,
        "number": sheet.number,
        "company": sheet.company,
        "unit_name": sheet.unit_name,
        "printed_at": command.at,
        "printed_by": command.actor.name,
    }
    return produce(
        command, replace(fact, kind=sheet_kind(code)), template=TEMPLATE, context=context, images=sheet.images
    )
