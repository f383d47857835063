"""What it costs to send somebody: the way, the wait, being late (domain 6.1). Whole seconds, pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast surveyors are and what counts: speed in km/h, minutes per survey, minutes until they should be there,
    how much dearer a late minute is than one on the road, what another desk than the routed one costs."""

    speed: Decimal
    survey_minutes: int
    target_minutes: int
    late_weight: int
    other_desk_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """One surveyor to one place: seconds on the road, seconds too late, and the price of both."""

    road: int
    late: int
    price: int

    @property
    def minutes(self) -> int:
        return -(-self.road // MINUTE)

    @property
    def late_minutes(self) -> int:
        return -(-self.late // MINUTE)


def trip(pace: Pace, distance: Decimal, *, ahead: int, waited: int, usual: bool) -> Trip:
    """``ahead`` surveys come first; the customer has waited ``waited`` seconds already."""
    road = int((distance / pace.speed * 3600).quantize(Decimal(1), ROUND_HALF_UP))
    there = waited + ahead * pace.survey_minutes * MINUTE + road
    late = max(there - pace.target_minutes * MINUTE, 0)
    desk = 0 if usual else pace.other_desk_minutes * MINUTE
    return Trip(road=road, late=late, price=road + late * pace.late_weight + desk)
