"""Commission on premium that went back is taken back from the agent (JE-14, domain 5.9)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from core.money import to_cents, whole_cents
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import NotPossible, RuleRefusal
from finance.models import Payable, PremiumIncome
from finance.rules.entries import NIL
from finance.rules.lifecycles import payment
from finance.rules.payables import Purpose
from finance.rules.premium_entries import commission_clawed_back
from finance.selectors.payments import commissions_on
from finance.services.booking import book
from finance.services.payables import booking_of


class MoreThanPaid(RuleRefusal):
    """More would go back than came in."""

    code = "more_than_paid"


@transition(Payable, payment.CLAW_BACK)
def claw_back(payable: Payable, command: Command, /, *, net: Decimal, tax: Decimal) -> None:
    """Commission on refunded premium is taken back (JE-14); the agent's next commission is paid less by so much."""
    if payable.purpose != Purpose.COMMISSION:
        raise NotPossible(_("Only commissions are clawed back."))
    left = payable.indemnity + payable.tax - payable.clawed_back
    if net <= 0 or tax < 0 or net + tax > left:
        raise MoreThanPaid(
            _("At most %(left)s of this commission can be clawed back.") % {"left": left},
            details={"value": str(net + tax), "limit": str(left)},
            field="net",
        )
    payable.clawed_back += net + tax
    entry = commission_clawed_back(whole_cents(net), whole_cents(tax))
    # What is clawed back only grows, so the sum in cents tells one clawback from the next.
    book(command, booking_of(payable, entry, occurrence=int(payable.clawed_back * 100)))


def take_back_commission(refund: Payable, command: Command) -> None:
    """The bank has paid a refund: of each commission on the policy the part that belongs to it is clawed back, once,
    whatever the bank does with the payment later."""
    if refund.income_id is None or refund.commission_back is not None:
        return
    income = PremiumIncome.objects.get(pk=refund.income_id)
    back = NIL
    for commission in commissions_on(income):
        net, tax = _part(commission, refund.indemnity / income.net_now)
        if net > NIL:
            named = replace(command.then(f"claw-back:{commission.pk}"), reason=refund.number)
            claw_back(commission.pk, named, net=net, tax=tax)
            back += net + tax
    Payable.objects.filter(pk=refund.pk).update(commission_back=back)


def _part(commission: Payable, share: Decimal) -> tuple[Decimal, Decimal]:
    """The share of a commission with the tax of its invoice, at most what was not clawed back before."""
    net = to_cents(commission.indemnity * share)
    left = commission.amount + commission.offset - commission.clawed_back
    rate = commission.tax / commission.indemnity if commission.indemnity else NIL
    tax = to_cents(net * rate)
    if net + tax <= left:
        return net, tax
    tax = to_cents(left * rate / (1 + rate))
    return left - tax, tax
