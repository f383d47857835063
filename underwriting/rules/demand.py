"""Material that an underwriter demands for one proposal: asked, brought, or waived (B-30, PRD-03, PRO-06)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

DEMAND_KIND = "underwriting.demand"
OPEN, RECEIVED, WAIVED, DROPPED = "open", "received", "waived", "dropped"
QUEUE = "underwriting.demands"
DOCUMENT, INSPECTION, INFORMATION = "document", "inspection", "information"
WHAT = {
    DOCUMENT: _("a document"),
    INSPECTION: _("an inspection by the centre"),
    INFORMATION: _("information"),
}
ASK_RIGHT, BRING_RIGHT = "underwriting.demand_material", "underwriting.bring_material"

ASK = Creation(name="underwriting.demand.ask", label=_("Demand material"), permission=ASK_RIGHT, target=OPEN)
BRING = Transition(
    name="underwriting.demand.bring",
    label=_("It is here"),
    permission=BRING_RIGHT,
    sources=frozenset({OPEN}),
    target=RECEIVED,
    icon="upload",
)
WAIVE = Transition(
    name="underwriting.demand.waive",
    label=_("Waive"),
    permission=ASK_RIGHT,
    sources=frozenset({OPEN}),
    target=WAIVED,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="x",
)
FALL_AWAY = Transition(
    name="underwriting.demand.fall_away",
    label=_("Falls away with the proposal"),
    permission="underwriting.run_clock",
    sources=frozenset({OPEN}),
    target=DROPPED,
    needs_version=False,
)
DEMAND = Lifecycle(
    kind=DEMAND_KIND,
    label=_("Demanded material"),
    states=(
        State(value=OPEN, label=_("demanded"), tone=Tone.WAIT, queue=QUEUE),
        State(value=RECEIVED, label=_("received"), tone=Tone.GOOD, final=True),
        State(value=WAIVED, label=_("waived"), final=True),
        State(value=DROPPED, label=_("not needed any more"), final=True),
    ),
    creation=ASK,
    transitions=(BRING, WAIVE, FALL_AWAY),
)

UNDERWRITERS = ("UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR", "PROV_UW", "HO_UW")
BRINGERS = ("SALES", "UW_ISSUE", "UW_REVIEW", "UW_RISK")
LABELS = {ASK_RIGHT: _("Demand material for a proposal"), BRING_RIGHT: _("Bring demanded material")}
POSTS: dict[str, tuple[str, ...]] = {ASK_RIGHT: UNDERWRITERS, BRING_RIGHT: BRINGERS}
QUEUES: dict[str, tuple[str, ...]] = {QUEUE: ("SALES", "UW_ISSUE", "UW_RISK")}
QUEUE_LABELS = {QUEUE: _("bring demanded material")}
