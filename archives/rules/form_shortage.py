"""A store that has fallen below its reorder point is work of the one who keeps it (domain 8.1, 8.3 DC-5)."""

from __future__ import annotations

from archives.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

SHORTAGE_KIND = "archives.form_shortage"
LOW, COVERED, LEFT, OVER = "low", "covered", "left", "over"
LOW_QUEUE = LOW_CLOCK = "archives.low_stock"

NOTE = Creation(
    name="archives.form_shortage.note",
    label=_("Stock is low"),
    permission="archives.run_form_clock",
    target=LOW,
)
COVER = Transition(
    name="archives.form_shortage.cover",
    label=_("Ask for forms"),
    permission="archives.issue_forms",
    sources=frozenset({LOW}),
    target=COVERED,
    style="primary",
    icon="send",
    needs_version=False,
)
LEAVE = Transition(
    name="archives.form_shortage.leave",
    label=_("Nothing is ordered"),
    permission="archives.issue_forms",
    sources=frozenset({LOW}),
    target=LEFT,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="x",
)
END = Transition(
    name="archives.form_shortage.end",
    label=_("Stock suffices again"),
    permission="archives.run_form_clock",
    sources=frozenset({LOW}),
    target=OVER,
    needs_version=False,
)
LIFE = Lifecycle(
    kind=SHORTAGE_KIND,
    label=_("Low stock of forms"),
    states=(
        State(value=LOW, label=_("below the reorder point"), tone=Tone.WAIT, queue=LOW_QUEUE, clock=LOW_CLOCK),
        State(value=COVERED, label=_("forms are asked for"), tone=Tone.GOOD, final=True),
        State(value=LEFT, label=_("nothing ordered"), final=True),
        State(value=OVER, label=_("enough again"), tone=Tone.GOOD, final=True),
    ),
    creation=NOTE,
    transitions=(COVER, LEAVE, END),
)
