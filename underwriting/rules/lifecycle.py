"""Proposal and policy: states, transitions, who acts (domain 5.0)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules.hand_over import OTHER_STEPS
from underwriting.rules.period_steps import MOVABLE
from underwriting.rules.risk_state import ASSESSED, BEING_ASSESSED, RISK_ASSESS
from underwriting.rules.words import gettext_noop as _

LINE_NAMES = (_("MOTOR"), _("MCI"), _("MOD"), _("MTP"))  # codes shown in work lists, translated there
PROPOSAL_KIND, POLICY_KIND, SECTION_KIND = "underwriting.proposal", "underwriting.policy", "underwriting.section"

DRAFT, RETURNED, REVIEW, AUTO_CHECK = "draft", "returned", "review", "auto_check"
UW_QUEUE, SUPPLEMENT, TERMS_SENT = "uw_queue", "supplement", "terms_sent"
ESCALATED_PROVINCE, ESCALATED_HEAD = "escalated_province", "escalated_head"
APPROVED, ISSUABLE, ISSUED = "approved", "issuable", "issued"
DECLINED, LAPSED, WITHDRAWN = "declined", "lapsed", "withdrawn"
IN_FORCE, EXPIRED = "in_force", "expired"
VOIDED, TERMINATED, EXHAUSTED = "voided", "terminated", "exhausted"
ENDED_EARLY = frozenset({VOIDED, TERMINATED, EXHAUSTED})

ENTRY, REVIEW_QUEUE, DECIDE, PROVINCE, HEAD = (
    "underwriting.complete",
    "underwriting.review",
    "underwriting.decide",
    "underwriting.reply_province",
    "underwriting.reply_head",
)
CUSTOMER, ISSUE_QUEUE = "underwriting.customer", "underwriting.issue"

RECEIVE = Creation(
    name="underwriting.proposal.receive",
    label=_("Receive proposal"),
    permission="underwriting.receive_proposal",
    target=DRAFT,
)
EDIT = Transition(
    name="underwriting.proposal.edit",
    label=_("Edit"),
    permission="underwriting.edit_proposal",
    sources=frozenset({DRAFT, RETURNED, SUPPLEMENT}),
    icon="edit",
    style="quiet",
)
SUBMIT = Transition(
    name="underwriting.proposal.submit",
    label=_("Submit for review"),
    permission="underwriting.submit_proposal",
    sources=frozenset({DRAFT, RETURNED}),
    target=REVIEW,
    duty="underwriting.enter",
    icon="send",
)
PASS_REVIEW = Transition(
    name="underwriting.proposal.pass_review",
    label=_("Entry is right"),
    permission="underwriting.review_proposal",
    sources=frozenset({REVIEW}),
    target=AUTO_CHECK,
    alternatives=frozenset({RISK_ASSESS}),
    duty="underwriting.review",
    reason=Reason.OPTIONAL,
    icon="check",
)
RETURN = Transition(
    name="underwriting.proposal.return",
    label=_("Return with reasons"),
    permission="underwriting.review_proposal",
    sources=frozenset({REVIEW}),
    target=RETURNED,
    duty="underwriting.review",
    icon="arrow-left",
)
DECIDE_AUTOMATICALLY = Transition(
    name="underwriting.proposal.decide_automatically",
    label=_("Automatic underwriting"),
    permission="underwriting.decide_automatically",
    sources=frozenset({AUTO_CHECK}),
    target=APPROVED,
    alternatives=frozenset({UW_QUEUE}),
    icon="shield-check",
    needs_version=False,
)
_OPEN_DECISIONS = frozenset({UW_QUEUE})
APPROVE = Transition(
    name="underwriting.proposal.approve",
    label=_("Approve"),
    permission="underwriting.decide_proposal",
    sources=_OPEN_DECISIONS,
    target=APPROVED,
    duty="underwriting.decide",
    operation="underwriting.decide",
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
APPROVE_WITH_TERMS = Transition(
    name="underwriting.proposal.approve_with_terms",
    label=_("Approve with terms"),
    permission="underwriting.decide_proposal",
    sources=_OPEN_DECISIONS,
    target=TERMS_SENT,
    duty="underwriting.decide",
    operation="underwriting.decide",
    icon="adjustments",
)
ASK_MORE = Transition(
    name="underwriting.proposal.ask_more",
    label=_("Ask for more"),
    permission="underwriting.decide_proposal",
    sources=_OPEN_DECISIONS,
    target=SUPPLEMENT,
    reason=Reason.REQUIRED,
    icon="help",
)
DECLINE = Transition(
    name="underwriting.proposal.decline",
    label=_("Decline"),
    permission="underwriting.decide_proposal",
    sources=_OPEN_DECISIONS,
    target=DECLINED,
    duty="underwriting.decide",
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
    confirm=_("The customer gets a notice with the reason. A declined proposal cannot be taken up again."),
)
ESCALATE = Transition(
    name="underwriting.proposal.escalate",
    label=_("Sign opinion and report upward"),
    permission="underwriting.escalate_proposal",
    sources=_OPEN_DECISIONS,
    target=ESCALATED_PROVINCE,
    duty="underwriting.opinion",
    reason=Reason.REQUIRED,
    icon="arrow-up-right",
)
ESCALATE_HEAD = Transition(
    name="underwriting.proposal.escalate_head",
    label=_("Report to head office"),
    permission="underwriting.reply_province",
    sources=frozenset({ESCALATED_PROVINCE}),
    target=ESCALATED_HEAD,
    reason=Reason.REQUIRED,
    icon="arrow-up-right",
)
REPLY_AGREE = Transition(
    name="underwriting.proposal.reply_agree",
    label=_("Reply: agreed"),
    permission="underwriting.reply_province",
    sources=frozenset({ESCALATED_PROVINCE, ESCALATED_HEAD}),
    target=APPROVED,
    alternatives=frozenset({TERMS_SENT}),
    duty="underwriting.decide",
    operation="underwriting.decide",
    reason=Reason.REQUIRED,
    icon="circle-check",
)
REPLY_DISAGREE = Transition(
    name="underwriting.proposal.reply_disagree",
    label=_("Reply: not agreed"),
    permission="underwriting.reply_province",
    sources=frozenset({ESCALATED_PROVINCE, ESCALATED_HEAD}),
    target=DECLINED,
    alternatives=frozenset({UW_QUEUE}),
    duty="underwriting.decide",
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
    confirm=_("With compulsory cover the proposal goes back to the underwriter, otherwise it is declined."),
)
REPLY_MORE = Transition(
    name="underwriting.proposal.reply_more",
    label=_("Reply: more is needed"),
    permission="underwriting.reply_province",
    sources=frozenset({ESCALATED_PROVINCE, ESCALATED_HEAD}),
    target=UW_QUEUE,
    reason=Reason.REQUIRED,
    icon="help",
)
CHANGE_TERMS = Transition(
    name="underwriting.proposal.change_terms",
    label=_("Customer wants other terms"),
    permission="underwriting.change_terms",
    sources=frozenset({TERMS_SENT, APPROVED}),
    target=RETURNED,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="refresh",
    confirm=_("The decision no longer holds. The entry is changed, checked and decided anew."),
)
ACCEPT_TERMS = Transition(
    name="underwriting.proposal.accept_terms",
    label=_("Customer accepts the terms"),
    permission="underwriting.submit_proposal",
    sources=frozenset({TERMS_SENT}),
    target=APPROVED,
    reason=Reason.OPTIONAL,
    icon="user-check",
)
SUPPLY = Transition(
    name="underwriting.proposal.supply",
    label=_("Supplements are complete"),
    permission="underwriting.submit_proposal",
    sources=frozenset({SUPPLEMENT}),
    target=UW_QUEUE,
    alternatives=frozenset({REVIEW}),
    reason=Reason.OPTIONAL,
    icon="checklist",
)
MARK_PAID = Transition(
    name="underwriting.proposal.mark_paid",
    label=_("Premium received"),
    permission="underwriting.mark_paid",
    sources=frozenset({APPROVED}),
    target=ISSUABLE,
    alternatives=frozenset({APPROVED}),
    icon="cash",
    needs_version=False,
)
UNMARK_PAID = Transition(
    name="underwriting.proposal.unmark_paid",
    label=_("Receipt voided"),
    permission="underwriting.mark_paid",
    sources=frozenset({ISSUABLE, APPROVED}),
    target=APPROVED,
    needs_version=False,
)
ISSUE = Transition(
    name="underwriting.proposal.issue",
    label=_("Issue policy"),
    permission="underwriting.issue_policy",
    sources=frozenset({ISSUABLE}),
    target=ISSUED,
    icon="printer",
)
WITHDRAW = Transition(
    name="underwriting.proposal.withdraw",
    label=_("Withdraw"),
    permission="underwriting.withdraw_proposal",
    sources=EDIT.sources | MOVABLE | {REVIEW, RISK_ASSESS, ESCALATED_PROVINCE, ESCALATED_HEAD},
    target=WITHDRAWN,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="x",
)
LAPSE = Transition(
    name="underwriting.proposal.lapse",
    label=_("Lapse"),
    permission="underwriting.run_clock",
    sources=frozenset({DRAFT, RETURNED, APPROVED, ISSUABLE, TERMS_SENT, SUPPLEMENT}),
    target=LAPSED,
    needs_version=False,
)

PROPOSAL = Lifecycle(
    kind=PROPOSAL_KIND,
    label=_("Proposal"),
    states=(
        State(value=DRAFT, label=_("being entered"), queue=ENTRY),
        State(value=RETURNED, label=_("returned"), tone=Tone.WAIT, queue=ENTRY, clock="underwriting.correct"),
        State(value=REVIEW, label=_("to be checked"), tone=Tone.WAIT, queue=REVIEW_QUEUE, clock="underwriting.review"),
        BEING_ASSESSED,
        State(value=AUTO_CHECK, label=_("automatic underwriting"), tone=Tone.INFO),
        State(value=UW_QUEUE, label=_("to be underwritten"), tone=Tone.INFO, queue=DECIDE, clock="underwriting.decide"),
        State(
            value=SUPPLEMENT,
            label=_("supplements asked"),
            tone=Tone.WAIT,
            queue=CUSTOMER,
            clock="underwriting.supplement",
        ),
        State(value=TERMS_SENT, label=_("terms with the customer"), tone=Tone.WAIT, queue=CUSTOMER),
        State(
            value=ESCALATED_PROVINCE,
            label=_("with the provincial branch"),
            tone=Tone.UP,
            queue=PROVINCE,
            clock="underwriting.reply",
        ),
        State(value=ESCALATED_HEAD, label=_("with head office"), tone=Tone.UP, queue=HEAD, clock="underwriting.reply"),
        State(value=APPROVED, label=_("approved, premium due"), tone=Tone.GOOD),
        State(value=ISSUABLE, label=_("ready to issue"), tone=Tone.GOOD, queue=ISSUE_QUEUE, clock="underwriting.issue"),
        State(value=ISSUED, label=_("issued"), tone=Tone.GOOD, final=True),
        State(value=DECLINED, label=_("declined"), tone=Tone.BAD, final=True),
        State(value=LAPSED, label=_("lapsed"), final=True),
        State(value=WITHDRAWN, label=_("withdrawn"), final=True),
    ),
    creation=RECEIVE,
    transitions=(
        SUBMIT,
        PASS_REVIEW,
        RETURN,
        ASSESSED,
        DECIDE_AUTOMATICALLY,
        APPROVE,
        APPROVE_WITH_TERMS,
        ASK_MORE,
        ESCALATE,
        DECLINE,
        REPLY_AGREE,
        ESCALATE_HEAD,
        REPLY_DISAGREE,
        REPLY_MORE,
        ACCEPT_TERMS,
        CHANGE_TERMS,
        SUPPLY,
        MARK_PAID,
        UNMARK_PAID,
        ISSUE,
        *OTHER_STEPS,
        EDIT,
        WITHDRAW,
        LAPSE,
    ),
)

MAKE_POLICY = Creation(
    name="underwriting.policy.issue",
    label=_("Issue policy"),
    permission="underwriting.issue_policy",
    target=ISSUED,
)
BEGIN_COVER = Transition(
    name="underwriting.policy.begin",
    label=_("Cover begins"),
    permission="underwriting.run_clock",
    sources=frozenset({ISSUED}),
    target=IN_FORCE,
    needs_version=False,
)
EXPIRE = Transition(
    name="underwriting.policy.expire",
    label=_("Cover ends"),
    permission="underwriting.run_clock",
    sources=frozenset({IN_FORCE}),
    target=EXPIRED,
    needs_version=False,
)
AMEND = Transition(
    name="underwriting.policy.amend",
    label=_("Terms are changed"),
    permission="underwriting.run_clock",
    sources=frozenset({ISSUED, IN_FORCE}),
    needs_version=False,
)
VOID = Transition(
    name="underwriting.policy.void",
    label=_("Void the policy"),
    permission="underwriting.run_clock",
    sources=frozenset({ISSUED}),
    target=VOIDED,
    needs_version=False,
)
TERMINATE = Transition(
    name="underwriting.policy.terminate",
    label=_("Terminate the policy"),
    permission="underwriting.run_clock",
    sources=frozenset({IN_FORCE}),
    target=TERMINATED,
    needs_version=False,
)
EXHAUST = Transition(
    name="underwriting.policy.exhaust",
    label=_("Ended by a total loss"),
    permission="underwriting.run_clock",
    sources=frozenset({IN_FORCE}),
    target=EXHAUSTED,
    needs_version=False,
)
REPRINT = Transition(
    name="underwriting.policy.reprint",
    label=_("Print a paper again"),
    permission="underwriting.issue_policy",
    sources=frozenset({ISSUED, IN_FORCE}),
    reason=Reason.REQUIRED,
    style="quiet",
    icon="printer",
)
POLICY = Lifecycle(
    kind=POLICY_KIND,
    label=_("Policy"),
    states=(
        State(value=ISSUED, label=_("issued, not begun"), tone=Tone.INFO),
        State(value=IN_FORCE, label=_("in force"), tone=Tone.GOOD),
        State(value=EXPIRED, label=_("expired"), final=True),
        State(value=VOIDED, label=_("void"), tone=Tone.BAD, final=True),
        State(value=TERMINATED, label=_("terminated"), tone=Tone.BAD, final=True),
        State(value=EXHAUSTED, label=_("ended by a total loss"), tone=Tone.BAD, final=True),
    ),
    creation=MAKE_POLICY,
    transitions=(BEGIN_COVER, EXPIRE, AMEND, VOID, TERMINATE, EXHAUST, REPRINT),
)
