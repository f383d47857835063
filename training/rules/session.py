"""A training: planned, held, closed with the results of everybody (DUT-07, DUT-19, DUT-27, DUT-31, DUT-56)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from training.rules.words import gettext_noop as _

KIND, QUEUE = "training.session", "training.sessions"
PLANNED, HELD, CLOSED, CANCELLED = "planned", "held", "closed", "cancelled"
HOLD_RIGHT, VIEW_RIGHT = "training.hold_training", "training.view_training"
AUDIENCES = {
    "underwriters": _("underwriters of the centre"),
    "issuers": _("issuing clerks"),
    "sales": _("sales staff of the sub-branches"),
    "claims": _("claims staff"),
    "service": _("customer service staff"),
    "finance": _("finance staff"),
}
SUBJECTS = {
    "underwriting": _("underwriting practice"),
    "risk": _("basic risk assessment"),
    "issuing": _("issuing and data entry"),
    "clauses": _("clauses and rates"),
    "claims": _("survey, assessment and adjustment"),
    "service": _("service standards"),
    "law": _("law, compliance and integrity"),
    "system": _("the system"),
}

PLAN = Creation(name="training.session.plan", label=_("Plan a training"), permission=HOLD_RIGHT, target=PLANNED)
INVITE = Transition(
    name="training.session.invite",
    label=_("Invite people"),
    permission=HOLD_RIGHT,
    sources=frozenset({PLANNED}),
    icon="users",
)
HOLD = Transition(
    name="training.session.hold",
    label=_("Note who was there"),
    permission=HOLD_RIGHT,
    sources=frozenset({PLANNED}),
    target=HELD,
    style="primary",
    icon="user-check",
)
GRADE = Transition(
    name="training.session.grade",
    label=_("Enter results"),
    permission=HOLD_RIGHT,
    sources=frozenset({HELD}),
    icon="edit",
)
CLOSE = Transition(
    name="training.session.close",
    label=_("Close the training"),
    permission=HOLD_RIGHT,
    sources=frozenset({HELD}),
    target=CLOSED,
    reason=Reason.OPTIONAL,
    confirm=_("The results are kept with each person; whoever failed is invited again."),
    style="primary",
    icon="check",
)
CANCEL = Transition(
    name="training.session.cancel",
    label=_("Cancel the training"),
    permission=HOLD_RIGHT,
    sources=frozenset({PLANNED}),
    target=CANCELLED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
LIFECYCLE = Lifecycle(
    kind=KIND,
    label=_("Training"),
    states=(
        State(value=PLANNED, label=_("planned"), tone=Tone.INFO, queue=QUEUE),
        State(value=HELD, label=_("held, results missing"), tone=Tone.WAIT, queue=QUEUE),
        State(value=CLOSED, label=_("training closed"), tone=Tone.GOOD, final=True),
        State(value=CANCELLED, label=_("training cancelled"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=PLAN,
    transitions=(HOLD, INVITE, GRADE, CLOSE, CANCEL),
)


def passed(score: int | None, mark: int) -> bool:
    """At least the mark; nobody passes without a score."""
    return score is not None and score >= mark
