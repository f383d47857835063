"""Regular meetings of a centre or department with agenda, decisions and lessons (DUT-53)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from organisation.rules.words import gettext_noop as _

KIND = "organisation.meeting"
CALLED, HELD, SIGNED, CANCELLED = "called", "held", "signed", "cancelled"
CALL_RIGHT = "organisation.call_meeting"
QUEUE = "organisation.meetings"
SORTS = {
    "underwriting": _("underwriting meeting"),
    "claims": _("claims meeting"),
    "service": _("customer service meeting"),
    "finance": _("finance meeting"),
    "operations": _("operations meeting"),
}

CALL = Creation(name="organisation.meeting.call", label=_("Call a meeting"), permission=CALL_RIGHT, target=CALLED)
MINUTE = Transition(
    name="organisation.meeting.minute",
    label=_("Write the minutes"),
    permission=CALL_RIGHT,
    sources=frozenset({CALLED, HELD}),
    target=HELD,
    style="primary",
    icon="edit",
)
DECIDE = Transition(
    name="organisation.meeting.decide",
    label=_("Add a decision"),
    permission=CALL_RIGHT,
    sources=frozenset({HELD}),
    icon="plus",
)
SIGN = Transition(
    name="organisation.meeting.sign",
    label=_("Sign the minutes"),
    permission=CALL_RIGHT,
    sources=frozenset({HELD}),
    target=SIGNED,
    confirm=_("Nothing in them can be changed afterwards; decisions become work of the persons named."),
    style="primary",
    icon="check",
)
CANCEL = Transition(
    name="organisation.meeting.cancel",
    label=_("Cancel the meeting"),
    permission=CALL_RIGHT,
    sources=frozenset({CALLED}),
    target=CANCELLED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
LIFECYCLE = Lifecycle(
    kind=KIND,
    label=_("Meeting"),
    states=(
        State(value=CALLED, label=_("called"), tone=Tone.INFO, queue=QUEUE),
        State(value=HELD, label=_("minutes to be signed"), tone=Tone.WAIT, queue=QUEUE),
        State(value=SIGNED, label=_("minutes signed"), tone=Tone.GOOD, final=True),
        State(value=CANCELLED, label=_("cancelled"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=CALL,
    transitions=(MINUTE, SIGN, DECIDE, CANCEL),
)
