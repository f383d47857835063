"""Void and spoilt forms, losses and differences: from the report to the end of the matter (domain 8.2, FRM-07)."""

from __future__ import annotations

from archives.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

INCIDENT_KIND = "archives.form_incident"
VOID, MISPRINT, LOSS = "void", "misprint", "loss"
SPOILT = frozenset({VOID, MISPRINT})
REPORTED, NOTICED, CLOSED = "reported", "noticed", "closed"
COPIES_QUEUE, NOTICE_QUEUE, LOSS_QUEUE = "archives.copies", "archives.loss_notice", "archives.loss"

REPORT = Creation(
    name="archives.form_incident.report",
    label=_("Report void or lost forms"),
    permission="archives.report_forms",
    target=REPORTED,
)
PUBLISH = Transition(
    name="archives.form_incident.publish",
    label=_("Notice was published"),
    permission="archives.witness_forms",
    sources=frozenset({REPORTED}),
    target=NOTICED,
    icon="message-report",
)
TAKE_COPIES = Transition(
    name="archives.form_incident.take_copies",
    label=_("All copies are back"),
    permission="archives.issue_forms",
    sources=frozenset({REPORTED}),
    target=CLOSED,
    icon="checklist",
)
CLOSE = Transition(
    name="archives.form_incident.close",
    label=_("Close with the finding"),
    permission="archives.witness_forms",
    sources=frozenset({NOTICED}),
    target=CLOSED,
    reason=Reason.REQUIRED,
    icon="circle-check",
)
LIFE = Lifecycle(
    kind=INCIDENT_KIND,
    label=_("Void or lost forms"),
    states=(
        State(value=REPORTED, label=_("declared"), tone=Tone.WAIT, queue=COPIES_QUEUE, clock="archives.void_copies"),
        State(value=NOTICED, label=_("notice published"), tone=Tone.INFO, queue=LOSS_QUEUE),
        State(value=CLOSED, label=_("closed"), tone=Tone.GOOD, final=True),
    ),
    creation=REPORT,
    transitions=(TAKE_COPIES, PUBLISH, CLOSE),
)
NOTICE = State(
    value=REPORTED,
    label=_("notice to be published"),
    tone=Tone.BAD,
    queue=NOTICE_QUEUE,
    clock="archives.loss_notice",
)
