"""A difference that a sub-branch found in the daily report: explained, put right, confirmed (UWR-05)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

TICKET_KIND, SOLVE_QUEUE, CONFIRM_QUEUE = (
    "underwriting.discrepancy",
    "underwriting.discrepancy",
    "underwriting.discrepancy_confirm",
)
OPEN, RESOLVED, CLOSED = "open", "resolved", "closed"
RAISE = Creation(
    name="underwriting.discrepancy.raise",
    label=_("Report a difference"),
    permission="underwriting.answer_report",
    target=OPEN,
)
RESOLVE = Transition(
    name="underwriting.discrepancy.resolve",
    label=_("Explain and put right"),
    permission="underwriting.resolve_discrepancy",
    sources=frozenset({OPEN}),
    target=RESOLVED,
    reason=Reason.REQUIRED,
    icon="check",
)
CLOSE = Transition(
    name="underwriting.discrepancy.close",
    label=_("Confirm, close"),
    permission="underwriting.answer_report",
    sources=frozenset({RESOLVED}),
    target=CLOSED,
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
REOPEN = Transition(
    name="underwriting.discrepancy.reopen",
    label=_("Still different"),
    permission="underwriting.answer_report",
    sources=frozenset({RESOLVED}),
    target=OPEN,
    reason=Reason.REQUIRED,
    icon="arrow-left",
)
DISCREPANCY = Lifecycle(
    kind=TICKET_KIND,
    label=_("Difference in the daily report"),
    states=(
        State(
            value=OPEN,
            label=_("to be cleared"),
            tone=Tone.WAIT,
            queue=SOLVE_QUEUE,
            clock="underwriting.discrepancy",
        ),
        State(value=RESOLVED, label=_("cleared, to be confirmed"), tone=Tone.INFO, queue=CONFIRM_QUEUE),
        State(value=CLOSED, label=_("closed"), tone=Tone.GOOD, final=True),
    ),
    creation=RAISE,
    transitions=(RESOLVE, CLOSE, REOPEN),
)
IN_REPORT = "report"
CAUSES = {
    IN_REPORT: _("the report was wrong"),
    "entry": _("an entry of the sub-branch was wrong"),
    "timing": _("it belongs to another day"),
    "none": _("no difference was found"),
}
