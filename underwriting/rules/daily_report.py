"""Daily underwriting report of a sub-branch: published, checked there by the next morning (B-37, UWR-04, UWR-05)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any

from core.rules.working_time import WorkingCalendar
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

REPORT_KIND, CHECK_QUEUE, UNANSWERED_QUEUE = (
    "underwriting.daily_report",
    "underwriting.daily_report",
    "underwriting.daily_unanswered",
)
PUBLISHED, AGREED, DIFFERING, UNANSWERED = "published", "agreed", "differing", "unanswered"
PUBLISH = Creation(
    name="underwriting.daily_report.publish",
    label=_("Publish daily report"),
    permission="underwriting.publish_report",
    target=PUBLISHED,
)
AGREE = Transition(
    name="underwriting.daily_report.agree",
    label=_("Report agrees"),
    permission="underwriting.answer_report",
    sources=frozenset({PUBLISHED, UNANSWERED}),
    target=AGREED,
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
DIFFER = Transition(
    name="underwriting.daily_report.differ",
    label=_("Report a difference"),
    permission="underwriting.answer_report",
    sources=frozenset({PUBLISHED, UNANSWERED, DIFFERING}),
    target=DIFFERING,
    reason=Reason.REQUIRED,
    icon="alert-triangle",
)
ESCALATE = Transition(
    name="underwriting.daily_report.escalate",
    label=_("Not answered in time"),
    permission="underwriting.publish_report",
    sources=frozenset({PUBLISHED}),
    target=UNANSWERED,
    needs_version=False,
)
SETTLE = Transition(
    name="underwriting.daily_report.settle",
    label=_("All differences closed"),
    permission="underwriting.answer_report",
    sources=frozenset({DIFFERING}),
    target=AGREED,
    needs_version=False,
)
REPORT = Lifecycle(
    kind=REPORT_KIND,
    label=_("Daily underwriting report"),
    states=(
        State(value=PUBLISHED, label=_("figures to be checked"), tone=Tone.WAIT, queue=CHECK_QUEUE),
        State(value=UNANSWERED, label=_("not answered in time"), tone=Tone.BAD, queue=UNANSWERED_QUEUE),
        State(value=DIFFERING, label=_("differences reported"), tone=Tone.UP),
        State(value=AGREED, label=_("agreed"), tone=Tone.GOOD, final=True),
    ),
    creation=PUBLISH,
    transitions=(AGREE, DIFFER, ESCALATE, SETTLE),
)


@dataclass(slots=True, kw_only=True)
class Row:
    """One line of business of one sub-branch on one day."""

    line: str
    carried: int = 0
    submitted: int = 0
    automatic: int = 0
    manual: int = 0
    declined: int = 0
    returned: int = 0
    ended: int = 0
    pending: int = 0
    escalated: int = 0
    in_work: int = 0
    sum_insured: Decimal = Decimal(0)
    premium: Decimal = Decimal(0)
    handled: int = 0
    minutes: int = 0

    @property
    def passed(self) -> int:
        return self.automatic + self.manual

    @property
    def balance(self) -> int:
        """What came less what became of it: nothing, unless a case was lost between two figures."""
        came = self.carried + self.submitted
        became: int = sum(getattr(self, name) for name in COUNTS if name not in CAME)
        return came - became

    @property
    def average_minutes(self) -> int | None:
        """Mean time from the queue to the decision, of what people decided."""
        return round(self.minutes / self.handled) if self.handled else None

    def as_json(self) -> dict[str, Any]:
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self)}


CAME = ("carried", "submitted")
COUNTS = {
    "carried": _("Carried over"),
    "submitted": _("Submitted"),
    "automatic": _("Passed automatically"),
    "manual": _("Passed by hand"),
    "declined": _("Declined"),
    "returned": _("Returned"),
    "ended": _("Withdrawn or lapsed"),
    "pending": _("To be underwritten"),
    "escalated": _("With the level above"),
    "in_work": _("Otherwise in work"),
}
AMOUNTS = {"sum_insured": _("Sum insured passed"), "premium": _("Premium passed")}


def row_of(stored: Mapping[str, Any]) -> Row:
    """A row as it was stored."""
    given = dict(stored)
    return Row(**{**given, **{name: Decimal(given[name]) for name in AMOUNTS}})


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A figure that the report had wrong, as both sides agreed on it: by which difference, and what was answered."""

    line: str
    figure: str
    reported: Decimal
    corrected: Decimal
    number: str
    answer: str
    ticket_id: int


def corrected(rows: Iterable[Row], corrections: Sequence[Correction]) -> list[Row]:
    """The rows with the figures that hold; a line that the report left out stands behind the others. What was published
    is not touched: it stays beside the correction (5.4, UWR-05)."""
    found = {row.line: replace(row) for row in rows}
    for one in corrections:
        row = found.setdefault(one.line, Row(line=one.line))
        setattr(row, one.figure, one.corrected if one.figure in AMOUNTS else int(one.corrected))
    return list(found.values())


def total(rows: Iterable[Row]) -> Row:
    """The foot of the report."""
    found = Row(line="")
    for row in rows:
        for one in fields(Row):
            if one.name != "line":
                setattr(found, one.name, getattr(found, one.name) + getattr(row, one.name))
    return found


@dataclass(slots=True)
class Gathered:
    """Rows by sub-branch and line while they are counted."""

    rows: dict[tuple[int, str], Row] = field(default_factory=dict)
    cases: dict[tuple[int, str], dict[str, list[int]]] = field(default_factory=dict)

    def add(self, unit_id: int, line: str, **values: Any) -> None:
        row = self.rows.setdefault((unit_id, line), Row(line=line))
        for name, value in values.items():
            setattr(row, name, getattr(row, name) + (value or 0))

    def count(self, unit_id: int, line: str, figure: str, case: int) -> None:
        """One case more under a figure, by which it is found again."""
        self.add(unit_id, line, **{figure: 1})
        self.cases.setdefault((unit_id, line), {}).setdefault(figure, []).append(case)

    def cases_of(self, unit_id: int) -> dict[str, dict[str, list[int]]]:
        """The cases behind the figures of a sub-branch, by line and figure."""
        return {line: found for (unit, line), found in sorted(self.cases.items()) if unit == unit_id}

    def of(self, unit_id: int) -> list[Row]:
        return [row for (unit, _line), row in sorted(self.rows.items()) if unit == unit_id]


def answer_by(day: date, until: time, calendar: WorkingCalendar, zone: tzinfo) -> datetime:
    """The moment by which the sub-branch answers: the given time of the next working day (5.4)."""
    return datetime.combine(calendar.add_working_days(day, 1), until, zone)


def clock_time(text: str) -> time:
    """``18:00`` of a parameter as a time. Raises ``ValueError``."""
    hours, minutes = text.split(":")
    return time(int(hours), int(minutes))


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value
