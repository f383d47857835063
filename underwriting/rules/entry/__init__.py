"""The entry of every line of business: one description per module of the catalogue (PRO-08, PRD-02)."""

from __future__ import annotations

from underwriting.rules.entry import people, things, works
from underwriting.rules.entry.spec import Block, Content, Field, Kind, LineEntry, Rows

__all__ = ["ENTRIES", "Block", "Content", "Field", "Kind", "LineEntry", "Rows"]

ENTRIES: dict[str, LineEntry] = {
    entry.module: entry
    for entry in (
        things.PROPERTY,
        things.HOUSEHOLD,
        things.MACHINERY,
        things.LOSS_OF_PROFITS,
        works.ENGINEERING,
        works.CARGO,
        works.GENERIC,
        people.LIABILITY,
        people.EMPLOYERS,
        people.GROUP_ACCIDENT,
        people.INDIVIDUAL_ACCIDENT,
        people.SCHOOL,
        people.STUDENT,
    )
}
