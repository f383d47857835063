"""What happens to the premium of a policy after it was issued: more, less, none, and the agent's share of it
(domain 9.5, JE-07 … JE-10, JE-12, JE-14)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.money import net_of_tax, whole_cents
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible
from finance.models import Payable, PremiumIncome, Receivable
from finance.rules.accounts import Use
from finance.rules.entries import NIL, EventKind, reversal
from finance.rules.lifecycles import payment, premium_income, receivable
from finance.rules.payables import Parts, Purpose, owed
from finance.rules.premium_entries import fee_kept
from finance.selectors.payees import account_behind
from finance.selectors.payers import payees_of
from finance.selectors.payments import clawbacks_of, commissions_on, orders_of
from finance.selectors.receivables import PaidPremium, next_addition, paid_for, refundable
from finance.services.booking import Booking, Document, book
from finance.services.clawbacks import MoreThanPaid
from finance.services.payables import Debt, PayeeIncomplete, booking_of, open_debt
from finance.services.payments import cancel_payment, request_payment
from finance.services.premium import AmountsDisagree
from finance.services.red_invoices import look_for_invoices
from organisation.public import system_actor


@transition(PremiumIncome, premium_income.ADD)
def add_premium(
    income: PremiumIncome,
    command: Command,
    /,
    *,
    gross: Decimal,
    due_on: date,
    pays_from: date | None = None,
    pays_until: date | None = None,
    followers: Decimal = NIL,
    reference: str = "",
) -> None:
    """An endorsement adds premium to a running policy; it is due, and income as soon as it is paid (JE-07)."""
    if gross <= 0:
        raise AmountsDisagree(_("Enter an amount above nil."), field="gross")
    ledger = command.acting_as(system_actor("ledger", unit_id=income.unit_id), "addition")
    open_addition(
        ledger,
        income_id=income.pk,
        gross=whole_cents(gross),
        due_on=due_on,
        reason=command.reason,
        pays=(pays_from, pays_until),
        followers=followers,
        reference=reference,
    )


@creation(Receivable, receivable.OPEN)
def open_addition(
    command: Command,
    /,
    *,
    income_id: int,
    gross: Decimal,
    due_on: date,
    reason: str,
    pays: tuple[date | None, date | None] = (None, None),
    followers: Decimal = NIL,
    reference: str = "",
) -> Receivable:
    """The premium due of an endorsement, at the tax rate of the policy's own premium."""
    income = PremiumIncome.objects.select_related("unit").get(pk=income_id)
    first = paid_for(income)
    item = Receivable(
        document_kind=income.document_kind,
        document_id=income.document_id,
        document_number=income.document_number,
        instalment=next_addition(income),
        case_ref=income.case(),
        line=income.line,
        payer_id=first.payer_id or 0,
        payer_name=first.payer_name,
        premium=gross,
        tax_rate=first.tax_rate,
        net=net_of_tax(gross - followers, first.tax_rate)[0],
        followers=followers,
        amount=gross,
        due_on=due_on,
        cover_start=income.cover_start,
        salesperson_id=first.salesperson_id,
        income=income,
        reason=reason[:200],
        reference=reference,
        pays_from=pays[0],
        pays_until=pays[1] or (income.cover_end if income.agreed_end else None),
    )
    item.set_unit(income.unit)
    return item


@transition(PremiumIncome, premium_income.REFUND)
def refund_premium(
    income: PremiumIncome,
    command: Command,
    /,
    *,
    gross: Decimal,
    account_token: str,
    cancelled_on: date | None = None,
    followers: Decimal = NIL,
) -> None:
    """Premium goes back for time that is not covered any more (JE-08). When the policy is cancelled, the unearned
    premium that belongs to the refund is released with it (JE-09)."""
    first = paid_for(income)
    net, tax = net_of_tax(whole_cents(gross - followers), first.tax_rate)
    left = refundable(income)
    if not NIL < gross <= left:
        raise MoreThanPaid(
            _("At most %(left)s of the premium received can go back.") % {"left": left},
            details={"value": str(gross), "limit": str(left)},
            field="gross",
        )
    if cancelled_on is not None:
        _end_cover(income, cancelled_on)
    released = min(net, income.unearned) if cancelled_on is not None else NIL
    debt = debt_about(
        income, command, Purpose.REFUND, account_token, Parts(net=net, tax=tax, expense=followers, unearned=released)
    )
    _owe(command, debt, payees=payees_of(income))


def _end_cover(income: PremiumIncome, on: date) -> None:
    if not income.cover_start <= on <= income.cover_end:
        raise NotPossible(_("The day of cancellation must be within the period of cover."), field="cancelled_on")
    if income.ended_on is not None:
        raise NotPossible(_("The policy is cancelled already."), field="cancelled_on")
    income.ended_on = on


@transition(PremiumIncome, premium_income.VOID)
def void_before_start(
    income: PremiumIncome,
    command: Command,
    /,
    *,
    account_token: str,
    back: Decimal | None = None,
    followers: Decimal = NIL,
    followers_fee: Decimal = NIL,
) -> None:
    """The policy is void before cover started: what came in goes back (JE-10), all of it or less an agreed fee, which
    alone becomes income. ``followers`` is the co-insurers' part of what goes back, ``followers_fee`` of the fee."""
    first = paid_for(income)
    if not first.premium and back is None:
        raise NotPossible(_("No premium was received for this policy."))
    fee = first.premium - back if back is not None else NIL
    if fee:
        _keep_fee(income, command, fee - followers_fee, first)
    parts = Parts(net=first.premium - fee - followers, tax=first.vehicle_tax, expense=followers)
    if not parts.amount:
        return  # rescinded for intent: the premium is kept, there is nothing to give back (LAW-16)
    debt = debt_about(income, command, Purpose.ADVANCE_RETURN, account_token, parts)
    # The advance stands in the books on the document on which the premium was due.
    debt = replace(
        debt,
        document_kind=income.premium_kind,
        document_id=income.premium_id,
        document_number=first.document_number,
    )
    _owe(command, debt, payees=payees_of(income))


def _keep_fee(income: PremiumIncome, command: Command, fee: Decimal, first: PaidPremium) -> None:
    """The agreed fee of a contract that is given up before its start is earned at once; of one that is rescinded for
    intent the whole premium is kept."""
    if not NIL < fee <= first.premium:
        raise MoreThanPaid(_("The fee must be within the premium received."), field="fee")
    net, tax = net_of_tax(whole_cents(fee), first.tax_rate)
    income.kept_net, income.kept_tax = net, tax
    document = Document(kind=income.document_kind, id=income.document_id, number=income.document_number)
    advance = Document(kind=income.premium_kind, id=income.premium_id, number=first.document_number)
    book(
        command,
        Booking(
            entry=fee_kept(net, tax),
            unit_id=income.unit_id,
            line=income.line,
            document=document,
            overrides={Use.PREMIUM_ADVANCE: advance},
            source=("finance.premium_income", income.pk),
            counterparty_id=first.payer_id,
            counterparty_name=first.payer_name,
        ),
    )


@transition(PremiumIncome, premium_income.COMMISSION)
def owe_commission(
    income: PremiumIncome, command: Command, /, *, net: Decimal, tax: Decimal, invoice: str, account_token: str
) -> None:
    """The agent's invoice for a policy is owed (JE-12), less what was clawed back from the same agent before."""
    if not NIL < net <= income.net_now:
        raise AmountsDisagree(_("The commission must be above nil and at most the net premium."), field="net")
    if tax < NIL:
        raise AmountsDisagree(_("The tax is not below nil."), field="tax")
    _refuse_second_commission(income, net, invoice)
    payee = account_behind(account_token)
    earlier = clawbacks_of(payee.belongs_to or 0)
    offset = min(sum((p.clawed_back - p.clawed_used for p in earlier), NIL), net + tax)
    if offset == net + tax:
        raise NotPossible(_("All of it is set off against what was clawed back. Enter it by a manual voucher."))
    _use_clawbacks(earlier, offset)
    parts = Parts(net=whole_cents(net), tax=whole_cents(tax), offset=offset)
    debt = replace(debt_about(income, command, Purpose.COMMISSION, account_token, parts), reason=invoice.strip()[:200])
    _owe(command, debt, payees=[payee.belongs_to or 0])


def _refuse_second_commission(income: PremiumIncome, net: Decimal, invoice: str) -> None:
    """An invoice is paid once for a policy, and all commissions of a policy stay within its net premium."""
    earlier = commissions_on(income)
    if any(payable.reason == invoice.strip()[:200] for payable in earlier):
        raise AmountsDisagree(_("This invoice is entered for the policy already."), field="invoice")
    already = sum((payable.indemnity for payable in earlier), NIL)
    if net + already > income.net_now:
        raise AmountsDisagree(
            _("%(already)s of commission is owed on this policy already; its net premium is %(net)s.")
            % {"already": already, "net": income.net_now},
            details={"value": str(net + already), "limit": str(income.net_now)},
            field="net",
        )
    _refuse_above_bound(income, net + already)


def _refuse_above_bound(income: PremiumIncome, commission: Decimal) -> None:
    """Co-insured: no more than the lowest rate filed by one of the insurers, of the own net premium (domain 5.7)."""
    bound = income.most_commission
    if bound is not None and commission > bound:
        message = _("Co-insured: all commissions stay within %(rate)s %% of the own net premium, that is %(limit)s.")
        raise AmountsDisagree(
            message % {"rate": f"{income.commission_percent:f}".rstrip("0").rstrip("."), "limit": bound},
            details={"value": str(commission), "limit": str(bound)},
            field="net",
        )


def _use_clawbacks(earlier: list[Payable], amount: Decimal) -> None:
    """The oldest first, until the amount is reached."""
    for payable in earlier:
        used = min(payable.clawed_back - payable.clawed_used, amount)
        payable.clawed_used += used
        payable.save(update_fields=["clawed_used"])
        amount -= used


@transition(Payable, payment.WITHDRAW)
def withdraw_payable(payable: Payable, command: Command, /) -> None:
    """The debt was a mistake; nobody has signed yet. What was booked when it was owed is taken back."""
    if payable.purpose in {Purpose.CLAIM, Purpose.ADVANCE_RETURN}:
        raise NotPossible(_("This debt is corrected in the business, not here."))
    if payable.entered_by_id == command.actor.staff_id:
        raise NotPossible(_("Somebody else than the one who entered it withdraws a payable."))
    if payable.clawed_back or payable.offset:
        raise NotPossible(_("Part of this debt is set off already."))
    for order in orders_of(payable):
        if order.state not in payment.CANCEL.sources:
            raise NotPossible(_("Return the payment order %(number)s first.") % {"number": order.number})
        ledger = system_actor("ledger", unit_id=payable.unit_id)
        cancel_payment(order.pk, command.acting_as(ledger, f"cancel:{order.pk}"))
    entry = owed(Purpose(payable.purpose), payable.parts())
    if entry is not None:
        book(command, booking_of(payable, reversal(entry, EventKind.PAYABLE_WITHDRAWN)))
    if payable.purpose == Purpose.REFUND and payable.unearned and payable.entered_by_id is not None:
        # Only the refund of a cancelled policy releases unearned premium: with it a cancellation that was entered in
        # finance falls away. One that the business made stays; its policy has ended, whoever gets the money.
        PremiumIncome.objects.filter(pk=payable.income_id or 0).update(ended_on=None)


def debt_about(income: PremiumIncome, command: Command, purpose: Purpose, account_token: str, parts: Parts) -> Debt:
    """What is owed about a policy to the holder of an account, entered by the person of the command."""
    account = account_behind(account_token)
    return Debt(
        purpose=purpose,
        document_kind=income.document_kind,
        document_id=income.document_id,
        document_number=income.document_number,
        case=income.case(),
        unit_id=income.unit_id,
        line=income.line,
        payee_id=account.belongs_to or 0,
        payee_name=account.holder,
        bank_name=account.bank_name,
        account=account.number if account.usable else "",
        net=parts.net,
        expense=parts.expense,
        tax=parts.tax,
        offset=parts.offset,
        unearned=parts.unearned,
        reason=command.reason[:200],
        income_id=income.pk,
        entered_by_id=command.actor.staff_id,
    )


def _owe(command: Command, debt: Debt, *, payees: Collection[int]) -> None:
    owe(command, debt, payees=payees, step=f"{debt.purpose}:{debt.income_id}")


GIVEN_BACK = frozenset({Purpose.REFUND, Purpose.ADVANCE_RETURN})


def owe(command: Command, debt: Debt, *, payees: Collection[int], step: str) -> Payable:
    """Open the debt and its payment order in the name of the ledger; the person who entered it signs nothing else."""
    if not debt.payee_id or debt.payee_id not in payees:
        raise PayeeIncomplete(_("Choose an account of the one who is to be paid."), field="account_token")
    opening = command.acting_as(system_actor("ledger", unit_id=command.actor.unit_id), step)
    payable = open_debt(opening, debt=debt)
    request_payment(opening.then("order"), payable_id=payable.pk)
    if debt.purpose in GIVEN_BACK:
        look_for_invoices(payable)
    return payable
