"""What speaks against the photos of an inspection: another time, another place, seen before (5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from underwriting.rules.words import gettext_noop as _

OTHER_TIME, FAR_AWAY, SEEN_BEFORE = "other_time", "far_away", "seen_before"
DOUBT_LABELS = {
    OTHER_TIME: _("taken at another time than the inspection"),
    FAR_AWAY: _("taken far from the place of the unit"),
    SEEN_BEFORE: _("belongs to an earlier inspection already"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A photo as the camera and the files know it; None where the camera said nothing. ``distance`` in kilometres is
    that to the unit which brings the business."""

    name: str
    taken_at: datetime | None = None
    distance: Decimal | None = None
    seen_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why one photo may not show what was inspected."""

    code: str
    photo: str
    value: str


def doubts(shots: Sequence[Shot], inspected_at: datetime, *, hours: int, kilometres: Decimal) -> list[Doubt]:
    """Photos that differ by more than so many hours from the time that was named, lie more than so many kilometres
    away, or were used before. What the camera did not say is no doubt; it is shown as missing."""
    found = []
    for shot in shots:
        if shot.taken_at is not None and abs(shot.taken_at - inspected_at) > timedelta(hours=hours):
            found.append(Doubt(code=OTHER_TIME, photo=shot.name, value=f"{shot.taken_at:%Y-%m-%d %H:%M}"))
        if shot.distance is not None and shot.distance > kilometres:
            found.append(Doubt(code=FAR_AWAY, photo=shot.name, value=f"{shot.distance} km"))
        if shot.seen_before:
            found.append(Doubt(code=SEEN_BEFORE, photo=shot.name, value=""))
    return found
