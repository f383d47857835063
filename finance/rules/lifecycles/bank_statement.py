"""银行存款余额调节: imported, matched, reviewed by another person, closed with the month (domain 9.7, ORG-21)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from finance.rules.words import gettext_noop as _

OPEN, MATCHED, REVIEWED, CLOSED, DISCARDED = "open", "matched", "reviewed", "closed", "discarded"
_RECONCILE, _REVIEW = "finance.reconcile_bank", "finance.review_reconciliation"

IMPORT = Creation(
    name="finance.bank_statement.import",
    label=_("Import bank statement"),
    permission=_RECONCILE,
    target=OPEN,
    duty="finance.reconcile",
)
AUTO_MATCH = Transition(
    name="finance.bank_statement.auto_match",
    label=_("Match automatically"),
    permission=_RECONCILE,
    sources=frozenset({OPEN}),
    duty="finance.reconcile",
    icon="refresh",
)
MATCH = Transition(
    name="finance.bank_statement.match",
    label=_("Match by hand"),
    permission=_RECONCILE,
    sources=frozenset({OPEN}),
    duty="finance.reconcile",
    reason=Reason.REQUIRED,
    icon="git-compare",
)
UNMATCH = Transition(
    name="finance.bank_statement.unmatch",
    label=_("Undo match"),
    permission=_RECONCILE,
    sources=frozenset({OPEN}),
    duty="finance.reconcile",
    reason=Reason.REQUIRED,
    icon="arrows-split",
)
EXPLAIN = Transition(
    name="finance.bank_statement.explain",
    label=_("Explain outstanding items"),
    permission=_RECONCILE,
    sources=frozenset({OPEN}),
    duty="finance.reconcile",
    reason=Reason.REQUIRED,
    icon="message-report",
)
SUBMIT = Transition(
    name="finance.bank_statement.submit",
    label=_("Submit for review"),
    permission=_RECONCILE,
    sources=frozenset({OPEN}),
    target=MATCHED,
    duty="finance.reconcile",
    reason=Reason.OPTIONAL,
    style="primary",
    icon="send",
)
REVIEW = Transition(
    name="finance.bank_statement.review",
    label=_("Review passed"),
    permission=_REVIEW,
    sources=frozenset({MATCHED}),
    target=REVIEWED,
    duty="finance.review",
    style="primary",
    icon="checks",
)
RETURN = Transition(
    name="finance.bank_statement.return",
    label=_("Return with reason"),
    permission=_REVIEW,
    sources=frozenset({MATCHED, REVIEWED}),
    target=OPEN,
    duty="finance.review",
    reason=Reason.REQUIRED,
    style="danger",
    icon="arrow-back-up",
)
DISCARD = Transition(
    name="finance.bank_statement.discard",
    label=_("Discard import"),
    permission=_RECONCILE,
    sources=frozenset({OPEN}),
    target=DISCARDED,
    duty="finance.reconcile",
    reason=Reason.REQUIRED,
    confirm=_("Its matches are undone; the statement can be imported again."),
    style="danger",
    icon="trash",
)
CLOSE = Transition(
    name="finance.bank_statement.close",
    label=_("Close with the month"),
    permission="finance.close_reconciliation",
    sources=frozenset({REVIEWED}),
    target=CLOSED,
    needs_version=False,
)
LIFECYCLE = Lifecycle(
    kind="finance.bank_statement",
    label=_("Bank reconciliation"),
    states=(
        State(
            value=OPEN,
            label=_("To be matched"),
            tone=Tone.WAIT,
            queue="bank-reconciliation",
            clock="finance.reconcile_bank",
        ),
        State(
            value=MATCHED,
            label=_("Balanced, to be reviewed"),
            tone=Tone.INFO,
            queue="reconciliation-review",
            clock="finance.review_reconciliation",
        ),
        State(value=REVIEWED, label=_("Reconciliation reviewed"), tone=Tone.GOOD),
        State(value=CLOSED, label=_("Closed with the month"), tone=Tone.NEUTRAL, final=True),
        State(value=DISCARDED, label=_("Import discarded"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=IMPORT,
    transitions=(SUBMIT, AUTO_MATCH, MATCH, UNMATCH, EXPLAIN, REVIEW, RETURN, DISCARD, CLOSE),
)
