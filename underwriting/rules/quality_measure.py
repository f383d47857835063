"""What follows from the quality of entries: retraining, accountability, late proof-reading and papers (5.12, A6)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

MEASURE_KIND = "underwriting.quality_measure"
RETRAIN, ACCOUNT, PROOF, PAPERS = "retrain", "account", "proof", "papers"
KINDS = {
    RETRAIN: _("retraining after two bad months"),
    ACCOUNT: _("accountability for an error that cost money"),
    PROOF: _("printed policies that nobody proof-read"),
    PAPERS: _("papers that were not handed over"),
}
STANDING = (PROOF, PAPERS)  # they end by themselves when nothing is left to be done
OPEN, DONE, OVER = "open", "done", "over"
QUEUES_OF = {kind: f"underwriting.measure_{kind}" for kind in KINDS}
CLOCKS_OF = dict(QUEUES_OF)
OPENS, ACCOUNTS = "underwriting.find_defects", "underwriting.hold_accountable"
NOT_HERE = "underwriting.not_here"  # an act that this kind does not know; nobody holds it
DECIDED_WITH = {RETRAIN: "underwriting.manage_quality", ACCOUNT: ACCOUNTS}
NOTED_WITH = {PROOF: "underwriting.proof_read", PAPERS: "underwriting.hand_over_papers"}

BEGIN = Creation(
    name="underwriting.quality_measure.begin", label=_("Measure of quality opened"), permission=OPENS, target=OPEN
)
DECIDE = Transition(
    name="underwriting.quality_measure.decide",
    label=_("Record what follows"),
    permission=ACCOUNTS,
    sources=frozenset({OPEN}),
    target=DONE,
    reason=Reason.REQUIRED,
    style="primary",
    icon="gavel",
)
NOTE = Transition(
    name="underwriting.quality_measure.note",
    label=_("Say why it is late"),
    permission="underwriting.proof_read",
    sources=frozenset({OPEN}),
    reason=Reason.REQUIRED,
    icon="edit",
)
END = Transition(
    name="underwriting.quality_measure.end",
    label=_("Nothing is left to be done"),
    permission=OPENS,
    sources=frozenset({OPEN}),
    target=OVER,
    needs_version=False,
)
MEASURE = Lifecycle(
    kind=MEASURE_KIND,
    label=_("Measure of quality"),
    states=(
        State(
            value=OPEN,
            label=_("measure to be taken"),
            tone=Tone.WAIT,
            queue=QUEUES_OF[ACCOUNT],
            clock=CLOCKS_OF[ACCOUNT],
        ),
        State(value=DONE, label=_("measure recorded"), tone=Tone.GOOD, final=True),
        State(value=OVER, label=_("made up for"), tone=Tone.GOOD, final=True),
    ),
    creation=BEGIN,
    transitions=(DECIDE, NOTE, END),
)
