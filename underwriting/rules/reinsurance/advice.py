"""A loss of ceded business: material goes to the upper reinsurance department on the same day (REI-10, domain 5.5).

Every ceded loss is passed on; the limit of the advice decides which one calls for cash and goes at once.
"""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

ADVICE_KIND, ADVICE_QUEUE = "underwriting.loss_advice", "underwriting.loss_advice"
WATCHED, DUE, PASSED_ON, SETTLED = "watched", "due", "passed_on", "settled"

NOTE = Creation(
    name="underwriting.loss_advice.note",
    label=_("Loss of ceded business"),
    permission="underwriting.run_clock",
    target=WATCHED,
)
CALL = Transition(
    name="underwriting.loss_advice.call",
    label=_("The reinsurers must be told"),
    permission="underwriting.run_clock",
    sources=frozenset({WATCHED, PASSED_ON}),
    target=DUE,
    needs_version=False,
)
MEASURE = Transition(
    name="underwriting.loss_advice.measure",
    label=_("Amounts brought up to date"),
    permission="underwriting.run_clock",
    sources=frozenset({WATCHED, DUE, PASSED_ON}),
    needs_version=False,
)
PASS_ON = Transition(
    name="underwriting.loss_advice.pass_on",
    label=_("Passed on to the reinsurance department"),
    permission="underwriting.pass_on_loss",
    sources=frozenset({WATCHED, DUE}),
    target=PASSED_ON,
    reason=Reason.REQUIRED,
    icon="send",
)
SETTLE = Transition(
    name="underwriting.loss_advice.settle",
    label=_("Recovery complete"),
    permission="underwriting.pass_on_loss",
    sources=frozenset({WATCHED, PASSED_ON}),
    target=SETTLED,
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
TAKE_UP = Transition(
    name="underwriting.loss_advice.take_up",
    label=_("The claim changed after the recovery"),
    permission="underwriting.run_clock",
    sources=frozenset({SETTLED}),
    target=PASSED_ON,
    needs_version=False,
)
ADVICE = Lifecycle(
    kind=ADVICE_KIND,
    label=_("Loss advice to reinsurers"),
    states=(
        State(
            value=WATCHED,
            label=_("to be passed on with the day's losses"),
            tone=Tone.WAIT,
            queue=ADVICE_QUEUE,
            clock="underwriting.loss_advice",
        ),
        State(
            value=DUE,
            label=_("to be passed on at once"),
            tone=Tone.WAIT,
            queue=ADVICE_QUEUE,
            clock="underwriting.loss_advice",
        ),
        State(value=PASSED_ON, label=_("passed on"), tone=Tone.INFO),
        State(value=SETTLED, label=_("recovered"), tone=Tone.GOOD),
    ),
    creation=NOTE,
    transitions=(CALL, MEASURE, PASS_ON, SETTLE, TAKE_UP),
)
