"""The treaty business report of one line: filled by the cession post, confirmed by a second person, sent upward
(REI-08)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

REPORT_KIND, FILL_QUEUE, REPORT_QUEUE, SEND_QUEUE = (
    "underwriting.treaty_report",
    "underwriting.fill_treaty_report",
    "underwriting.confirm_treaty_report",
    "underwriting.send_treaty_report",
)
DUE, FILLED, CONFIRMED, SENT = "due", "filled", "confirmed", "sent"

OPEN = Creation(
    name="underwriting.treaty_report.open",
    label=_("Treaty business report is due"),
    permission="underwriting.open_reinsurance_work",
    target=DUE,
)
FILL = Transition(
    name="underwriting.treaty_report.fill",
    label=_("Fill in a treaty business report"),
    permission="underwriting.keep_accounts",
    sources=frozenset({DUE}),
    target=FILLED,
    reason=Reason.OPTIONAL,
    icon="clipboard-check",
)
REFILL = Transition(
    name="underwriting.treaty_report.refill",
    label=_("Take the figures anew"),
    permission="underwriting.keep_accounts",
    sources=frozenset({FILLED}),
    reason=Reason.OPTIONAL,
    icon="refresh",
)
CONFIRM = Transition(
    name="underwriting.treaty_report.confirm",
    label=_("Confirm the report"),
    permission="underwriting.confirm_treaty_report",
    sources=frozenset({FILLED}),
    target=CONFIRMED,
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
RETURN = Transition(
    name="underwriting.treaty_report.return",
    label=_("Return the report"),
    permission="underwriting.confirm_treaty_report",
    sources=frozenset({CONFIRMED}),
    target=FILLED,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="arrow-back-up",
)
SEND = Transition(
    name="underwriting.treaty_report.send",
    label=_("Sent to the upper reinsurance department"),
    permission="underwriting.keep_accounts",
    sources=frozenset({CONFIRMED}),
    target=SENT,
    icon="send",
)
REPORT = Lifecycle(
    kind=REPORT_KIND,
    label=_("Treaty business report"),
    states=(
        State(
            value=DUE,
            label=_("to be filled in"),
            tone=Tone.WAIT,
            queue=FILL_QUEUE,
            clock="underwriting.treaty_report",
        ),
        State(value=FILLED, label=_("filled in, to be confirmed"), tone=Tone.WAIT, queue=REPORT_QUEUE),
        State(value=CONFIRMED, label=_("confirmed, to be sent"), tone=Tone.INFO, queue=SEND_QUEUE),
        State(value=SENT, label=_("sent to the department above"), tone=Tone.GOOD, final=True),
    ),
    creation=OPEN,
    transitions=(FILL, REFILL, CONFIRM, RETURN, SEND),
)
