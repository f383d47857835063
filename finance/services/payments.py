"""The payment order: verified, made, checked, released by different people, settled by the bank (domain 9.6)."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid5

from django.db.models import F
from django.utils.translation import gettext as _

from core import jobs
from core.crypto import blind_index
from core.events import publish
from core.numbering import business_number, reserved_id
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible, RuleRefusal, SegregationConflict
from finance.events import PaymentBounced, PaymentSettled
from finance.models import Payable, PaymentOrder, PremiumIncome
from finance.rules.entries import Entry, EventKind, reversal
from finance.rules.lifecycles import payment as lifecycle
from finance.rules.payables import Purpose, paid
from finance.rules.payments import checkers_needed, likely_duplicates
from finance.selectors.payees import black_list_hits
from finance.selectors.payments import not_yet_ordered, payments_of_the_day
from finance.services.booking import Booking, book, day_of
from finance.services.clawbacks import take_back_commission
from finance.services.identification import ACTS
from finance.services.indexing import index_payment
from finance.services.payables import ACCOUNT_INDEX, NO_LINE, PayeeIncomplete, claim_document, pay_off, reopen_payable
from organisation.public import parameter, system_actor
from parties.public import GAPS, aml_needed

NEVER_SEEN = "never seen"
HANDS = ("verifier_id", "maker_id", "checker_id", "second_checker_id", "releaser_id", "corrector_id", "passer_id")


class NothingToPay(RuleRefusal):
    """The payable is already covered by live orders."""

    code = "nothing_to_pay"


class LikelyDuplicate(RuleRefusal):
    """The same amount goes to the same account twice on one day, and nobody said why."""

    code = "likely_duplicate"


class PayeeListed(RuleRefusal):
    """The payee stands on a black list (domain 5.19)."""

    code = "payee_listed"


class PayeeUnidentified(RuleRefusal):
    """The customer file lacks what identifies the payee of a payment of this size (anti-money-laundering, 2.3)."""

    code = "payee_unidentified"


class PayeeUnchecked(RuleRefusal):
    """From the threshold on the payee's identity is checked first (anti-money-laundering rule, domain 2.3)."""

    code = "payee_unchecked"


def amount_at_stake(order: PaymentOrder) -> dict[str, Decimal]:
    """What authority is asked for."""
    return {"amount": order.amount}


@creation(PaymentOrder, lifecycle.REQUEST)
def request_payment(command: Command, /, *, payable_id: int) -> PaymentOrder:
    """Order what remains of a payable; the amount is the business's, nobody enters it."""
    payable = Payable.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=payable_id)
    remaining = not_yet_ordered(payable)
    if remaining <= 0:
        raise NothingToPay(_("Payable %(number)s is already covered by an order.") % {"number": payable.number})
    order = _order_for(payable, command, remaining)
    order.payee_name, order.bank_name, order.account = payable.payee_name, payable.bank_name, payable.account
    order.account_index = payable.account_index
    return _numbered(order, command)


@transition(PaymentOrder, lifecycle.VERIFY)
def verify_payment(
    order: PaymentOrder, command: Command, /, *, identity_checked: bool = False, duplicate_note: str = ""
) -> None:
    """Approval, payee, anti-money-laundering and duplicates (C3 step 2)."""
    _refuse_earlier_hand(order, command)
    _refuse_listed_payee(order, command)
    threshold = parameter("finance.payee_check_from", unit=order.unit, on=day_of(command))
    if order.amount >= threshold and not identity_checked:
        raise PayeeUnchecked(
            _("From %(threshold)s on, the payee's identity document is checked and copied first.")
            % {"threshold": threshold},
            details={"value": str(order.amount), "limit": str(threshold)},
            field="identity_checked",
        )
    _refuse_unidentified(order, command)
    doubles = likely_duplicates(order.amount, payments_of_the_day(order, day_of(command)))
    if doubles and not duplicate_note.strip():
        raise LikelyDuplicate(
            _("%(number)s pays the same amount to the same account today. Say why this is no duplicate.")
            % {"number": doubles[0].number},
            details={"value": [double.number for double in doubles]},
            field="duplicate_note",
        )
    order.verifier_id = command.actor.staff_id
    order.identity_checked, order.duplicate_note = identity_checked, duplicate_note.strip()


@transition(PaymentOrder, lifecycle.PUT_BEFORE_DIRECTOR)
def put_before_director(order: PaymentOrder, command: Command, /) -> None:
    """The payee stands on the black list: what is owed all the same waits for a director (B-43, LAW-23)."""
    hits = black_list_hits(order.payee_id, order.account, day_of(command))
    if not hits:
        raise NotPossible(_("The payee stands on no black list."))
    order.listed_as = hits[0].number


@transition(PaymentOrder, lifecycle.LET_PASS)
def let_pass(order: PaymentOrder, command: Command, /) -> None:
    """The director lets the payment pass and says why; he signs nothing else on the order."""
    _refuse_earlier_hand(order, command)
    order.passer_id, order.pass_reason = command.actor.staff_id, command.reason.strip()


@transition(PaymentOrder, lifecycle.MAKE)
def make_payment(order: PaymentOrder, command: Command, /) -> None:
    """The cashier enters the payment in the bank (U-key maker); the amount says how many must check."""
    _refuse_earlier_hand(order, command)
    limit = parameter("finance.one_checker_up_to", unit=order.unit, on=day_of(command))
    order.checkers_needed = checkers_needed(order.amount, one_up_to=limit)
    order.maker_id = command.actor.staff_id


@transition(PaymentOrder, lifecycle.CHECK, measures=amount_at_stake)
def check_payment(order: PaymentOrder, command: Command, /) -> str | None:
    """The checker compares order, claim and bank entry; above the first limit a second person does so again."""
    _refuse_earlier_hand(order, command)
    order.checker_id = command.actor.staff_id
    return lifecycle.CHECKED_ONCE if order.checkers_needed > 1 else None


@transition(PaymentOrder, lifecycle.CHECK_AGAIN, measures=amount_at_stake)
def check_payment_again(order: PaymentOrder, command: Command, /) -> None:
    """The second checker."""
    _refuse_earlier_hand(order, command)
    order.second_checker_id = command.actor.staff_id


@transition(PaymentOrder, lifecycle.RELEASE, measures=amount_at_stake)
def release_payment(order: PaymentOrder, command: Command, /) -> None:
    """The last signature: the order goes to the bank."""
    _refuse_earlier_hand(order, command)
    order.releaser_id = command.actor.staff_id
    order.released_at = command.at
    jobs.enqueue("finance.send_payment", key=str(order.pk), payload={"order": order.pk}, priority=2)


@transition(PaymentOrder, lifecycle.RETURN)
def return_payment(order: PaymentOrder, command: Command, /) -> None:
    """Something is wrong: back to verification, all signatures fall away. Who corrected the payee once still signs
    nothing."""
    for hand in HANDS:
        if hand != "corrector_id":
            setattr(order, hand, None)
    order.identity_checked, order.listed_as, order.pass_reason = False, "", ""


@transition(PaymentOrder, lifecycle.RESUME)
def correct_payee(order: PaymentOrder, command: Command, /, *, payee_name: str, bank_name: str, account: str) -> None:
    """A payee is corrected on the customer's letter after a call-back; who does so signs nothing else."""
    if not (payee_name.strip() and bank_name.strip() and account.strip()):
        raise PayeeIncomplete(_("Payee, bank and account are needed before anything can be paid."), field="payee_name")
    order.payee_name, order.bank_name = payee_name.strip(), bank_name.strip()
    order.account, order.account_index = account.strip(), blind_index(ACCOUNT_INDEX, account)
    order.corrector_id = command.actor.staff_id


@transition(PaymentOrder, lifecycle.REISSUE)
def reissue_payment(order: PaymentOrder, command: Command, /, *, payee_name: str, bank_name: str, account: str) -> None:
    """The bank rejected the payment: a new order with a new request number takes its place."""
    replacement = issue_replacement(
        command.acting_as(system_actor("ledger", unit_id=command.actor.unit_id), "replacement"),
        order_id=order.pk,
        payee_name=payee_name,
        bank_name=bank_name,
        account=account,
        corrector_id=command.actor.staff_id,
    )
    order.bank_message = f"{order.bank_message} → {replacement.number}"[:200]


@creation(PaymentOrder, lifecycle.REQUEST)
def issue_replacement(
    command: Command,
    /,
    *,
    order_id: int,
    payee_name: str,
    bank_name: str,
    account: str,
    corrector_id: int | None,
) -> PaymentOrder:
    """The order that takes the place of a rejected one, as long as the debt stands."""
    rejected = PaymentOrder.objects.get(pk=order_id)
    payables = Payable.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
    payable = payables.get(pk=rejected.payable_id)
    if payable.state != lifecycle.OPEN or not_yet_ordered(payable) < rejected.amount:
        raise NothingToPay(
            _("Payable %(number)s is paid, withdrawn or covered by an order.") % {"number": payable.number}
        )
    if not (payee_name.strip() and bank_name.strip() and account.strip()):
        raise PayeeIncomplete(_("Payee, bank and account are needed before anything can be paid."), field="payee_name")
    order = _order_for(payable, command, rejected.amount)
    order.replaces = rejected
    order.payee_name, order.bank_name = payee_name.strip(), bank_name.strip()
    order.account, order.account_index = account.strip(), blind_index(ACCOUNT_INDEX, account)
    order.corrector_id = corrector_id
    return _numbered(order, command)


@transition(PaymentOrder, lifecycle.SEND)
def mark_sent(order: PaymentOrder, command: Command, /) -> None:
    """Written down and committed before the bank hears of it: whoever finds it so afterwards only asks."""
    order.sent_at = command.at


@transition(PaymentOrder, lifecycle.LOSE_TRACK)
def mark_unknown(order: PaymentOrder, command: Command, /) -> None:
    """No answer came. The order is never sent again; the bank is asked until it answers."""


@transition(PaymentOrder, lifecycle.SETTLE)
def settle_payment(order: PaymentOrder, command: Command, /, *, reference: str) -> None:
    """The bank has paid: JE-08 … JE-11, JE-13, JE-16, JE-18; the debt is gone, the business hears of it."""
    payable = order.payable
    order.bank_reference, order.answered_at = reference, command.at
    index_payment(order, state=lifecycle.SETTLED, at=command.at)
    _lessen_release(payable)
    pay_off(payable.pk, command.then("pay-off"))
    book(command, _booking(order, _paid(payable)))
    _move_unearned(payable, -payable.release)
    if payable.purpose == Purpose.REFUND:
        take_back_commission(payable, command)
    publish(
        PaymentSettled(
            document_kind=payable.claim_kind,
            document_id=payable.claim_id,
            payable_id=payable.pk,
            amount=order.amount,
            settled_at=command.at,
        )
    )


@transition(PaymentOrder, lifecycle.REJECT)
def reject_payment(order: PaymentOrder, command: Command, /) -> None:
    """The bank sent the money back, with its reason."""
    order.bank_message, order.answered_at = command.reason, command.at
    index_payment(order, state=lifecycle.REJECTED, at=command.at)


@transition(PaymentOrder, lifecycle.BOUNCE)
def bounce_payment(order: PaymentOrder, command: Command, /, *, reference: str) -> None:
    """Paid, and sent back by the payee's bank: the booking is taken back, the debt stands, the order can be issued
    again like any rejected one."""
    payable = order.payable
    order.bank_message = f"{command.reason} ({reference})"[:200]
    index_payment(order, state=lifecycle.REJECTED, at=command.at)
    ledger = command.acting_as(system_actor("ledger", unit_id=order.unit_id), "reopen")
    reopen_payable(payable.pk, ledger)
    book(command, _booking(order, reversal(_paid(payable), EventKind.PAYMENT_BOUNCED)))
    _move_unearned(payable, payable.release)
    publish(
        PaymentBounced(
            document_kind=payable.claim_kind,
            document_id=payable.claim_id,
            payable_id=payable.pk,
            amount=order.amount,
            bounced_at=command.at,
        )
    )


@transition(PaymentOrder, lifecycle.CANCEL)
def cancel_payment(order: PaymentOrder, command: Command, /) -> None:
    """The debt was withdrawn before anybody signed."""
    index_payment(order, state=lifecycle.CANCELLED, at=command.at)


@transition(PaymentOrder, lifecycle.DECLARE_UNPAID)
def declare_unpaid(order: PaymentOrder, command: Command, /) -> None:
    """The bank does not know the request and confirmed so in writing; only then may the payment be issued again."""
    if order.bank_message != NEVER_SEEN:
        raise NotPossible(_("The bank has not said that it never saw this payment. Ask again first."))
    order.answered_at = command.at


def _paid(payable: Payable) -> Entry:
    return paid(Purpose(payable.purpose), payable.parts())


def _booking(order: PaymentOrder, entry: Entry) -> Booking:
    return Booking(
        entry=entry,
        unit_id=order.unit_id,
        line=order.line,
        document=claim_document(order.payable),
        source=(PaymentOrder.lifecycle.kind, order.pk),
        counterparty_id=order.payee_id,
        counterparty_name=order.payee_name,
    )


def _lessen_release(payable: Payable) -> None:
    """A refund releases at most what is unearned on the day the bank pays: measures since the debt was made may have
    released part of it already."""
    if not payable.unearned or payable.income_id is None:
        return
    income = PremiumIncome.objects.select_for_update(of=("self",), no_key=True).get(pk=payable.income_id)
    payable.released = min(income.unearned, payable.unearned)
    payable.save(update_fields=["released"])


def _move_unearned(payable: Payable, amount: Decimal) -> None:
    """A refund releases the unearned premium that belonged to it (JE-09)."""
    if amount and payable.income_id is not None:
        PremiumIncome.objects.filter(pk=payable.income_id).update(unearned=F("unearned") + amount)


def _order_for(payable: Payable, command: Command, amount: Decimal) -> PaymentOrder:
    order = PaymentOrder(
        pk=reserved_id(PaymentOrder),
        payable=payable,
        case_ref=payable.case_ref,
        line=payable.line,
        amount=amount,
        payee_id=payable.payee_id,
        request_id=uuid5(command.key, "bank-request"),
    )
    order.set_unit(payable.unit)
    return order


def _numbered(order: PaymentOrder, command: Command) -> PaymentOrder:
    order.number = business_number("Z", order.line[:3] or NO_LINE, day_of(command).year, order.unit.code, gap_free=True)
    index_payment(order, state=lifecycle.REQUESTED, at=command.at)
    return order


def _refuse_earlier_hand(order: PaymentOrder, command: Command) -> None:
    """No two signatures of one person on one order."""
    hands = {getattr(order, hand) for hand in HANDS} | {order.payable.entered_by_id}
    if command.actor.staff_id in hands - {None}:
        raise SegregationConflict(_("You already signed this payment; the next step is another person's."))


def _refuse_unidentified(order: PaymentOrder, command: Command) -> None:
    """What the customer file says decides, not what was ticked: a gap is worked off there first."""
    act = ACTS.get(Purpose(order.payable.purpose))
    verdict = aml_needed(order.payee_id, act, order.amount, day_of(command)) if act else None
    if verdict is not None and verdict.is_open:
        missing = _(", ").join(_(GAPS[gap]) for gap in verdict.missing)
        raise PayeeUnidentified(
            _("The payee is not identified yet: %(missing)s. Complete the customer's file first.")
            % {"missing": missing},
            details={"value": list(verdict.missing), "limit": str(verdict.threshold)},
            field="identity_checked",
        )


def _refuse_listed_payee(order: PaymentOrder, command: Command) -> None:
    """Payees are registered customers who stand on no black list, unless a director has let the payment pass."""
    hits = black_list_hits(order.payee_id, order.account, day_of(command))
    if hits is None:
        raise PayeeIncomplete(_("The payee is not registered as a customer."))
    if hits and order.passer_id is None:
        raise PayeeListed(
            _("The payee stands on the black list (entry %(number)s). The payment goes to the director first.")
            % {"number": hits[0].number},
            details={"basis": hits[0].number},
        )
