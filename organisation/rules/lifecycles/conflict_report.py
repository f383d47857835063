"""Monthly report to internal audit: who holds or did what the segregation matrix keeps apart (domain 3.3, control)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from organisation.rules.words import gettext_noop as _

KIND = "organisation.conflict_report"
OPEN, NOTED = "open", "noted"
QUEUE = "organisation.conflict_reports"
MAKE_RIGHT, NOTE_RIGHT, VIEW_RIGHT = (
    "organisation.make_conflict_report",
    "organisation.note_conflict_report",
    "organisation.view_conflict_reports",
)

MAKE = Creation(
    name="organisation.conflict_report.make", label=_("Draw up the report"), permission=MAKE_RIGHT, target=OPEN
)
NOTE = Transition(
    name="organisation.conflict_report.note",
    label=_("Note the report"),
    permission=NOTE_RIGHT,
    sources=frozenset({OPEN}),
    target=NOTED,
    reason=Reason.REQUIRED,
    style="primary",
    icon="check",
)
LIFECYCLE = Lifecycle(
    kind=KIND,
    label=_("Report of incompatible duties"),
    states=(
        State(value=OPEN, label=_("With internal audit"), tone=Tone.WAIT, queue=QUEUE),
        State(value=NOTED, label=_("Noted"), tone=Tone.GOOD, final=True),
    ),
    creation=MAKE,
    transitions=(NOTE,),
)
