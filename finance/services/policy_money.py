"""What underwriting decides about the premium of an issued policy, done by the ledger in the name of its unit: the
additional premium and refunds of endorsements, voidances and endings (domain 5.9, 9.5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from core.crypto import blind_index
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import NotPossible
from finance.models import Payable, PremiumIncome, Receivable
from finance.rules.entries import NIL
from finance.rules.lifecycles import payment, premium_income, receivable
from finance.rules.payables import Purpose
from finance.selectors.payees import account_behind, accounts_to_choose
from finance.selectors.receivables import changed_since, paid_on
from finance.services import premium_changes
from finance.services.booking import day_of
from finance.services.payables import ACCOUNT_INDEX
from finance.services.premium import bind_receivable, cancel_receivable, recognise_premium
from organisation.public import system_actor


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyMoney:
    """Where a policy stands in the books: whether its premium is income, what came in, what may go back, and from
    and to whom."""

    recognised: bool
    paid: Decimal
    refundable: Decimal
    owed: Decimal
    payer_id: int | None
    payer_name: str
    vehicle_tax: Decimal


def policy_money(kind: str, pk: int) -> PolicyMoney:
    """How the money of a policy stands. Raises ``PremiumIncome.DoesNotExist`` for one that was never issued."""
    income = PremiumIncome.objects.get(document_kind=kind, document_id=pk)
    first = paid_on(income.premium_kind, income.premium_id)
    return PolicyMoney(
        recognised=income.state == premium_income.RECOGNISED,
        paid=first.premium,
        refundable=first.premium + changed_since(income),
        owed=max(income.gross - first.premium, NIL),
        payer_id=first.payer_id,
        payer_name=first.payer_name,
        vehicle_tax=first.vehicle_tax,
    )


def payer_accounts(kind: str, pk: int) -> list[tuple[str, str]]:
    """Accounts of the one who paid: money goes back the way it came."""
    income = PremiumIncome.objects.get(document_kind=kind, document_id=pk)
    payer = paid_on(income.premium_kind, income.premium_id).payer_id
    return accounts_to_choose([payer] if payer else [])


def refunds_to(account_token: str, *, since: date, number: str) -> int:
    """Refunds of premium to the holder of an account since a day, those of ``number`` left out."""
    found = Payable.objects.filter(purpose=Purpose.REFUND, created_at__date__gte=since).exclude(state=payment.WITHDRAWN)
    wanted = blind_index(ACCOUNT_INDEX, account_behind(account_token).number)
    return found.filter(account_index=wanted).exclude(income__document_number=number).count()


def add_policy_premium(
    command: Command, kind: str, pk: int, *, gross: Decimal, due_on: date, pays_until: date | None = None
) -> int:
    """Additional premium of a running policy becomes due; the instalment by which it is known. With ``pays_until`` it
    is for the days after the present end of cover up to that one."""
    income = _begun(command, kind, pk)
    premium_changes.add_premium(
        income.pk,
        _ledger(command, income, "add"),
        gross=gross,
        due_on=due_on,
        pays_from=income.cover_end + timedelta(days=1) if pays_until else None,
        pays_until=pays_until,
    )
    latest = Receivable.objects.filter(income=income).order_by("-instalment").first()
    return latest.instalment if latest else 0


def cancel_policy_premium(command: Command, kind: str, pk: int, *, instalment: int) -> None:
    """The endorsement is not issued: what is due on it is due no more."""
    item = Receivable.objects.get(document_kind=kind, document_id=pk, instalment=instalment)
    if item.state == receivable.SETTLED:
        raise NotPossible(_("Premium was received. Refund it first."))
    cancel_receivable(item.pk, _ledger(command, item, "cancel-addition"))


def bind_policy_premium(command: Command, kind: str, pk: int, *, instalment: int) -> None:
    """Something is issued on this item of premium: it is there, and its receipt is voided no more."""
    item = Receivable.objects.exclude(state=receivable.CANCELLED).get(
        document_kind=kind, document_id=pk, instalment=instalment
    )
    bind_receivable(item.pk, _ledger(command, item, "bind"))


def extend_policy_premium(command: Command, kind: str, pk: int, *, cover_end: date) -> None:
    """An extension was issued: the books know the later end of cover."""
    income = _begun(command, kind, pk)
    extend_cover(income.pk, _ledger(command, income, "extend"), cover_end=cover_end)


@transition(PremiumIncome, premium_income.EXTEND)
def extend_cover(income: PremiumIncome, command: Command, /, *, cover_end: date) -> None:
    """The premium of the agreed time stays earned by its own days; the addition has its own."""
    del command
    if cover_end <= income.cover_end:
        raise NotPossible(_("The new last day comes after the present one."), field="end_on")
    income.agreed_end = income.agreed_end or income.cover_end
    income.cover_end = cover_end


def refund_policy_premium(
    command: Command, kind: str, pk: int, *, gross: Decimal, account_token: str, cancelled_on: date | None
) -> None:
    """Premium goes back; with ``cancelled_on`` the last day of cover, when the policy ends with it."""
    income = _begun(command, kind, pk)
    premium_changes.refund_premium(
        income.pk,
        _ledger(command, income, "refund"),
        gross=gross,
        account_token=account_token,
        cancelled_on=cancelled_on,
    )


def void_policy_premium(command: Command, kind: str, pk: int, *, account_token: str, back: Decimal) -> None:
    """The policy never begins: ``back`` of its premium goes back, what is left is the agreed fee (JE-10)."""
    income = _income(kind, pk)
    premium_changes.void_before_start(
        income.pk, _ledger(command, income, "void"), account_token=account_token, back=back
    )


def end_policy_premium(command: Command, kind: str, pk: int, *, last_day: date) -> None:
    """Cover ends and nothing goes back: what is unearned is released with the next measure."""
    income = _begun(command, kind, pk)
    end_cover(income.pk, _ledger(command, income, "end"), last_day=last_day)


@transition(PremiumIncome, premium_income.END)
def end_cover(income: PremiumIncome, command: Command, /, *, last_day: date) -> None:
    """No cover after this day (total loss, rescission without refund)."""
    del command
    income.ended_on = min(max(last_day, income.cover_start - timedelta(days=1)), income.cover_end)


def _begun(command: Command, kind: str, pk: int) -> PremiumIncome:
    """The income of a policy; one whose cover has begun is recognised now if the clock has not come to it yet."""
    income = _income(kind, pk)
    if income.state == premium_income.WAITING and income.cover_start <= day_of(command):
        return recognise_premium(income.pk, _ledger(command, income, "recognise"))
    return income


def _income(kind: str, pk: int) -> PremiumIncome:
    return PremiumIncome.objects.get(document_kind=kind, document_id=pk)


def _ledger(command: Command, owner: PremiumIncome | Receivable, step: str) -> Command:
    """The ledger writes down why in the words of the endorsement."""
    named = replace(command, reason=command.reason or owner.document_number)
    return named.acting_as(system_actor("ledger", unit_id=owner.unit_id), step)
