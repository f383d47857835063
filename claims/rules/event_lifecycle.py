"""A major event: many losses of one cause in a short time, handled together (domain 6.1, 6.4; B-06)."""

from __future__ import annotations

from claims.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

EVENT_KIND = "claims.event"
RUNNING, OVER = "running", "over"

DECLARE = Creation(
    name="claims.event.declare", label=_("Declare a major event"), permission="claims.note_progress", target=RUNNING
)
END_EVENT = Transition(
    name="claims.event.end",
    label=_("End the event"),
    permission="claims.manage_event",
    sources=frozenset({RUNNING}),
    target=OVER,
    reason=Reason.REQUIRED,
    icon="check",
)
EVENT = Lifecycle(
    kind=EVENT_KIND,
    label=_("Major event"),
    states=(
        State(value=RUNNING, label=_("event running"), tone=Tone.BAD),
        State(value=OVER, label=_("event over"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=DECLARE,
    transitions=(END_EVENT,),
)
