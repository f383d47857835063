"""How the entry of a line is described: its fields, its table, and what the contract is about in a word (PRO-08)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from underwriting.rules.roster import INSURED, Roster

Content = Mapping[str, Any]


class Kind(StrEnum):
    """What a field holds. A rate is typed per mille and a share in percent; both are kept as fractions."""

    TEXT = auto()
    LONG = auto()
    AMOUNT = auto()
    COUNT = auto()
    YEAR = auto()
    RATE = auto()
    PERCENT = auto()
    DAY = auto()
    CHOICE = auto()
    FLAG = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One entry. ``choices`` are fixed, ``table`` names the part of the tariff whose keys may be chosen."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    table: str = ""
    inner: bool = False
    longest: int = 120
    initial: str = ""
    most: int = 0  # the largest count that can be meant; 0 where there is none

    @property
    def wide(self) -> bool:
        return self.kind is Kind.LONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Fields under one heading."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table whose rows are entered one by one: items, groups, machines, covers."""

    name: str
    title: str
    columns: tuple[Field, ...]
    add: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEntry:
    """The entry of one module. ``subject`` says from the content what is insured; ``heads`` counts the persons of a
    group whose names are listed (PRO-10), ``roster`` what such a list is; ``place`` names where the risk lies."""

    module: str
    blocks: tuple[Block, ...]
    rows: Rows | None = None
    subject: Callable[[Content], str]
    heads: Callable[[Content], int] | None = None
    roster: Roster = INSURED

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for block in self.blocks for field in block.fields)


def text_of(content: Content, *names: str) -> str:
    """The first of the named entries that says something."""
    return next((str(content[name]).strip() for name in names if content.get(name)), "")


def rows_of(content: Content, name: str) -> list[Content]:
    listed = content.get(name)
    return [row for row in listed if isinstance(row, Mapping)] if isinstance(listed, list | tuple) else []


def heads_of(content: Content) -> int:
    """The persons of all groups."""
    counts = [str(row.get("heads", "")) for row in rows_of(content, "groups")]
    return sum(int(count) for count in counts if count.isdigit())


def first_and_more(content: Content, rows: str, *names: str) -> str:
    """The first row by name, and how many there are."""
    listed = rows_of(content, rows)
    first = text_of(listed[0], *names) if listed else ""
    return f"{first} (+{len(listed) - 1})" if len(listed) > 1 else first


def joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
