"""The batch of the day: handed over the next working day, received and counted, filed with volume and page (A1)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

BATCH_KIND = "underwriting.paper_batch"
HANDED_OVER, RECEIVED, FILED = "handed_over", "received", "filed"
RECEIVE_QUEUE, FILE_QUEUE = "underwriting.receive_papers", "underwriting.file_papers"

HAND_OVER = Creation(
    name="underwriting.paper_batch.hand_over",
    label=_("Hand over the papers of a day"),
    permission="underwriting.hand_over_papers",
    target=HANDED_OVER,
)
RECEIVE = Transition(
    name="underwriting.paper_batch.receive",
    label=_("Count and receive the papers"),
    permission="underwriting.file_papers",
    sources=frozenset({HANDED_OVER}),
    target=RECEIVED,
    reason=Reason.OPTIONAL,
    icon="checklist",
)
FILE = Transition(
    name="underwriting.paper_batch.file",
    label=_("File with volume and page"),
    permission="underwriting.file_papers",
    sources=frozenset({RECEIVED}),
    target=FILED,
    icon="archive",
)
LIFE = Lifecycle(
    kind=BATCH_KIND,
    label=_("Batch of papers"),
    states=(
        State(
            value=HANDED_OVER,
            label=_("to be received"),
            tone=Tone.WAIT,
            queue=RECEIVE_QUEUE,
            clock="underwriting.receive_papers",
        ),
        State(
            value=RECEIVED, label=_("to be filed"), tone=Tone.INFO, queue=FILE_QUEUE, clock="underwriting.file_papers"
        ),
        State(value=FILED, label=_("filed"), tone=Tone.GOOD, final=True),
    ),
    creation=HAND_OVER,
    transitions=(RECEIVE, FILE),
)
SIX_POINTS = {
    "insured": _("insured"),
    "subject": _("subject insured"),
    "period": _("period"),
    "sum_insured": _("sum insured"),
    "premium": _("premium"),
    "deductible": _("deductible"),
}
