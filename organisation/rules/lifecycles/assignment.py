"""Targets, plans and work given from above: given, taken on, reported, confirmed (DUT-11, DUT-12, DUT-50)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from organisation.rules.words import gettext_noop as _

KIND = "organisation.assignment"
GIVEN, UNDER_WAY, REPORTED, DONE, DROPPED = "given", "under_way", "reported", "done", "dropped"
DO_QUEUE, CONFIRM_QUEUE = "organisation.assignments", "organisation.assignments_confirm"
GIVE_RIGHT, DO_RIGHT = "organisation.give_work", "organisation.do_work"
OPEN = (GIVEN, UNDER_WAY, REPORTED)
SORTS = {
    "target": _("target"),
    "plan": _("plan of work"),
    "task": _("work given from above"),
    "problem": _("problem to solve"),
    "duty": _("regular duty"),
}

GIVE = Creation(name="organisation.assignment.give", label=_("Give work"), permission=GIVE_RIGHT, target=GIVEN)
ACCEPT = Transition(
    name="organisation.assignment.accept",
    label=_("Take it on"),
    permission=DO_RIGHT,
    sources=frozenset({GIVEN}),
    target=UNDER_WAY,
    style="primary",
    icon="check",
)
PROGRESS = Transition(
    name="organisation.assignment.progress",
    label=_("Report progress"),
    permission=DO_RIGHT,
    sources=frozenset({UNDER_WAY}),
    icon="trending-up",
)
REPORT = Transition(
    name="organisation.assignment.report",
    label=_("Report as done"),
    permission=DO_RIGHT,
    sources=frozenset({UNDER_WAY}),
    target=REPORTED,
    reason=Reason.REQUIRED,
    style="primary",
    icon="send",
)
CONFIRM = Transition(
    name="organisation.assignment.confirm",
    label=_("Confirm the result"),
    permission=GIVE_RIGHT,
    sources=frozenset({REPORTED}),
    target=DONE,
    reason=Reason.OPTIONAL,
    style="primary",
    icon="check",
)
SEND_BACK = Transition(
    name="organisation.assignment.send_back",
    label=_("Not done yet"),
    permission=GIVE_RIGHT,
    sources=frozenset({REPORTED}),
    target=UNDER_WAY,
    reason=Reason.REQUIRED,
    icon="arrow-back-up",
)
DROP = Transition(
    name="organisation.assignment.drop",
    label=_("Drop the work"),
    permission=GIVE_RIGHT,
    sources=frozenset({GIVEN, UNDER_WAY}),
    target=DROPPED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
LIFECYCLE = Lifecycle(
    kind=KIND,
    label=_("Work and targets"),
    states=(
        State(value=GIVEN, label=_("given, to be taken on"), tone=Tone.WAIT, queue=DO_QUEUE),
        State(value=UNDER_WAY, label=_("under way"), tone=Tone.INFO, queue=DO_QUEUE),
        State(value=REPORTED, label=_("reported as done"), tone=Tone.WAIT, queue=CONFIRM_QUEUE),
        State(value=DONE, label=_("done and confirmed"), tone=Tone.GOOD, final=True),
        State(value=DROPPED, label=_("dropped"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=GIVE,
    transitions=(ACCEPT, REPORT, PROGRESS, CONFIRM, SEND_BACK, DROP),
)
