"""A call at 95518: taken, linked to what it is about, ended with its outcome (domain 6.1)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from customer_service.rules.words import gettext_noop as _

CALL_KIND = "customer_service.call"
TALKING, ENDED = "talking", "ended"

TAKE = Creation(
    name="customer_service.call.take",
    label=_("Take the call"),
    permission="customer_service.take_call",
    target=TALKING,
)
LINK = Transition(
    name="customer_service.call.link",
    label=_("The call is about this"),
    permission="customer_service.take_call",
    sources=frozenset({TALKING}),
    needs_version=False,
    icon="link",
    style="quiet",
)
END = Transition(
    name="customer_service.call.end",
    label=_("End the call"),
    permission="customer_service.take_call",
    sources=frozenset({TALKING}),
    target=ENDED,
    reason=Reason.OPTIONAL,
    needs_version=False,
    icon="check",
)
CALL = Lifecycle(
    kind=CALL_KIND,
    label=_("Call"),
    states=(
        State(value=TALKING, label=_("on the line"), tone=Tone.WAIT),
        State(value=ENDED, label=_("ended"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=TAKE,
    transitions=(END, LINK),
)
