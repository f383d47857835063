"""Endorsements: from the customer's sealed request to the terms that hold from a day (domain 5.0, 5.9, cards A2–A4)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from underwriting.rules import ending_notice as letter
from underwriting.rules import endorsement_upward as upward
from underwriting.rules.words import gettext_noop as _

ENDORSEMENT_KIND = "underwriting.endorsement"
REQUESTED, ENTERED, REVIEWED, RE_INSPECT = "requested", "entered", "reviewed", "re_inspect"
UW_QUEUE, SECOND_LOOK, APPROVED, PAID, REFUND_APPROVED = (
    "uw_queue",
    "second_look",
    "approved",
    "paid",
    "refund_approved",
)
ISSUED, EFFECTIVE, DECLINED, VOIDED = "issued", "effective", "declined", "voided"
ENDORSEMENT_DOCUMENT = "endorsement"  # the paper that the customer gets
MADE = frozenset({ISSUED, EFFECTIVE})

ISSUE_OPERATION = "underwriting.issue_endorsement"
MASS_QUEUE, MASS_JOB = "underwriting.release_mass_endorsement", "underwriting.mass_endorsement"
RELEASE_QUEUE = "underwriting.endorsement_refund_release"
ENTER_QUEUE, REVIEW_QUEUE, INSPECT_QUEUE, DECIDE_QUEUE, REFUND_QUEUE, ISSUE_QUEUE = (
    "underwriting.endorsement_enter",
    "underwriting.endorsement_review",
    "underwriting.endorsement_inspect",
    "underwriting.endorsement_decide",
    "underwriting.endorsement_refund",
    "underwriting.endorsement_issue",
)
BEFORE_ISSUE = frozenset(
    {
        REQUESTED,
        ENTERED,
        REVIEWED,
        RE_INSPECT,
        UW_QUEUE,
        *upward.UPWARD,
        SECOND_LOOK,
        letter.NOTICE,
        APPROVED,
        PAID,
        REFUND_APPROVED,
    }
)

REQUEST = Creation(
    name="underwriting.endorsement.request",
    label=_("Request an endorsement"),
    permission="underwriting.request_endorsement",
    target=REQUESTED,
)
ISSUE_TOGETHER = Creation(
    name="underwriting.endorsement.issue_together",
    label=_("Issued with a mass endorsement"),
    permission="underwriting.run_clock",
    target=ISSUED,
)
ENTER = Transition(
    name="underwriting.endorsement.enter",
    label=_("Enter the new terms"),
    permission="underwriting.enter_endorsement",
    sources=frozenset({REQUESTED}),
    target=ENTERED,
    duty="underwriting.enter",
    icon="edit",
)
NOTE_PERSONS = Transition(
    name="underwriting.endorsement.note_persons",
    label=_("Note who joins and who leaves"),
    permission="underwriting.enter_endorsement",
    sources=frozenset({REQUESTED}),
    duty="underwriting.enter",
    icon="users",
    needs_version=False,
)
ATTACH = Transition(
    name="underwriting.endorsement.attach_paper",
    label=_("Attach a paper"),
    permission="underwriting.attach_paper",
    sources=BEFORE_ISSUE,
    needs_version=False,
    style="quiet",
    icon="paperclip",
)
PASS_REVIEW = Transition(
    name="underwriting.endorsement.pass_review",
    label=_("Entry is right"),
    permission="underwriting.review_proposal",
    sources=frozenset({ENTERED}),
    target=REVIEWED,
    alternatives=frozenset({UW_QUEUE}),
    duty="underwriting.review",
    reason=Reason.OPTIONAL,
    icon="check",
)
RETURN = Transition(
    name="underwriting.endorsement.return",
    label=_("Return with reasons"),
    permission="underwriting.review_proposal",
    sources=frozenset({ENTERED}),
    target=REQUESTED,
    duty="underwriting.review",
    reason=Reason.REQUIRED,
    icon="arrow-left",
)
TAKE_UP = Transition(
    name="underwriting.endorsement.take_up",
    label=_("No inspection needed"),
    permission="underwriting.decide_endorsement",
    sources=frozenset({REVIEWED}),
    target=UW_QUEUE,
    reason=Reason.OPTIONAL,
    icon="player-play",
)
ASK_INSPECTION = Transition(
    name="underwriting.endorsement.ask_inspection",
    label=_("Inspect again first"),
    permission="underwriting.decide_endorsement",
    sources=frozenset({REVIEWED, UW_QUEUE}),
    target=RE_INSPECT,
    reason=Reason.REQUIRED,
    icon="zoom-question",
)
REPORT_INSPECTION = Transition(
    name="underwriting.endorsement.report_inspection",
    label=_("Report the inspection"),
    permission="underwriting.inspect_endorsement",
    sources=frozenset({RE_INSPECT}),
    target=UW_QUEUE,
    duty="underwriting.enter",
    icon="checklist",
)
SEND_BACK = Transition(
    name="underwriting.endorsement.send_back",
    label=_("Send back to be corrected"),
    permission="underwriting.decide_endorsement",
    sources=frozenset({REVIEWED, UW_QUEUE}),
    target=REQUESTED,
    reason=Reason.REQUIRED,
    icon="arrow-left",
)
APPROVE = Transition(
    name="underwriting.endorsement.approve",
    label=_("Approve"),
    permission="underwriting.decide_endorsement",
    sources=frozenset({UW_QUEUE}) | upward.UPWARD,
    target=APPROVED,
    alternatives=frozenset({PAID, SECOND_LOOK, letter.NOTICE}),
    duty="underwriting.decide",
    operation="underwriting.endorse",
    reason=Reason.OPTIONAL,
    icon="circle-check",
)
CONFIRM = Transition(
    name="underwriting.endorsement.confirm",
    label=_("Confirm after the second look"),
    permission="underwriting.decide_endorsement",
    sources=frozenset({SECOND_LOOK}),
    target=APPROVED,
    alternatives=frozenset({PAID, letter.NOTICE}),
    duty="underwriting.decide",
    operation="underwriting.endorse",
    reason=Reason.REQUIRED,
    icon="checks",
)
DECLINE = Transition(
    name="underwriting.endorsement.decline",
    label=_("Decline the change"),
    permission="underwriting.decide_endorsement",
    sources=frozenset({UW_QUEUE, SECOND_LOOK}) | upward.UPWARD,
    target=DECLINED,
    duty="underwriting.decide",
    reason=Reason.REQUIRED,
    style="danger",
    icon="circle-x",
    confirm=_("The policy stays as it is. The customer is told why."),
)
MARK_PAID = Transition(
    name="underwriting.endorsement.mark_paid",
    label=_("Additional premium received"),
    permission="underwriting.mark_paid",
    sources=frozenset({APPROVED}),
    target=PAID,
    icon="cash",
    needs_version=False,
)
UNMARK_PAID = Transition(
    name="underwriting.endorsement.unmark_paid",
    label=_("Receipt voided"),
    permission="underwriting.mark_paid",
    sources=frozenset({PAID}),
    target=APPROVED,
    needs_version=False,
)
EXEMPT = Transition(
    name="underwriting.endorsement.exempt",
    label=_("Premium may come later"),
    permission="underwriting.mark_paid",
    sources=frozenset({APPROVED}),
    target=PAID,
    alternatives=frozenset({APPROVED}),
    needs_version=False,
)
UNEXEMPT = Transition(
    name="underwriting.endorsement.unexempt",
    label=_("Premium comes first again"),
    permission="underwriting.mark_paid",
    sources=frozenset({APPROVED, PAID}),
    target=APPROVED,
    needs_version=False,
)
APPROVE_REFUND = Transition(
    name="underwriting.endorsement.approve_refund",
    label=_("Premium is banked, refund may go"),
    permission="underwriting.approve_refund",
    sources=frozenset({APPROVED}),
    target=REFUND_APPROVED,
    icon="receipt",
)
ISSUE = Transition(
    name="underwriting.endorsement.issue",
    label=_("Issue the endorsement"),
    permission="underwriting.issue_policy",
    sources=frozenset({PAID, REFUND_APPROVED}),
    target=ISSUED,
    alternatives=frozenset({EFFECTIVE}),
    icon="printer",
)
TAKE_EFFECT = Transition(
    name="underwriting.endorsement.take_effect",
    label=_("Takes effect"),
    permission="underwriting.run_clock",
    sources=frozenset({ISSUED}),
    target=EFFECTIVE,
    needs_version=False,
)
WITHDRAW = Transition(
    name="underwriting.endorsement.withdraw",
    label=_("Withdraw"),
    permission="underwriting.request_endorsement",
    sources=BEFORE_ISSUE,
    target=VOIDED,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="x",
)
AGREE_DAY = Transition(
    name="underwriting.endorsement.agree_day",
    label=_("Agree a new day"),
    permission="underwriting.enter_endorsement",
    sources=frozenset({REQUESTED, APPROVED}),
    target=REQUESTED,
    reason=Reason.REQUIRED,
    style="quiet",
    icon="calendar-check",
    confirm=_("The entry opens again and is worked out from the new day; what is due on it is due no more."),
)
LAPSE = Transition(
    name="underwriting.endorsement.lapse",
    label=_("Lapse"),
    permission="underwriting.run_clock",
    sources=frozenset({APPROVED}),
    target=VOIDED,
    needs_version=False,
)
GIVE_BACK = Transition(
    name="underwriting.endorsement.give_back",
    label=_("Not issued any more, give the premium back"),
    permission="underwriting.approve_refund",
    sources=frozenset({PAID}),
    target=VOIDED,
    reason=Reason.REQUIRED,
    style="danger",
    icon="arrow-back-up",
    confirm=_("The endorsement is not issued; the additional premium goes back to the one who paid it."),
)

ENDORSEMENT = Lifecycle(
    kind=ENDORSEMENT_KIND,
    label=_("Endorsement"),
    states=(
        State(value=REQUESTED, label=_("requested, to be entered"), tone=Tone.WAIT, queue=ENTER_QUEUE),
        State(value=ENTERED, label=_("to be checked"), tone=Tone.WAIT, queue=REVIEW_QUEUE, clock="underwriting.review"),
        State(
            value=REVIEWED,
            label=_("checked, inspection to be decided"),
            tone=Tone.INFO,
            queue=DECIDE_QUEUE,
            clock="underwriting.endorse",
        ),
        State(value=RE_INSPECT, label=_("to be inspected again"), tone=Tone.WAIT, queue=INSPECT_QUEUE),
        State(
            value=UW_QUEUE,
            label=_("to be underwritten"),
            tone=Tone.INFO,
            queue=DECIDE_QUEUE,
            clock="underwriting.endorse",
        ),
        *upward.STATES,
        State(
            value=SECOND_LOOK, label=_("second look"), tone=Tone.UP, queue=DECIDE_QUEUE, clock="underwriting.endorse"
        ),
        *letter.STATES,
        State(value=APPROVED, label=_("approved, money open"), tone=Tone.GOOD),
        State(value=PAID, label=_("ready to issue"), tone=Tone.GOOD, queue=ISSUE_QUEUE, clock="underwriting.issue"),
        State(
            value=REFUND_APPROVED,
            label=_("refund approved, ready to issue"),
            tone=Tone.GOOD,
            queue=ISSUE_QUEUE,
            clock="underwriting.issue",
        ),
        State(value=ISSUED, label=_("issued, takes effect later"), tone=Tone.GOOD),
        State(value=EFFECTIVE, label=_("in effect"), tone=Tone.GOOD, final=True),
        State(value=DECLINED, label=_("declined"), tone=Tone.BAD, final=True),
        State(value=VOIDED, label=_("withdrawn"), final=True),
    ),
    creation=REQUEST,
    transitions=(
        ENTER,
        NOTE_PERSONS,
        PASS_REVIEW,
        RETURN,
        TAKE_UP,
        APPROVE,
        ASK_INSPECTION,
        REPORT_INSPECTION,
        CONFIRM,
        *upward.TRANSITIONS,
        *letter.TRANSITIONS,
        SEND_BACK,
        DECLINE,
        MARK_PAID,
        UNMARK_PAID,
        EXEMPT,
        UNEXEMPT,
        APPROVE_REFUND,
        ISSUE,
        TAKE_EFFECT,
        ATTACH,
        AGREE_DAY,
        WITHDRAW,
        GIVE_BACK,
        LAPSE,
    ),
)
