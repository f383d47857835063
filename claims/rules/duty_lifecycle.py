"""A shift of the duty roster: planned, changed, given up (domain 6.19, SUR-05)."""

from __future__ import annotations

from claims.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

SHIFT_KIND = "claims.shift"
PLANNED, DROPPED = "planned", "dropped"

PLAN = Creation(name="claims.shift.plan", label=_("Plan a shift"), permission="claims.plan_duty", target=PLANNED)
CHANGE = Transition(
    name="claims.shift.change",
    label=_("Change the shift"),
    permission="claims.plan_duty",
    sources=frozenset({PLANNED}),
    reason=Reason.REQUIRED,
    icon="edit",
)
ABSENCE = Transition(
    name="claims.shift.absence",
    label=_("Enter absence"),
    permission="claims.plan_duty",
    sources=frozenset({PLANNED}),
    target=PLANNED,
    alternatives=frozenset({DROPPED}),
    reason=Reason.REQUIRED,
    icon="calendar-check",
    style="danger",
    confirm=_("Tasks that were assigned and not accepted yet go back to dispatch."),
)
SHIFT = Lifecycle(
    kind=SHIFT_KIND,
    label=_("Duty shift"),
    states=(
        State(value=PLANNED, label=_("on the roster"), tone=Tone.GOOD),
        State(value=DROPPED, label=_("taken off the roster"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=PLAN,
    transitions=(CHANGE, ABSENCE),
)
