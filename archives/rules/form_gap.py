"""Numbers that were skipped or lie too long in a hand: the one who holds them says why (domain 8.2, FRM-08)."""

from __future__ import annotations

from archives.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

GAP_KIND = "archives.form_gap"
TOLD, ACCEPTED, DOUBTED = "told", "accepted", "doubted"
ACCEPT_QUEUE = "archives.accept_explanation"

EXPLAIN = Creation(
    name="archives.form_gap.explain", label=_("Explain numbers"), permission="archives.report_forms", target=TOLD
)
ACCEPT = Transition(
    name="archives.form_gap.accept",
    label=_("The explanation holds"),
    permission="archives.issue_forms",
    sources=frozenset({TOLD}),
    target=ACCEPTED,
    icon="circle-check",
)
DOUBT = Transition(
    name="archives.form_gap.doubt",
    label=_("Not explained"),
    permission="archives.issue_forms",
    sources=frozenset({TOLD}),
    target=DOUBTED,
    reason=Reason.REQUIRED,
    icon="circle-x",
)
LIFE = Lifecycle(
    kind=GAP_KIND,
    label=_("Explanation of numbers"),
    states=(
        State(value=TOLD, label=_("explained, to be looked at"), tone=Tone.WAIT, queue=ACCEPT_QUEUE),
        State(value=ACCEPTED, label=_("explanation accepted"), tone=Tone.GOOD, final=True),
        State(value=DOUBTED, label=_("not explained"), tone=Tone.BAD, final=True),
    ),
    creation=EXPLAIN,
    transitions=(ACCEPT, DOUBT),
)
