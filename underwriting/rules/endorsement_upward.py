"""A change above the authority of the branch goes up as a proposal does: own opinion signed, terms frozen, reply kept
(5.6, B-39 … B-42)."""

from __future__ import annotations

from core.workflow.spec import Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

UW_QUEUE = "uw_queue"
WITH_PROVINCE, WITH_HEAD = "with_province", "with_head"
UPWARD = frozenset({WITH_PROVINCE, WITH_HEAD})
PROVINCE_QUEUE, HEAD_QUEUE = "underwriting.endorsement_province", "underwriting.endorsement_head"
REPLY = "underwriting.reply_province"

REPORT_UP = Transition(
    name="underwriting.endorsement.report_up",
    label=_("Sign opinion and report upward"),
    permission="underwriting.escalate_proposal",
    sources=frozenset({UW_QUEUE}),
    target=WITH_PROVINCE,
    duty="underwriting.opinion",
    reason=Reason.REQUIRED,
    icon="arrow-up-right",
)
REPORT_HEAD = Transition(
    name="underwriting.endorsement.report_head",
    label=_("Report to head office"),
    permission=REPLY,
    sources=frozenset({WITH_PROVINCE}),
    target=WITH_HEAD,
    reason=Reason.REQUIRED,
    icon="arrow-up-right",
)
ASK_MORE = Transition(
    name="underwriting.endorsement.ask_more",
    label=_("Reply: more is needed"),
    permission=REPLY,
    sources=UPWARD,
    target=UW_QUEUE,
    reason=Reason.REQUIRED,
    icon="help",
)
STATES = (
    State(
        value=WITH_PROVINCE,
        label=_("with the provincial branch"),
        tone=Tone.UP,
        queue=PROVINCE_QUEUE,
        clock="underwriting.reply",
    ),
    State(value=WITH_HEAD, label=_("with head office"), tone=Tone.UP, queue=HEAD_QUEUE, clock="underwriting.reply"),
)
TRANSITIONS = (REPORT_UP, REPORT_HEAD, ASK_MORE)

BRANCH, PROVINCE, HEAD = "branch", "province", "head"
LEVELS = {WITH_PROVINCE: PROVINCE, WITH_HEAD: HEAD}
LEVEL_LABELS = {BRANCH: _("underwriting centre"), PROVINCE: _("provincial branch"), HEAD: _("head office")}
ADVISED, AGREED, REFUSED, MORE = "advised", "agreed", "refused", "more"
OUTCOME_LABELS = {
    ADVISED: _("Opinion"),
    AGREED: _("Reply: agreed"),
    REFUSED: _("Reply: not agreed"),
    MORE: _("Reply: more is needed"),
}
