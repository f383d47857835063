"""Stock-taking: the custodian counts, another person checks, a difference is explained (domain 8.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from archives.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

COUNT_KIND = "archives.form_count"
MONTHLY, QUARTERLY, SURPRISE, HAND_OVER = "monthly", "quarterly", "surprise", "hand_over"
COUNTING, COUNTED, CHECKED, DIFFERENT = "counting", "counted", "checked", "different"
ANSWERED, MENDED = "answered", "mended"
COUNT_QUEUE, CHECK_QUEUE, QUARTER_QUEUE = "archives.count", "archives.check_count", "archives.check_quarter"
MEND_QUEUE, ACCEPT_QUEUE = "archives.count_difference", "archives.accept_difference"
SAME_DAY_CLOCK = "archives.count_difference_first"
CHECK_QUARTER = "archives.check_quarter"
FIRST, SECOND = "I", "II"
GRADES = (FIRST, SECOND)


class Way(StrEnum):
    """How a difference comes to its end."""

    FOUND = "found"
    BOOKED = "booked"
    EXPLAINED = "explained"


WAY_NAMES = {
    Way.FOUND: _("counted again, it agrees"),
    Way.BOOKED: _("made good by a paper: loss, slip, requisition"),
    Way.EXPLAINED: _("explained only (class II)"),
}

BEGIN = Creation(
    name="archives.form_count.begin", label=_("Begin a count"), permission="archives.count_forms", target=COUNTING
)
COUNT = Transition(
    name="archives.form_count.count",
    label=_("Enter what was counted"),
    permission="archives.count_stock",
    sources=frozenset({COUNTING}),
    target=COUNTED,
    icon="checklist",
)
CHECK = Transition(
    name="archives.form_count.check",
    label=_("Check the count"),
    permission="archives.check_count",
    sources=frozenset({COUNTED}),
    target=CHECKED,
    alternatives=frozenset({DIFFERENT}),
    reason=Reason.OPTIONAL,
    icon="shield-check",
)
RECOUNT = Transition(
    name="archives.form_count.recount",
    label=_("Have it counted again"),
    permission="archives.check_count",
    sources=frozenset({COUNTED}),
    target=COUNTING,
    reason=Reason.REQUIRED,
    icon="arrow-left",
)
ANSWER = Transition(
    name="archives.form_count.answer",
    label=_("Answer for the difference"),
    permission="archives.witness_forms",
    sources=frozenset({DIFFERENT}),
    target=ANSWERED,
    style="primary",
    icon="message-report",
)
ACCEPT = Transition(
    name="archives.form_count.accept",
    label=_("The difference is at its end"),
    permission="archives.accept_difference",
    sources=frozenset({ANSWERED}),
    target=MENDED,
    reason=Reason.REQUIRED,
    icon="circle-check",
)
DOUBT = Transition(
    name="archives.form_count.doubt",
    label=_("Not at its end"),
    permission="archives.accept_difference",
    sources=frozenset({ANSWERED}),
    target=DIFFERENT,
    reason=Reason.REQUIRED,
    style="danger",
    icon="arrow-left",
)
LIFE = Lifecycle(
    kind=COUNT_KIND,
    label=_("Count of forms"),
    states=(
        State(
            value=COUNTING, label=_("to be counted"), tone=Tone.WAIT, queue=COUNT_QUEUE, clock="archives.count_forms"
        ),
        State(value=COUNTED, label=_("to be checked"), tone=Tone.WAIT, queue=CHECK_QUEUE),
        State(value=CHECKED, label=_("agrees"), tone=Tone.GOOD, final=True),
        State(
            value=DIFFERENT,
            label=_("does not agree"),
            tone=Tone.BAD,
            queue=MEND_QUEUE,
            clock="archives.count_difference",
        ),
        State(
            value=ANSWERED, label=_("answered for"), tone=Tone.WAIT, queue=ACCEPT_QUEUE, clock="archives.count_answer"
        ),
        State(value=MENDED, label=_("difference dealt with"), tone=Tone.GOOD, final=True),
    ),
    creation=BEGIN,
    transitions=(COUNT, CHECK, RECOUNT, ANSWER, ACCEPT, DOUBT),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One kind of form as the books have it and as it lies there."""

    code: str
    booked: int
    found: int
    cause: str = ""
    measure: str = ""

    @property
    def difference(self) -> int:
        return self.found - self.booked

    @property
    def explained(self) -> bool:
        return not self.difference or bool(self.cause.strip() and self.measure.strip())


def due_grades(month: int, every: Mapping[str, int]) -> tuple[str, ...]:
    """The classes of forms that are counted in a month: class I each month, class II each quarter as a rule (8.4)."""
    return tuple(grade for grade in GRADES if month % every[grade] == 0)


def kind_of(grades: Iterable[str]) -> str:
    """A count of all classes is the quarterly one, checked by a centre; one of class I the monthly one."""
    return QUARTERLY if SECOND in grades else MONTHLY


def may_end(way: str, grade: str) -> bool:
    """A difference of class I is found or made good by a paper; words alone end only one of class II (8.4)."""
    return way != Way.EXPLAINED or grade == SECOND
