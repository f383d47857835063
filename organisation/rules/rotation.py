"""Regular exchange: posted accountants at least once a year, same-city surveyors at least every half year (ORG-18,
AUT-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from organisation.rules.periods import months_later
from organisation.rules.words import gettext_noop as _

BOOKKEEPERS, SURVEYORS = "bookkeepers", "surveyors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """People who are exchanged: their post, who directs them, and the parameter with the months after which they move
    at the latest."""

    code: str
    label: str
    post: str
    director: str
    months: str
    source: str


KINDS = {
    one.code: one
    for one in (
        Kind(
            code=BOOKKEEPERS,
            label=_("posted accountants"),
            post="FN_POSTED",
            director="FN_DIR",
            months="organisation.bookkeeper_rotation_months",
            source="ORG-18 · 一·三(三)",
        ),
        Kind(
            code=SURVEYORS,
            label=_("same-city surveyors"),
            post="CS_SURV",
            director="CS_DIR",
            months="organisation.surveyor_rotation_months",
            source="AUT-14 · 一·三(五)",
        ),
    )
}


class Due(StrEnum):
    """How near the exchange is."""

    FINE = "fine"
    SOON = "soon"
    LATE = "late"


def due_on(since: date, months: int) -> date:
    """The last day on which the person may still be at the place."""
    return months_later(since, months) - timedelta(days=1)


def standing(due: date, today: date, notice_days: int) -> Due:
    """Late after the last day, soon within the time of notice."""
    if today > due:
        return Due.LATE
    return Due.SOON if (due - today).days <= notice_days else Due.FINE


def circle(places: dict[int, int]) -> dict[int, int]:
    """A proposal in which everybody moves on to the next one's place; nobody moves when all are at one place."""
    people = sorted(places)
    moved = {one: places[people[(n + 1) % len(people)]] for n, one in enumerate(people)}
    return {one: place for one, place in moved.items() if place != places[one]}
