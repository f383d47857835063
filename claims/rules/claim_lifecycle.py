"""Claim and shared reading: states, transitions, who acts (domain 6.0, 6.5, 6.7–6.9)."""

from __future__ import annotations

from claims.rules.words import gettext_noop as _
from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition

CLAIM_KIND, SHARE_KIND = "claims.claim", "claims.share"

REGISTERED, WAIT_DOCS, ASSESSED, DOCS_COMPLETE = "registered", "wait_docs", "assessed", "docs_complete"
CALCULATED, APPROVING, ESCALATED, PROVINCE = "calculated", "approving", "escalated", "province"
APPROVED, PAYABLE, PAID, CLOSED, CANCELLED = "approved", "payable", "paid", "closed", "cancelled"
REOPENING = "reopening"

PAPERS_QUEUE, CUSTOMER_QUEUE, CALCULATE_QUEUE = "claims.papers", "claims.customer", "claims.calculate"
APPROVE_QUEUE, ABOVE_QUEUE, PROVINCE_QUEUE = "claims.approve", "claims.approve_above", "claims.approve_province"
SETTLE_QUEUE, REOPEN_QUEUE = "claims.settle", "claims.reopen"
REQUESTED, GRANTED, REFUSED, ENDED = "requested", "granted", "refused", "ended"
SHARE_QUEUE = "claims.share"

_GATHERING = frozenset({REGISTERED, WAIT_DOCS, ASSESSED})
_UNAPPROVED = _GATHERING | {DOCS_COMPLETE, CALCULATED}
ASSESSED_STATES = frozenset({ASSESSED, DOCS_COMPLETE, CALCULATED})
DECIDING = frozenset({APPROVING, ESCALATED, PROVINCE})

REGISTER = Creation(
    name="claims.claim.register",
    label=_("Register claim"),
    permission="claims.register_claim",
    target=REGISTERED,
)
RECEIVE_DOCUMENTS = Transition(
    name="claims.claim.receive_documents",
    label=_("Documents received"),
    permission="claims.handle_papers",
    sources=_GATHERING,
    icon="plus",
)
ASK_MISSING = Transition(
    name="claims.claim.ask_missing",
    label=_("Ask for what is missing"),
    permission="claims.handle_papers",
    sources=frozenset({REGISTERED, ASSESSED}),
    target=WAIT_DOCS,
    icon="send",
    confirm=_("The law lets us ask once: the notice lists everything that is missing."),
)
NOTE_ASSESSED = Transition(
    name="claims.claim.note_assessed",
    label=_("Assessment finished"),
    permission="claims.note_progress",
    sources=frozenset({REGISTERED, WAIT_DOCS}),
    target=ASSESSED,
    alternatives=frozenset({WAIT_DOCS}),
    needs_version=False,
)
COMPLETE = Transition(
    name="claims.claim.complete_documents",
    label=_("Documents are complete"),
    permission="claims.handle_papers",
    sources=_GATHERING,
    target=DOCS_COMPLETE,
    icon="circle-check",
)
OPEN_RESERVE = Transition(
    name="claims.claim.open_reserve",
    label=_("First reserve"),
    permission="claims.register_claim",
    sources=frozenset({REGISTERED}),
    needs_version=False,
)
REVISE_RESERVE = Transition(
    name="claims.claim.revise_reserve",
    label=_("Revise the reserve"),
    permission="claims.revise_reserve",
    sources=_UNAPPROVED,
    reason=Reason.REQUIRED,
    icon="adjustments",
    style="quiet",
)
CALCULATE = Transition(
    name="claims.claim.calculate",
    label=_("Calculate"),
    permission="claims.calculate_claim",
    sources=frozenset({DOCS_COMPLETE, CALCULATED}),
    target=CALCULATED,
    duty="claims.calculate",
    icon="calculator",
)
SUBMIT = Transition(
    name="claims.claim.submit",
    label=_("Submit for approval"),
    permission="claims.calculate_claim",
    sources=frozenset({CALCULATED}),
    target=APPROVING,
    duty="claims.calculate",
    icon="send",
)
APPROVE = Transition(
    name="claims.claim.approve",
    label=_("Approve the claim"),
    permission="claims.approve_claim",
    sources=DECIDING,
    target=APPROVED,
    alternatives=DECIDING,
    duty="claims.approve",
    operation="claims.approve",
    reason=Reason.OPTIONAL,
    icon="circle-check",
    confirm=_("The customer is told the result and may be paid."),
)
RETURN = Transition(
    name="claims.claim.return",
    label=_("Return with reasons"),
    permission="claims.approve_claim",
    sources=DECIDING,
    target=CALCULATED,
    duty="claims.approve",
    reason=Reason.REQUIRED,
    icon="arrow-left",
)
ESCALATE = Transition(
    name="claims.claim.escalate",
    label=_("Sign opinion and report upward"),
    permission="claims.approve_claim",
    sources=frozenset({APPROVING, ESCALATED}),
    target=ESCALATED,
    alternatives=frozenset({PROVINCE}),
    duty="claims.approve",
    reason=Reason.REQUIRED,
    icon="arrow-up-right",
)
WITHDRAW = Transition(
    name="claims.claim.withdraw_approval",
    label=_("Take back my approval"),
    permission="claims.approve_claim",
    sources=DECIDING,
    reason=Reason.REQUIRED,
    icon="arrow-back-up",
    style="quiet",
)
AGREE = Transition(
    name="claims.claim.agree",
    label=_("Agreement and payee"),
    permission="claims.settle_claim",
    sources=frozenset({APPROVED}),
    target=PAYABLE,
    alternatives=frozenset({CLOSED}),
    icon="user-check",
)
MARK_PAID = Transition(
    name="claims.claim.mark_paid",
    label=_("Paid"),
    permission="claims.run_clock",
    sources=frozenset({PAYABLE}),
    target=PAID,
    alternatives=frozenset({PAYABLE}),
    needs_version=False,
)
CLOSE = Transition(
    name="claims.claim.close",
    label=_("Close the case"),
    permission="claims.run_clock",
    sources=frozenset({PAID}),
    target=CLOSED,
    needs_version=False,
)
NOTE_BOUNCED = Transition(
    name="claims.claim.note_bounced",
    label=_("Payment came back"),
    permission="claims.run_clock",
    sources=frozenset({PAYABLE, PAID, CLOSED}),
    target=PAYABLE,
    needs_version=False,
)
RETURN_ASSESSMENT = Transition(
    name="claims.claim.return_assessment",
    label=_("Return the assessment"),
    permission="claims.calculate_claim",
    sources=ASSESSED_STATES,
    target=REGISTERED,
    reason=Reason.REQUIRED,
    icon="arrow-left",
    style="quiet",
)
NOTE_REASSESSMENT = Transition(
    name="claims.claim.note_reassessment",
    label=_("Assessed again"),
    permission="claims.note_progress",
    sources=ASSESSED_STATES,
    target=REGISTERED,
    needs_version=False,
)
ASK_REOPENING = Transition(
    name="claims.claim.ask_reopening",
    label=_("Ask to reopen"),
    permission="claims.ask_reopening",
    sources=frozenset({CLOSED}),
    target=REOPENING,
    reason=Reason.REQUIRED,
    icon="arrow-back-up",
    style="quiet",
)
REOPEN = Transition(
    name="claims.claim.reopen",
    label=_("Approve the reopening"),
    permission="claims.reopen_claim",
    sources=frozenset({REOPENING}),
    target=DOCS_COMPLETE,
    reason=Reason.OPTIONAL,
    icon="circle-check",
    confirm=_("The claim is calculated and approved again; what was paid is taken off."),
)
REFUSE_REOPENING = Transition(
    name="claims.claim.refuse_reopening",
    label=_("Refuse the reopening"),
    permission="claims.reopen_claim",
    sources=frozenset({REOPENING}),
    target=CLOSED,
    reason=Reason.REQUIRED,
    icon="x",
    style="danger",
)
CANCEL = Transition(
    name="claims.claim.cancel",
    label=_("Cancel claim"),
    permission="claims.cancel_claim",
    sources=_GATHERING,
    target=CANCELLED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
)
CLAIM = Lifecycle(
    kind=CLAIM_KIND,
    label=_("Claim"),
    states=(
        State(value=REGISTERED, label=_("registered"), tone=Tone.INFO, queue=PAPERS_QUEUE, clock="claims.papers"),
        State(value=WAIT_DOCS, label=_("waiting for documents"), tone=Tone.WAIT, queue=CUSTOMER_QUEUE, paused=True),
        State(value=ASSESSED, label=_("assessed"), tone=Tone.INFO, queue=PAPERS_QUEUE, clock="claims.papers"),
        State(
            value=DOCS_COMPLETE,
            label=_("documents complete"),
            tone=Tone.INFO,
            queue=CALCULATE_QUEUE,
            clock="claims.calculate",
        ),
        State(value=CALCULATED, label=_("calculated"), tone=Tone.INFO, queue=CALCULATE_QUEUE, clock="claims.calculate"),
        State(value=APPROVING, label=_("to be approved"), tone=Tone.WAIT, queue=APPROVE_QUEUE, clock="claims.approve"),
        State(value=ESCALATED, label=_("to a higher grade"), tone=Tone.UP, queue=ABOVE_QUEUE, clock="claims.approve"),
        State(
            value=PROVINCE,
            label=_("with the provincial branch"),
            tone=Tone.UP,
            queue=PROVINCE_QUEUE,
            clock="claims.approve_province",
        ),
        State(value=APPROVED, label=_("claim approved"), tone=Tone.GOOD, queue=SETTLE_QUEUE, clock="claims.settle"),
        State(value=PAYABLE, label=_("being paid"), tone=Tone.GOOD),
        State(value=PAID, label=_("paid"), tone=Tone.GOOD),
        State(value=CLOSED, label=_("case closed"), tone=Tone.NEUTRAL),
        State(value=REOPENING, label=_("reopening to be approved"), tone=Tone.WAIT, queue=REOPEN_QUEUE),
        State(value=CANCELLED, label=_("case cancelled"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=REGISTER,
    transitions=(
        COMPLETE,
        RECEIVE_DOCUMENTS,
        ASK_MISSING,
        SUBMIT,
        CALCULATE,
        APPROVE,
        ESCALATE,
        RETURN,
        WITHDRAW,
        RETURN_ASSESSMENT,
        REOPEN,
        REFUSE_REOPENING,
        ASK_REOPENING,
        AGREE,
        OPEN_RESERVE,
        REVISE_RESERVE,
        CANCEL,
        NOTE_ASSESSED,
        MARK_PAID,
        CLOSE,
        NOTE_BOUNCED,
        NOTE_REASSESSMENT,
    ),
)

REQUEST_SHARE = Creation(
    name="claims.share.request", label=_("Ask to share a claim"), permission="claims.request_share", target=REQUESTED
)
GRANT = Transition(
    name="claims.share.grant",
    label=_("Grant reading"),
    permission="claims.grant_share",
    sources=frozenset({REQUESTED}),
    target=GRANTED,
    icon="check",
)
REFUSE_SHARE = Transition(
    name="claims.share.refuse",
    label=_("Refuse"),
    permission="claims.grant_share",
    sources=frozenset({REQUESTED}),
    target=REFUSED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="x",
)
END_SHARE = Transition(
    name="claims.share.end",
    label=_("End reading"),
    permission="claims.grant_share",
    sources=frozenset({GRANTED}),
    target=ENDED,
    icon="lock",
)
SHARE = Lifecycle(
    kind=SHARE_KIND,
    label=_("Shared claim"),
    states=(
        State(value=REQUESTED, label=_("requested"), tone=Tone.WAIT, queue=SHARE_QUEUE),
        State(value=GRANTED, label=_("shared"), tone=Tone.GOOD),
        State(value=REFUSED, label=_("refused"), tone=Tone.BAD, final=True),
        State(value=ENDED, label=_("ended"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=REQUEST_SHARE,
    transitions=(GRANT, REFUSE_SHARE, END_SHARE),
)
