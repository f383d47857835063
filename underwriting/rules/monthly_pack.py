"""The monthly pack of a branch: frozen by the clock, released by the data post alone (5.11, DUT-17, DUT-36)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

PACK_KIND, RELEASE_QUEUE = "underwriting.monthly_pack", "underwriting.release_pack"
RELEASE_CLOCK = "underwriting.release_pack"
DRAWN, RELEASED = "drawn", "released"
SEE, RELEASES, RECEIVES = "underwriting.view_packs", "underwriting.release_pack", "underwriting.receive_pack"
DATA_POST = ("UW_INFO",)
RECEIVERS = ("UW_DIR", "BR_MGR")
READERS = (*DATA_POST, *RECEIVERS, "UW_UND3", "UW_UND4", "FN_DIR", "CS_DIR", "OPS_DATA", "IA_AUD")
GATHERED = ("line", "sub_branch", "channel", "occupancy", "discount")

DRAW = Creation(
    name="underwriting.monthly_pack.draw",
    label=_("Draw the monthly pack"),
    permission="underwriting.draw_pack",
    target=DRAWN,
)
REDRAW = Transition(
    name="underwriting.monthly_pack.redraw",
    label=_("Draw the figures anew"),
    permission=RELEASES,
    sources=frozenset({DRAWN}),
    reason=Reason.REQUIRED,
    icon="refresh",
)
RELEASE = Transition(
    name="underwriting.monthly_pack.release",
    label=_("Release the pack"),
    permission=RELEASES,
    sources=frozenset({DRAWN}),
    target=RELEASED,
    reason=Reason.OPTIONAL,
    style="primary",
    icon="send",
    confirm=_("From here on the figures are fixed and the heads of the branch read them."),
)
PACK = Lifecycle(
    kind=PACK_KIND,
    label=_("Monthly pack"),
    states=(
        State(value=DRAWN, label=_("awaits its release"), tone=Tone.WAIT, queue=RELEASE_QUEUE, clock=RELEASE_CLOCK),
        State(value=RELEASED, label=_("released"), tone=Tone.GOOD, final=True),
    ),
    creation=DRAW,
    transitions=(RELEASE, REDRAW),
)
LABELS = {
    SEE: _("See monthly packs"),
    RELEASES: _("Release monthly packs"),
    RECEIVES: _("Be told of released packs"),
    "underwriting.draw_pack": _("Draw monthly packs"),
}
POSTS: dict[str, tuple[str, ...]] = {
    SEE: READERS,
    RELEASES: DATA_POST,
    RECEIVES: RECEIVERS,
    "underwriting.draw_pack": (*DATA_POST, "system:policy-clock"),
}
QUEUES = {RELEASE_QUEUE: DATA_POST}
QUEUE_LABELS = {RELEASE_QUEUE: _("release a monthly pack")}
