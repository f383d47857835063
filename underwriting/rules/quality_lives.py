"""Lives of a data defect and of a checked policy of the monthly sample (domain 5.11, 5.12, A6)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

DEFECT_KIND, CHECK_KIND = "underwriting.data_defect", "underwriting.quality_check"
OPEN, ANSWERED, CLOSED = "open", "answered", "closed"
DRAWN, GOOD, FAULTY, CORRECTED, ACCEPTED = "drawn", "good", "faulty", "corrected", "accepted"
MEND_QUEUE, ACCEPT_QUEUE = "underwriting.mend_defect", "underwriting.accept_mending"
CHECK_QUEUE, CORRECT_QUEUE, CLOSE_QUEUE = (
    "underwriting.quality_check",
    "underwriting.quality_correct",
    "underwriting.quality_close",
)

FIND = Creation(
    name="underwriting.data_defect.find",
    label=_("Defect found by rule"),
    permission="underwriting.find_defects",
    target=OPEN,
)
ANSWER = Transition(
    name="underwriting.data_defect.answer",
    label=_("Say how it was mended"),
    permission="underwriting.mend_data",
    sources=frozenset({OPEN}),
    target=ANSWERED,
    reason=Reason.REQUIRED,
    icon="check",
)
CLOSE = Transition(
    name="underwriting.data_defect.close",
    label=_("Mended"),
    permission="underwriting.manage_quality",
    sources=frozenset({ANSWERED}),
    target=CLOSED,
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
REOPEN = Transition(
    name="underwriting.data_defect.reopen",
    label=_("Not mended"),
    permission="underwriting.manage_quality",
    sources=frozenset({ANSWERED}),
    target=OPEN,
    reason=Reason.REQUIRED,
    icon="arrow-left",
)
DEFECT = Lifecycle(
    kind=DEFECT_KIND,
    label=_("Data defect"),
    states=(
        State(value=OPEN, label=_("to be mended"), tone=Tone.WAIT, queue=MEND_QUEUE, clock="underwriting.data_defect"),
        State(value=ANSWERED, label=_("mending to be looked at"), tone=Tone.INFO, queue=ACCEPT_QUEUE),
        State(value=CLOSED, label=_("mended"), tone=Tone.GOOD, final=True),
    ),
    creation=FIND,
    transitions=(ANSWER, CLOSE, REOPEN),
)

DRAW = Creation(
    name="underwriting.quality_check.draw",
    label=_("Draw for the quality check"),
    permission="underwriting.find_defects",
    target=DRAWN,
)
CHECK = Transition(
    name="underwriting.quality_check.check",
    label=_("Compare with the papers"),
    permission="underwriting.check_quality",
    sources=frozenset({DRAWN}),
    target=GOOD,
    alternatives=frozenset({FAULTY}),
    reason=Reason.OPTIONAL,
    icon="checklist",
)
CORRECT = Transition(
    name="underwriting.quality_check.correct",
    label=_("Answer and correct"),
    permission="underwriting.mend_data",
    sources=frozenset({FAULTY}),
    target=CORRECTED,
    reason=Reason.REQUIRED,
    icon="edit",
)
ACCEPT = Transition(
    name="underwriting.quality_check.accept",
    label=_("Correction is right"),
    permission="underwriting.manage_quality",
    sources=frozenset({CORRECTED}),
    target=ACCEPTED,
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
GIVE_BACK = Transition(
    name="underwriting.quality_check.return",
    label=_("Correction is wrong"),
    permission="underwriting.manage_quality",
    sources=frozenset({CORRECTED}),
    target=FAULTY,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="arrow-back-up",
)
CHECKED = Lifecycle(
    kind=CHECK_KIND,
    label=_("Quality check"),
    states=(
        State(
            value=DRAWN,
            label=_("to be compared"),
            tone=Tone.WAIT,
            queue=CHECK_QUEUE,
            clock="underwriting.quality_check",
        ),
        State(value=GOOD, label=_("without error"), tone=Tone.GOOD, final=True),
        State(
            value=FAULTY,
            label=_("errors to be corrected"),
            tone=Tone.BAD,
            queue=CORRECT_QUEUE,
            clock="underwriting.quality_correct",
        ),
        State(value=CORRECTED, label=_("correction to be looked at"), tone=Tone.INFO, queue=CLOSE_QUEUE),
        State(value=ACCEPTED, label=_("corrected"), tone=Tone.GOOD, final=True),
    ),
    creation=DRAW,
    transitions=(CHECK, CORRECT, ACCEPT, GIVE_BACK),
)
