"""Premium of an issued policy that changes before its cover begins, or that is owed after its change was issued: items
on the document of the first premium, which are income when the rest is (domain 4.4, 9.3; JE-01, JE-03, JE-10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.money import net_of_tax, whole_cents
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from finance.models import PremiumIncome, Receivable
from finance.rules.accounts import Use
from finance.rules.entries import NIL
from finance.rules.lifecycles import premium_income, receivable
from finance.rules.payables import Parts, Purpose
from finance.rules.premium_entries import premium_earning
from finance.selectors.payers import payees_of, payers_of
from finance.selectors.receivables import next_addition, paid_for, refundable
from finance.services.advance_return import give_back, give_back_debt
from finance.services.booking import Booking, Document, book
from finance.services.clawbacks import MoreThanPaid
from finance.services.premium import AmountsDisagree
from finance.services.premium_changes import debt_about, owe
from organisation.public import system_actor


@creation(Receivable, receivable.OPEN)
def open_advance_addition(
    command: Command,
    /,
    *,
    income_id: int,
    gross: Decimal,
    due_on: date,
    reason: str,
    pays: tuple[date | None, date | None] = (None, None),
    reference: str = "",
) -> Receivable:
    """A further item on the document of the first premium: more of a policy that has not begun, or what will be owed.
    ``pays`` are the days it is for when these are not those of the whole contract."""
    income = PremiumIncome.objects.select_related("unit").get(pk=income_id)
    if gross <= 0:
        raise AmountsDisagree(_("Enter an amount above nil."), field="gross")
    first = paid_for(income)
    item = Receivable(
        document_kind=income.premium_kind,
        document_id=income.premium_id,
        document_number=first.document_number or income.document_number,
        instalment=next_addition(income),
        case_ref=income.case(),
        line=income.line,
        payer_id=first.payer_id or 0,
        payer_name=first.payer_name,
        premium=whole_cents(gross),
        tax_rate=first.tax_rate,
        amount=whole_cents(gross),
        due_on=due_on,
        cover_start=income.cover_start,
        salesperson_id=first.salesperson_id,
        addition=True,
        reason=reason[:200],
        reference=reference,
        pays_from=pays[0],
        pays_until=pays[1],
    )
    item.set_unit(income.unit)
    return item


def enlarge_by(command: Command, income: PremiumIncome, item: Receivable) -> None:
    """The endorsement is issued on an addition that was paid: the policy costs more from its first day on."""
    enlarge(income.pk, command.then(f"enlarge:{item.pk}"), item_id=item.pk)


@transition(PremiumIncome, premium_income.ENLARGE)
def enlarge(income: PremiumIncome, command: Command, /, *, item_id: int) -> None:
    """Income of the start of cover; when the clock has recognised the first premium meanwhile, this is income now."""
    grow(income, command, Receivable.objects.get(pk=item_id))


def grow(income: PremiumIncome, command: Command, item: Receivable) -> None:
    """The policy costs more by an item. Where its premium is income already this is income too, and owed as far as it
    is not paid."""
    advance = item.premium if item.state == receivable.SETTLED else NIL
    net, tax = net_of_tax(item.premium, item.tax_rate)
    income.more_net, income.more_tax = income.more_net + net, income.more_tax + tax
    if income.state == premium_income.WAITING:
        return
    income.unearned += net
    premium = Document(kind=income.premium_kind, id=income.premium_id, number=item.document_number)
    book(
        command,
        Booking(
            entry=premium_earning(net, tax, advance=advance),
            unit_id=income.unit_id,
            line=income.line,
            document=Document(kind=income.document_kind, id=income.document_id, number=income.document_number),
            overrides={Use.PREMIUM_ADVANCE: premium, Use.PREMIUM_RECEIVABLE: premium},
            source=("finance.premium_income", income.pk),
            occurrence=item.instalment,
            salesperson_id=item.salesperson_id,
            counterparty_id=item.payer_id,
            counterparty_name=item.payer_name,
        ),
    )


@transition(PremiumIncome, premium_income.REDUCE)
def reduce_before_start(income: PremiumIncome, command: Command, /, *, gross: Decimal, account_token: str) -> None:
    """Less premium from the first day on: what was paid too much goes back out of the advance (JE-10)."""
    first = paid_for(income)
    left = refundable(income)
    if not 0 < gross <= left or gross >= income.gross_now:
        raise MoreThanPaid(
            _("At most %(left)s of the premium received can go back.") % {"left": left},
            details={"value": str(gross), "limit": str(left)},
            field="gross",
        )
    net, tax = net_of_tax(whole_cents(gross), first.tax_rate)
    income.more_net, income.more_tax = income.more_net - net, income.more_tax - tax
    debt = replace(
        debt_about(income, command, Purpose.ADVANCE_RETURN, account_token, Parts(net=whole_cents(gross))),
        document_kind=income.premium_kind,
        document_id=income.premium_id,
        document_number=first.document_number,
    )
    owe(command, debt, payees=payees_of(income), step=f"less:{income.pk}")


def give_back_addition(command: Command, item: Receivable, *, account_token: str) -> None:
    """The endorsement is not issued: its premium goes back to the payer, and the item ends."""
    debt = give_back_debt(item, item.premium, command, account_token)
    owe(
        command,
        debt,
        payees=payers_of([(item.document_kind, item.document_id)]).parties,
        step=f"return-addition:{item.pk}",
    )
    give_back(item.pk, command.acting_as(system_actor("ledger", unit_id=item.unit_id), f"give-back:{item.pk}"))
