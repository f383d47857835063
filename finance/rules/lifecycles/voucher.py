"""制单 → 复核 → 出纳签字 → 记账 by different people; what is posted is changed by reversal only (9.1, FIN-01)."""

from __future__ import annotations

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from finance.rules.words import gettext_noop as _

DRAFT, SUBMITTED, CHECKED, TO_SIGN, SIGNED = "draft", "submitted", "checked", "to_sign", "cashier_signed"
POSTED, RETURNED, REVERSED = "posted", "returned", "reversed"

PREPARE = Creation(
    name="finance.voucher.prepare", label=_("Prepare voucher"), permission="finance.prepare_voucher", target=DRAFT
)
EDIT = Transition(
    name="finance.voucher.edit",
    label=_("Edit lines"),
    permission="finance.prepare_voucher",
    sources=frozenset({DRAFT, RETURNED}),
    icon="edit",
)
SUBMIT = Transition(
    name="finance.voucher.submit",
    label=_("Submit for review"),
    permission="finance.submit_voucher",
    sources=frozenset({DRAFT, RETURNED}),
    target=SUBMITTED,
    duty="finance.prepare",
    style="primary",
    icon="send",
)
CHECK = Transition(
    name="finance.voucher.check",
    label=_("Review passed"),
    permission="finance.check_voucher",
    sources=frozenset({SUBMITTED}),
    target=CHECKED,
    alternatives=frozenset({TO_SIGN}),
    duty="finance.review",
    style="primary",
    icon="checks",
)
RETURN = Transition(
    name="finance.voucher.return",
    label=_("Return with reason"),
    permission="finance.check_voucher",
    sources=frozenset({SUBMITTED, CHECKED, TO_SIGN, SIGNED}),
    target=RETURNED,
    duty="finance.review",
    reason=Reason.REQUIRED,
    style="danger",
    icon="arrow-back-up",
)
SIGN = Transition(
    name="finance.voucher.sign",
    label=_("Cashier signs"),
    permission="finance.sign_voucher",
    sources=frozenset({TO_SIGN}),
    target=SIGNED,
    duty="finance.cash",
    style="primary",
    icon="signature",
)
POST = Transition(
    name="finance.voucher.post",
    label=_("Post to ledger"),
    permission="finance.post_voucher",
    sources=frozenset({CHECKED, SIGNED}),
    target=POSTED,
    duty="finance.post",
    confirm=_("The voucher receives its number and cannot be changed any more; corrections are made by reversal."),
    style="primary",
    icon="book",
)
REVERSE = Transition(
    name="finance.voucher.reverse",
    label=_("Reverse"),
    permission="finance.reverse_voucher",
    sources=frozenset({POSTED}),
    target=POSTED,
    duty="finance.reverse",
    reason=Reason.REQUIRED,
    confirm=_("A reversing voucher is prepared; it is reviewed and posted by other people like every voucher."),
    style="danger",
    icon="arrow-back-up-double",
)
MARK_REVERSED = Transition(
    name="finance.voucher.mark_reversed",
    label=_("Mark as reversed"),
    permission="finance.mark_reversed",
    sources=frozenset({POSTED}),
    target=REVERSED,
    needs_version=False,
)
LIFECYCLE = Lifecycle(
    kind="finance.voucher",
    label=_("Voucher"),
    states=(
        State(
            value=DRAFT,
            label=_("In preparation"),
            tone=Tone.NEUTRAL,
            queue="voucher-preparation",
            clock="finance.prepare_voucher",
        ),
        State(
            value=SUBMITTED,
            label=_("To be reviewed"),
            tone=Tone.WAIT,
            queue="voucher-review",
            clock="finance.check_voucher",
        ),
        State(
            value=CHECKED, label=_("Reviewed"), tone=Tone.INFO, queue="voucher-posting", clock="finance.post_voucher"
        ),
        State(
            value=TO_SIGN,
            label=_("Reviewed, cashier to sign"),
            tone=Tone.INFO,
            queue="voucher-signing",
            clock="finance.sign_voucher",
        ),
        State(
            value=SIGNED,
            label=_("Signed by cashier"),
            tone=Tone.INFO,
            queue="voucher-posting",
            clock="finance.post_voucher",
        ),
        State(value=POSTED, label=_("Posted"), tone=Tone.GOOD),
        State(
            value=RETURNED,
            label=_("Returned"),
            tone=Tone.BAD,
            queue="voucher-preparation",
            clock="finance.prepare_voucher",
        ),
        State(value=REVERSED, label=_("Reversed"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=PREPARE,
    transitions=(SUBMIT, CHECK, RETURN, SIGN, POST, EDIT, REVERSE, MARK_REVERSED),
)
