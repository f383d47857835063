"""Stock-taking: the custodian counts, another person checks, a difference is explained (domain 8.4)."""

from __future__ import annotations

from dataclasses import dataclass

from archives.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

COUNT_KIND = "archives.form_count"
MONTHLY, QUARTERLY, SURPRISE, HAND_OVER = "monthly", "quarterly", "surprise", "hand_over"
COUNTING, COUNTED, CHECKED, DIFFERENT, MENDED = "counting", "counted", "checked", "different", "mended"
COUNT_QUEUE, CHECK_QUEUE, MEND_QUEUE = "archives.count", "archives.check_count", "archives.count_difference"

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
MEND = Transition(
    name="archives.form_count.mend",
    label=_("Difference is dealt with"),
    permission="archives.witness_forms",
    sources=frozenset({DIFFERENT}),
    target=MENDED,
    reason=Reason.REQUIRED,
    icon="check",
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
        State(value=DIFFERENT, label=_("does not agree"), tone=Tone.BAD, queue=MEND_QUEUE),
        State(value=MENDED, label=_("difference dealt with"), tone=Tone.GOOD, final=True),
    ),
    creation=BEGIN,
    transitions=(COUNT, CHECK, RECOUNT, MEND),
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
