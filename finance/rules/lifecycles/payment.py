"""What is owed to claimants, and the order that pays it (domain 9.6, PAY-08)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from finance.rules.words import gettext_noop as _

OPEN, PAID, WITHDRAWN = "open", "paid", "withdrawn"

REQUESTED, VERIFIED, MADE, CHECKED_ONCE, CHECKED = "requested", "verified", "made", "checked_once", "checked"
LISTED = "listed"
RELEASED, SENT, UNKNOWN = "released", "sent", "unknown"
SETTLED, REJECTED, REISSUED = "settled", "rejected", "reissued"
RETURNED, CANCELLED = "returned", "cancelled"

OWE = Creation(name="finance.payable.open", label=_("Open payable"), permission="finance.open_payable", target=OPEN)
ADVANCE = Creation(
    name="finance.payable.advance",
    label=_("Advance claim payment"),
    permission="finance.advance_claim",
    target=OPEN,
    duty="finance.advance_claim",
)
PAY_OFF = Transition(
    name="finance.payable.pay_off",
    label=_("Mark as paid"),
    permission="finance.report_bank_answer",
    sources=frozenset({OPEN}),
    target=PAID,
    needs_version=False,
)
REOPEN = Transition(
    name="finance.payable.reopen",
    label=_("Owed again"),
    permission="finance.report_bank_answer",
    sources=frozenset({PAID}),
    target=OPEN,
    needs_version=False,
)
WITHDRAW = Transition(
    name="finance.payable.withdraw",
    label=_("Withdraw payable"),
    permission="finance.withdraw_payable",
    sources=frozenset({OPEN}),
    target=WITHDRAWN,
    duty="finance.withdraw_payable",
    reason=Reason.REQUIRED,
    confirm=_("Nothing is paid any more, and what was booked is taken back."),
    style="danger",
    icon="receipt-off",
)
CLAW_BACK = Transition(
    name="finance.payable.claw_back",
    label=_("Claw back commission"),
    permission="finance.owe_commission",
    sources=frozenset({OPEN, PAID}),
    duty="finance.owe_commission",
    reason=Reason.REQUIRED,
    icon="arrow-back-up-double",
)
PAYABLE = Lifecycle(
    kind="finance.payable",
    label=_("Payable"),
    states=(
        State(value=OPEN, label=_("To be paid out"), tone=Tone.WAIT),
        State(value=PAID, label=_("Paid"), tone=Tone.GOOD),
        State(value=WITHDRAWN, label=_("Debt withdrawn"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=OWE,
    transitions=(CLAW_BACK, WITHDRAW, PAY_OFF, REOPEN),
)

REQUEST = Creation(
    name="finance.payment.request", label=_("Request payment"), permission="finance.request_payment", target=REQUESTED
)
VERIFY = Transition(
    name="finance.payment.verify",
    label=_("Verify payee and approval"),
    permission="finance.verify_payment",
    sources=frozenset({REQUESTED}),
    target=VERIFIED,
    duty="finance.verify",
    style="primary",
    icon="user-check",
)
PUT_BEFORE_DIRECTOR = Transition(
    name="finance.payment.put_before_director",
    label=_("Put before the director"),
    permission="finance.verify_payment",
    sources=frozenset({REQUESTED}),
    target=LISTED,
    reason=Reason.REQUIRED,
    icon="flag",
)
LET_PASS = Transition(
    name="finance.payment.let_pass",
    label=_("Let the payment pass"),
    permission="finance.let_listed_pass",
    sources=frozenset({LISTED}),
    target=REQUESTED,
    duty="finance.let_pass",
    reason=Reason.REQUIRED,
    confirm=_(
        "The payee stands on the black list. What is owed is paid all the same; your reason is kept with the order."
    ),
    icon="circle-check",
)
RETURN = Transition(
    name="finance.payment.return",
    label=_("Return for correction"),
    permission="finance.return_payment",
    sources=frozenset({REQUESTED, LISTED, VERIFIED, MADE, CHECKED_ONCE, CHECKED}),
    target=RETURNED,
    duty="finance.return_payment",
    reason=Reason.REQUIRED,
    style="danger",
    icon="arrow-back-up",
)
RESUME = Transition(
    name="finance.payment.resume",
    label=_("Correct payee and submit again"),
    permission="finance.correct_payee",
    sources=frozenset({RETURNED}),
    target=REQUESTED,
    duty="finance.payee",
    reason=Reason.REQUIRED,
    icon="edit",
)
MAKE = Transition(
    name="finance.payment.make",
    label=_("Make in bank"),
    permission="finance.make_payment",
    sources=frozenset({VERIFIED}),
    target=MADE,
    duty="finance.make",
    style="primary",
    icon="building-bank",
)
CHECK = Transition(
    name="finance.payment.check",
    label=_("Check payment"),
    permission="finance.check_payment",
    sources=frozenset({MADE}),
    target=CHECKED,
    alternatives=frozenset({CHECKED_ONCE}),
    duty="finance.check_payment",
    operation="finance.check_payment",
    style="primary",
    icon="checks",
)
CHECK_AGAIN = Transition(
    name="finance.payment.check_again",
    label=_("Second check"),
    permission="finance.check_payment",
    sources=frozenset({CHECKED_ONCE}),
    target=CHECKED,
    duty="finance.check_payment",
    operation="finance.check_payment",
    style="primary",
    icon="checks",
)
RELEASE = Transition(
    name="finance.payment.release",
    label=_("Release payment"),
    permission="finance.release_payment",
    sources=frozenset({CHECKED}),
    target=RELEASED,
    duty="finance.pay",
    operation="finance.release_payment",
    confirm=_("The money leaves the account. A released payment cannot be called back."),
    style="primary",
    icon="send",
)
SEND = Transition(
    name="finance.payment.send",
    label=_("Send to bank"),
    permission="finance.send_payment",
    sources=frozenset({RELEASED}),
    target=SENT,
    needs_version=False,
)
LOSE_TRACK = Transition(
    name="finance.payment.lose_track",
    label=_("Answer of the bank unknown"),
    permission="finance.send_payment",
    sources=frozenset({SENT}),
    target=UNKNOWN,
    needs_version=False,
)
SETTLE = Transition(
    name="finance.payment.settle",
    label=_("Paid by the bank"),
    permission="finance.report_bank_answer",
    sources=frozenset({SENT, UNKNOWN}),
    target=SETTLED,
    needs_version=False,
)
REJECT = Transition(
    name="finance.payment.reject",
    label=_("Rejected by the bank"),
    permission="finance.report_bank_answer",
    sources=frozenset({SENT, UNKNOWN}),
    target=REJECTED,
    reason=Reason.REQUIRED,
    needs_version=False,
)
DECLARE_UNPAID = Transition(
    name="finance.payment.declare_unpaid",
    label=_("Declare unpaid"),
    permission="finance.declare_unpaid",
    sources=frozenset({UNKNOWN}),
    target=REJECTED,
    duty="finance.declare_unpaid",
    reason=Reason.REQUIRED,
    confirm=_("Only with the bank's written confirmation that it never received the order."),
    style="danger",
    icon="zoom-question",
)
REISSUE = Transition(
    name="finance.payment.reissue",
    label=_("Issue again"),
    permission="finance.reissue_payment",
    sources=frozenset({REJECTED}),
    target=REISSUED,
    duty="finance.payee",
    reason=Reason.REQUIRED,
    style="primary",
    icon="repeat",
)
BOUNCE = Transition(
    name="finance.payment.bounce",
    label=_("Sent back by the bank"),
    permission="finance.record_bounce",
    sources=frozenset({SETTLED}),
    target=REJECTED,
    duty="finance.record_bounce",
    reason=Reason.REQUIRED,
    confirm=_("The money is on our account again; the booking of the payment is taken back and the debt stands."),
    style="danger",
    icon="arrow-back-up-double",
)
CANCEL = Transition(
    name="finance.payment.cancel",
    label=_("Cancel payment order"),
    permission="finance.request_payment",
    sources=frozenset({REQUESTED, LISTED, RETURNED, REJECTED}),
    target=CANCELLED,
    reason=Reason.REQUIRED,
    needs_version=False,
)
PAYMENT_ORDER = Lifecycle(
    kind="finance.payment_order",
    label=_("Payment order"),
    states=(
        State(
            value=REQUESTED,
            label=_("To be verified"),
            tone=Tone.WAIT,
            queue="payment-verification",
            clock="finance.verify_payment",
        ),
        State(value=LISTED, label=_("With the director, payee listed"), tone=Tone.UP, queue="payment-listed"),
        State(
            value=VERIFIED, label=_("Verified"), tone=Tone.INFO, queue="payment-making", clock="finance.make_payment"
        ),
        State(
            value=MADE, label=_("Made in bank"), tone=Tone.INFO, queue="payment-checking", clock="finance.check_payment"
        ),
        State(
            value=CHECKED_ONCE,
            label=_("Checked once"),
            tone=Tone.WAIT,
            queue="payment-checking",
            clock="finance.check_payment",
        ),
        State(
            value=CHECKED, label=_("Checked"), tone=Tone.INFO, queue="payment-release", clock="finance.release_payment"
        ),
        State(value=RELEASED, label=_("Released"), tone=Tone.INFO),
        State(value=SENT, label=_("At the bank"), tone=Tone.INFO),
        State(
            value=UNKNOWN,
            label=_("Answer unknown"),
            tone=Tone.BAD,
            queue="payment-inquiry",
            clock="finance.bank_answer",
        ),
        State(value=SETTLED, label=_("Paid out"), tone=Tone.GOOD),
        State(
            value=REJECTED,
            label=_("Rejected by bank"),
            tone=Tone.BAD,
            queue="payment-verification",
            clock="finance.reissue",
        ),
        State(value=REISSUED, label=_("Issued again"), tone=Tone.NEUTRAL, final=True),
        State(
            value=RETURNED,
            label=_("Returned"),
            tone=Tone.BAD,
            queue="payment-verification",
            clock="finance.verify_payment",
        ),
        State(value=CANCELLED, label=_("Cancelled"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=REQUEST,
    transitions=(
        VERIFY,
        PUT_BEFORE_DIRECTOR,
        LET_PASS,
        MAKE,
        CHECK,
        CHECK_AGAIN,
        RELEASE,
        RETURN,
        RESUME,
        REISSUE,
        DECLARE_UNPAID,
        SEND,
        LOSE_TRACK,
        SETTLE,
        REJECT,
        BOUNCE,
        CANCEL,
    ),
)
