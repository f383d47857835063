"""Appraisal of people with advice on their post: confidential, confirmed above, made known to the person (DUT-20)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from organisation.rules.words import gettext_noop as _

KIND = "organisation.appraisal"
WRITTEN, SUBMITTED, CONFIRMED, KNOWN = "written", "submitted", "confirmed", "known"
WRITE_RIGHT, CONFIRM_RIGHT, READ_RIGHT = (
    "organisation.write_appraisal",
    "organisation.confirm_appraisal",
    "organisation.read_appraisal",
)
WRITE_QUEUE, CONFIRM_QUEUE, READ_QUEUE = (
    "organisation.appraisals_written",
    "organisation.appraisals",
    "organisation.appraisals_known",
)
CRITERIA = {
    "duty": _("fulfilment of duties"),
    "quality": _("quality of work"),
    "timeliness": _("keeping of deadlines"),
    "learning": _("knowledge and training"),
    "conduct": _("conduct and integrity"),
}
ADVICE = {
    "stay": _("stay in the post"),
    "promote": _("appoint to a higher post"),
    "move": _("move to another post"),
    "train": _("train again"),
    "remove": _("remove from the post"),
}

WRITE = Creation(
    name="organisation.appraisal.write", label=_("Appraise a person"), permission=WRITE_RIGHT, target=WRITTEN
)
SUBMIT = Transition(
    name="organisation.appraisal.submit",
    label=_("Send for confirmation"),
    permission=WRITE_RIGHT,
    sources=frozenset({WRITTEN}),
    target=SUBMITTED,
    style="primary",
    icon="send",
)
AMEND = Transition(
    name="organisation.appraisal.amend",
    label=_("Change the words"),
    permission=WRITE_RIGHT,
    sources=frozenset({WRITTEN}),
    icon="edit",
)
CONFIRM = Transition(
    name="organisation.appraisal.confirm",
    label=_("Confirm the appraisal"),
    permission=CONFIRM_RIGHT,
    sources=frozenset({SUBMITTED}),
    target=CONFIRMED,
    reason=Reason.OPTIONAL,
    confirm=_("The person reads the appraisal from now on."),
    style="primary",
    icon="check",
)
RETURN = Transition(
    name="organisation.appraisal.return",
    label=_("Return the appraisal"),
    permission=CONFIRM_RIGHT,
    sources=frozenset({SUBMITTED}),
    target=WRITTEN,
    reason=Reason.REQUIRED,
    icon="arrow-back-up",
)
READ = Transition(
    name="organisation.appraisal.read",
    label=_("I have read it"),
    permission=READ_RIGHT,
    sources=frozenset({CONFIRMED}),
    target=KNOWN,
    reason=Reason.OPTIONAL,
    icon="check",
)
LIFECYCLE = Lifecycle(
    kind=KIND,
    label=_("Appraisal"),
    states=(
        State(value=WRITTEN, label=_("being written"), tone=Tone.NEUTRAL, queue=WRITE_QUEUE),
        State(value=SUBMITTED, label=_("to be confirmed"), tone=Tone.WAIT, queue=CONFIRM_QUEUE),
        State(value=CONFIRMED, label=_("confirmed, to be read"), tone=Tone.INFO, queue=READ_QUEUE),
        State(value=KNOWN, label=_("read by the person"), tone=Tone.GOOD, final=True),
    ),
    creation=WRITE,
    transitions=(SUBMIT, AMEND, CONFIRM, RETURN, READ),
)
