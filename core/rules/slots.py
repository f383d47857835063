"""Planned moments: which slot of a schedule is the latest at a given time. Pure; times are aware."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class When(Protocol):
    def latest(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The last planned moment at or before ``at``."""


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many minutes, counted from midnight UTC."""

    minutes: int

    def __post_init__(self) -> None:
        if self.minutes <= 0 or (24 * 60) % self.minutes:
            raise ValueError("a day must hold a whole number of intervals")

    def latest(self, at: datetime, zone: ZoneInfo) -> datetime:  # noqa: ARG002 - the protocol's
        moment = at.astimezone(UTC)
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        interval = timedelta(minutes=self.minutes)
        return midnight + (moment - midnight) // interval * interval


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day at a local time."""

    at: time

    def latest(self, at: datetime, zone: ZoneInfo) -> datetime:
        local = at.astimezone(zone)
        planned = datetime.combine(local.date(), self.at, zone)
        return (planned if planned <= local else planned - timedelta(days=1)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Monthly:
    """Once a month on a day that every month has, at a local time."""

    day: int
    at: time

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 28:
            raise ValueError("not every month has this day")

    def latest(self, at: datetime, zone: ZoneInfo) -> datetime:
        local = at.astimezone(zone)
        planned = datetime.combine(local.date().replace(day=self.day), self.at, zone)
        if planned > local:
            before = planned.date().replace(day=1) - timedelta(days=1)
            planned = datetime.combine(before.replace(day=self.day), self.at, zone)
        return planned.astimezone(UTC)


def recent(when: When, at: datetime, zone: ZoneInfo, *, count: int) -> tuple[datetime, ...]:
    """The last ``count`` planned moments at or before ``at``, oldest first."""
    found = [when.latest(at, zone)]
    while len(found) < count:
        found.append(when.latest(found[-1] - timedelta(microseconds=1), zone))
    return tuple(reversed(found))
