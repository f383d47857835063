"""Working days and working hours by a maintained calendar, in which make-up Saturdays count and holidays do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum, auto

SATURDAY = 5


class Measure(StrEnum):
    """How a deadline is counted."""

    MINUTES = auto()
    HOURS = auto()
    CALENDAR_DAYS = auto()
    WORKING_HOURS = auto()
    WORKING_DAYS = auto()


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch of a working day in which the offices are open, local time."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are worked and when. Days that are not listed follow the week: Monday to Friday are worked."""

    days: Mapping[date, bool] = field(default_factory=dict)
    sessions: tuple[Session, ...] = (Session(time(8, 30), time(12)), Session(time(14), time(17, 30)))

    def is_working(self, day: date) -> bool:
        return self.days.get(day, day.weekday() < SATURDAY)

    def next_working_day(self, day: date) -> date:
        """``day`` itself when it is worked, else the first worked day after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The last day of a period of ``count`` working days; the day of the event is not counted.

        A negative ``count`` counts back: ``-10`` is the latest day that leaves ten working days before ``day``.
        """
        step = timedelta(days=1 if count >= 0 else -1)
        remaining = abs(count)
        while remaining:
            day += step
            remaining -= self.is_working(day)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after ``first`` up to and including ``last``."""
        return sum(self.is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))

    def add_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """The moment at which ``amount`` of office time has passed since ``start`` (same time zone as ``start``)."""
        day, remaining = start.date(), amount
        while True:
            if self.is_working(day):
                for session in self.sessions:
                    opens = max(start, datetime.combine(day, session.opens, start.tzinfo))
                    available = datetime.combine(day, session.closes, start.tzinfo) - opens
                    if available >= remaining:
                        return opens + remaining
                    remaining -= max(available, timedelta())
            day += timedelta(days=1)

    def add_calendar_days(self, day: date, count: int, *, roll: bool = False) -> date:
        """Statutory days: the day of the event is not counted; ``roll`` moves a holiday to the next working day."""
        last = day + timedelta(days=count)
        return self.next_working_day(last) if roll else last


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline as a rule: ``amount`` of ``measure``. Day-based deadlines end when the offices close on the last day
    (working days) or at its last minute (calendar days)."""

    amount: int
    measure: Measure
    roll: bool = False


def due_at(deadline: Deadline, start: datetime, calendar: WorkingCalendar) -> datetime:
    """When a deadline that begins at ``start`` (local, aware) ends."""
    if deadline.measure is Measure.MINUTES:
        return start + timedelta(minutes=deadline.amount)
    if deadline.measure is Measure.HOURS:
        return start + timedelta(hours=deadline.amount)
    if deadline.measure is Measure.WORKING_HOURS:
        return calendar.add_working_time(start, timedelta(hours=deadline.amount))
    if deadline.measure is Measure.WORKING_DAYS:
        last = calendar.add_working_days(start.date(), deadline.amount)
        return datetime.combine(last, calendar.sessions[-1].closes, start.tzinfo)
    last = calendar.add_calendar_days(start.date(), deadline.amount, roll=deadline.roll)
    return datetime.combine(last, time(23, 59, 59), start.tzinfo)
