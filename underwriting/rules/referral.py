"""Business above one's authority on its way up and back: pack of eight items, opinions, reply, copy (domain 5.6, B-39 …
B-42)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.words import gettext_noop as _

REFERRAL_KIND = "underwriting.referral"
PREPARING, PACK_COMPLETE = "preparing", "pack_complete"
SUBMITTED_PROV, SUBMITTED_HO = "submitted_prov", "submitted_ho"
REPLIED, DELIVERED, ISSUED, COPIED = "replied", "delivered", "issued", "copied"
CLOSED, DROPPED = "closed", "dropped"
OPEN = frozenset({PREPARING, PACK_COMPLETE, SUBMITTED_PROV, SUBMITTED_HO, REPLIED, DELIVERED})
ABOVE = frozenset({SUBMITTED_PROV, SUBMITTED_HO})

PACK_QUEUE, DELIVER_QUEUE, COPY_QUEUE, CLOSE_QUEUE = (
    "underwriting.referral_pack",
    "underwriting.referral_deliver",
    "underwriting.referral_copy",
    "underwriting.referral_close",
)
REPORT, ANSWER = "underwriting.escalate_proposal", "underwriting.reply_province"

BEGIN = Creation(
    name="underwriting.referral.begin", label=_("Begin a report upward"), permission=REPORT, target=PREPARING
)
WRITE = Transition(
    name="underwriting.referral.write",
    label=_("Fill the pack"),
    permission=REPORT,
    sources=frozenset({PREPARING, PACK_COMPLETE}),
    target=PREPARING,
    alternatives=frozenset({PACK_COMPLETE}),
    icon="edit",
)
SUBMIT = Transition(
    name="underwriting.referral.submit",
    label=_("Sign opinion and report upward"),
    permission=REPORT,
    sources=frozenset({PACK_COMPLETE}),
    target=SUBMITTED_PROV,
    reason=Reason.REQUIRED,
    icon="arrow-up-right",
)
FORWARD = Transition(
    name="underwriting.referral.forward",
    label=_("Report to head office"),
    permission=ANSWER,
    sources=frozenset({SUBMITTED_PROV}),
    target=SUBMITTED_HO,
    reason=Reason.REQUIRED,
    icon="arrow-up-right",
)
AGREE = Transition(
    name="underwriting.referral.agree",
    label=_("Reply: agreed"),
    permission=ANSWER,
    sources=ABOVE,
    target=REPLIED,
    reason=Reason.REQUIRED,
    icon="circle-check",
)
ASK = Transition(
    name="underwriting.referral.ask",
    label=_("Reply: more is needed"),
    permission=ANSWER,
    sources=ABOVE,
    target=PREPARING,
    reason=Reason.REQUIRED,
    icon="help",
)
DISAGREE = Transition(
    name="underwriting.referral.disagree",
    label=_("Reply: not agreed"),
    permission=ANSWER,
    sources=ABOVE,
    target=REPLIED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
    confirm=_("With compulsory cover the proposal goes back to the underwriter, otherwise it is declined."),
)
DELIVER = Transition(
    name="underwriting.referral.deliver",
    label=_("Pass the reply to the sub-branch"),
    permission=REPORT,
    sources=frozenset({REPLIED}),
    target=DELIVERED,
    alternatives=frozenset({CLOSED}),
    reason=Reason.OPTIONAL,
    icon="send",
)
REVISE = Transition(
    name="underwriting.referral.revise",
    label=_("Plan changed: new submission"),
    permission="underwriting.edit_proposal",
    sources=frozenset({REPLIED, DELIVERED}),
    target=PREPARING,
    reason=Reason.REQUIRED,
    icon="refresh",
    needs_version=False,
)
NOTE_ISSUE = Transition(
    name="underwriting.referral.note_issue",
    label=_("Policy issued on the reply"),
    permission="underwriting.follow_referral",
    sources=frozenset({REPLIED, DELIVERED}),
    target=ISSUED,
    alternatives=frozenset({CLOSED}),
    needs_version=False,
)
COPY = Transition(
    name="underwriting.referral.copy",
    label=_("Copy of the policy sent up"),
    permission="underwriting.file_copy",
    sources=frozenset({ISSUED}),
    target=COPIED,
    reason=Reason.REQUIRED,
    icon="archive",
)
CLOSE = Transition(
    name="underwriting.referral.close",
    label=_("Copy received, close"),
    permission=ANSWER,
    sources=frozenset({COPIED}),
    target=CLOSED,
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
DROP = Transition(
    name="underwriting.referral.drop",
    label=_("Report not needed any more"),
    permission="underwriting.follow_referral",
    sources=OPEN,
    target=DROPPED,
    reason=Reason.OPTIONAL,
    style="quiet",
    icon="x",
    needs_version=False,
)

REFERRAL = Lifecycle(
    kind=REFERRAL_KIND,
    label=_("Report upward"),
    states=(
        State(
            value=PREPARING,
            label=_("pack being prepared"),
            tone=Tone.WAIT,
            queue=PACK_QUEUE,
            clock="underwriting.opinion",
        ),
        State(
            value=PACK_COMPLETE,
            label=_("pack complete"),
            tone=Tone.INFO,
            queue=PACK_QUEUE,
            clock="underwriting.opinion",
        ),
        State(value=SUBMITTED_PROV, label=_("with the provincial branch"), tone=Tone.UP),
        State(value=SUBMITTED_HO, label=_("with head office"), tone=Tone.UP),
        State(
            value=REPLIED,
            label=_("replied, to be passed on"),
            tone=Tone.WAIT,
            queue=DELIVER_QUEUE,
            clock="underwriting.deliver_reply",
        ),
        State(value=DELIVERED, label=_("passed to the sub-branch"), tone=Tone.GOOD),
        State(
            value=ISSUED,
            label=_("issued, copy to be sent up"),
            tone=Tone.WAIT,
            queue=COPY_QUEUE,
            clock="underwriting.copy_upward",
        ),
        State(value=COPIED, label=_("copy sent up"), tone=Tone.INFO, queue=CLOSE_QUEUE),
        State(value=CLOSED, label=_("closed"), tone=Tone.GOOD, final=True),
        State(value=DROPPED, label=_("not needed"), final=True),
    ),
    creation=BEGIN,
    transitions=(SUBMIT, WRITE, AGREE, FORWARD, ASK, DISAGREE, DELIVER, REVISE, NOTE_ISSUE, COPY, CLOSE, DROP),
)
