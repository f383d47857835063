"""Destruction of forms that are out of use or void: a list, two people and a supervisor (domain 8.2)."""

from __future__ import annotations

from archives.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

DESTRUCTION_KIND = "archives.form_destruction"
LISTED, CONFIRMED, DESTROYED, DROPPED = "listed", "confirmed", "destroyed", "dropped"
CONFIRM_QUEUE, SUPERVISE_QUEUE = "archives.confirm_destruction", "archives.supervise_destruction"

LIST = Creation(
    name="archives.form_destruction.list",
    label=_("List forms for destruction"),
    permission="archives.issue_forms",
    target=LISTED,
    duty="forms.destroy",
)
CONFIRM = Transition(
    name="archives.form_destruction.confirm",
    label=_("Count and confirm the list"),
    permission="archives.confirm_destruction",
    sources=frozenset({LISTED}),
    target=CONFIRMED,
    duty="forms.destroy",
    icon="checklist",
)
SUPERVISE = Transition(
    name="archives.form_destruction.supervise",
    label=_("Destroyed under supervision"),
    permission="archives.supervise_destruction",
    sources=frozenset({CONFIRMED}),
    target=DESTROYED,
    duty="forms.supervise_destruction",
    reason=Reason.OPTIONAL,
    confirm=_("Destroyed forms never come back."),
    style="danger",
    icon="trash",
)
DROP = Transition(
    name="archives.form_destruction.drop",
    label=_("Drop the list"),
    permission="archives.issue_forms",
    sources=frozenset({LISTED, CONFIRMED}),
    target=DROPPED,
    reason=Reason.REQUIRED,
    icon="circle-x",
)
LIFE = Lifecycle(
    kind=DESTRUCTION_KIND,
    label=_("Destruction of forms"),
    states=(
        State(value=LISTED, label=_("to be confirmed"), tone=Tone.WAIT, queue=CONFIRM_QUEUE),
        State(value=CONFIRMED, label=_("to be destroyed"), tone=Tone.WAIT, queue=SUPERVISE_QUEUE),
        State(value=DESTROYED, label=_("destroyed"), tone=Tone.GOOD, final=True),
        State(value=DROPPED, label=_("dropped"), final=True),
    ),
    creation=LIST,
    transitions=(CONFIRM, SUPERVISE, DROP),
)
