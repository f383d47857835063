"""What underwriting decides about the premium of an issued policy, done by the ledger in the name of its unit: the
additional premium and refunds of endorsements, voidances and endings (domain 5.9, 9.5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from core.crypto import blind_index
from core.money import net_of_tax
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import NotPossible
from finance.models import Payable, PremiumIncome, Receivable
from finance.rules.accounts import Use
from finance.rules.entries import NIL
from finance.rules.lifecycles import payment, premium_income, receivable
from finance.rules.payables import Purpose
from finance.rules.premium_entries import premium_set_off
from finance.selectors.payees import account_behind, accounts_to_choose
from finance.selectors.payers import payers_of_policy
from finance.selectors.receivables import next_instalment, paid_for, with_changes
from finance.services import premium_changes
from finance.services.booking import Booking, Document, book, day_of
from finance.services.payables import ACCOUNT_INDEX
from finance.services.premium import (
    PremiumDue,
    bind_receivable,
    cancel_receivable,
    open_receivable,
    recognise_premium,
)
from finance.services.premium_before_cover import (
    enlarge_by,
    give_back_addition,
    open_advance_addition,
    reduce_before_start,
)
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
    income = with_changes(PremiumIncome.objects.all()).get(document_kind=kind, document_id=pk)
    first = paid_for(income)
    return PolicyMoney(
        recognised=income.state == premium_income.RECOGNISED,
        paid=first.premium,
        refundable=first.premium + income.changed,
        owed=max(income.gross_now - first.premium, NIL),
        payer_id=first.payer_id,
        payer_name=first.payer_name,
        vehicle_tax=first.vehicle_tax,
    )


def payer_accounts(kind: str, pk: int) -> list[tuple[str, str]]:
    """Accounts to which premium may go back: of the one who paid, then of the policyholder."""
    return accounts_to_choose(payers_of_policy(kind, pk).parties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a refund goes: whether it may, and whether in another name than those that paid – the finance director
    releases such a refund."""

    allowed: bool
    elsewhere: bool


def destination(kind: str, pk: int, account_token: str) -> Destination:
    """Of an account that was chosen for a refund."""
    payers, account = payers_of_policy(kind, pk), account_behind(account_token)
    own = account.belongs_to in payers.parties
    allowed = account.usable and (own or account_token in dict(accounts_to_choose(payers.parties)))
    known = account.holder in payers.names or account.belongs_to in payers.keepers
    return Destination(allowed=allowed, elsewhere=bool(payers.names) and not known)


def refunds_to(account_token: str, *, since: date, number: str) -> int:
    """Refunds of premium to the holder of an account since a day, those of ``number`` left out."""
    found = Payable.objects.filter(purpose=Purpose.REFUND, created_at__date__gte=since).exclude(state=payment.WITHDRAWN)
    wanted = blind_index(ACCOUNT_INDEX, account_behind(account_token).number)
    return found.filter(account_index=wanted).exclude(income__document_number=number).count()


def add_policy_premium(
    command: Command,
    kind: str,
    pk: int,
    *,
    gross: Decimal,
    due_on: date,
    pays_until: date | None = None,
    followers: Decimal = NIL,
    reference: str = "",
) -> int:
    """Additional premium of a running policy becomes due; the instalment by which it is known. With ``pays_until`` it
    is for the days after the present end of cover up to that one. ``followers`` is the co-insurers' part of it,
    ``reference`` the paper with which the customer comes to pay."""
    income = begun(command, kind, pk)
    if income.state == premium_income.WAITING:
        return _add_before_cover(command, income, gross=gross, due_on=due_on, followers=followers, reference=reference)
    premium_changes.add_premium(
        income.pk,
        ledger(command, income, "add"),
        gross=gross,
        due_on=due_on,
        pays_from=income.cover_end + timedelta(days=1) if pays_until else None,
        pays_until=pays_until,
        followers=followers,
        reference=reference,
    )
    latest = Receivable.objects.filter(income=income).order_by("-instalment").first()
    return latest.instalment if latest else 0


def _add_before_cover(
    command: Command, income: PremiumIncome, *, gross: Decimal, due_on: date, followers: Decimal, reference: str
) -> int:
    """Cover has not begun: more premium in advance."""
    _refuse_shared(followers)
    step = ledger(command, income, "add-before")
    item = open_advance_addition(
        step, income_id=income.pk, gross=gross, due_on=due_on, reason=step.reason, reference=reference
    )
    return int(item.instalment)


def _refuse_shared(followers: Decimal) -> None:
    if followers:
        raise NotPossible(
            _("The premium of a co-insured contract is not changed before cover begins: void it and issue it anew.")
        )


def item_of(kind: str, pk: int, instalment: int) -> Receivable:
    """An item of premium of a policy by its number: on the policy, or before cover on its first document."""
    found = Receivable.objects.exclude(state=receivable.CANCELLED).filter(instalment=instalment)
    own = found.filter(document_kind=kind, document_id=pk).first()
    if own is not None:
        return own
    income = income_of(kind, pk)
    return found.get(document_kind=income.premium_kind, document_id=income.premium_id, addition=True)


def cancel_policy_premium(command: Command, kind: str, pk: int, *, instalment: int) -> None:
    """The endorsement is not issued: what is due on it is due no more."""
    item = item_of(kind, pk, instalment)
    if item.state == receivable.SETTLED:
        raise NotPossible(_("Premium was received. Refund it first."))
    cancel_receivable(item.pk, ledger(command, item, "cancel-addition"))


def bind_policy_premium(command: Command, kind: str, pk: int, *, instalment: int) -> None:
    """Something is issued on this item of premium: it is there, and its receipt is voided no more."""
    item = item_of(kind, pk, instalment)
    bind_receivable(item.pk, ledger(command, item, "bind"))
    if item.addition:
        enlarge_by(ledger(command, item, "more"), income_of(kind, pk), item)


def give_back_policy_premium(
    command: Command, kind: str, pk: int, *, instalment: int, account_token: str, followers: Decimal = NIL
) -> None:
    """An item that was paid and on which nothing is issued any more goes back to the payer."""
    item = item_of(kind, pk, instalment)
    if item.addition:
        give_back_addition(command, item, account_token=account_token)
        return
    bind_receivable(item.pk, ledger(command, item, "bind"))
    gross = item.premium
    refund_policy_premium(
        command, kind, pk, gross=gross, account_token=account_token, cancelled_on=None, followers=followers
    )


def extend_policy_premium(command: Command, kind: str, pk: int, *, cover_end: date) -> None:
    """An extension was issued: the books know the later end of cover."""
    income = begun(command, kind, pk)
    extend_cover(income.pk, ledger(command, income, "extend"), cover_end=cover_end)


@transition(PremiumIncome, premium_income.EXTEND)
def extend_cover(income: PremiumIncome, command: Command, /, *, cover_end: date) -> None:
    """The premium of the agreed time stays earned by its own days; the addition has its own."""
    del command
    if cover_end <= income.cover_end:
        raise NotPossible(_("The new last day comes after the present one."), field="end_on")
    if income.state == premium_income.RECOGNISED:
        income.agreed_end = income.agreed_end or income.cover_end
    income.cover_end = cover_end


def refund_policy_premium(
    command: Command,
    kind: str,
    pk: int,
    *,
    gross: Decimal,
    account_token: str,
    cancelled_on: date | None,
    followers: Decimal = NIL,
) -> None:
    """Premium goes back; with ``cancelled_on`` the last day of cover, when the policy ends with it."""
    income = begun(command, kind, pk)
    if income.state == premium_income.WAITING and cancelled_on is None:
        _refuse_shared(followers)
        step = ledger(command, income, "less")
        reduce_before_start(income.pk, step, gross=gross, account_token=account_token)
        return
    premium_changes.refund_premium(
        income.pk,
        ledger(command, income, "refund"),
        gross=gross,
        account_token=account_token,
        cancelled_on=cancelled_on,
        followers=followers,
    )


def void_policy_premium(
    command: Command,
    kind: str,
    pk: int,
    *,
    account_token: str,
    back: Decimal,
    followers: Decimal = NIL,
    followers_fee: Decimal = NIL,
) -> None:
    """The policy never begins: ``back`` of its premium goes back, what is left is the agreed fee (JE-10); what is not
    paid is due no more."""
    income = income_of(kind, pk)
    _cancel_open(income, command)
    premium_changes.void_before_start(
        income.pk,
        ledger(command, income, "void"),
        account_token=account_token,
        back=back,
        followers=followers,
        followers_fee=followers_fee,
    )


def _cancel_open(income: PremiumIncome, command: Command) -> Decimal:
    """What is still due on the premium of a policy is due no more; how much that was."""
    items = Receivable.objects.filter(
        document_kind=income.premium_kind, document_id=income.premium_id, state=receivable.DUE
    )
    total = NIL
    for item in items.order_by("pk"):
        cancel_receivable(item.pk, ledger(command, item, f"cancel:{item.pk}"))
        total += item.premium
    return total


def set_off_policy_premium(command: Command, kind: str, pk: int, *, gross: Decimal, last_day: date) -> None:
    """The policy ends while instalments are owed: ``gross`` of them is not earned and owed no more, what is left of
    them is due at once (domain 5.9, A3)."""
    income = begun(command, kind, pk)
    reduce_owed(income.pk, ledger(command, income, "set-off"), gross=gross, last_day=last_day)


@transition(PremiumIncome, premium_income.SET_OFF)
def reduce_owed(income: PremiumIncome, command: Command, /, *, gross: Decimal, last_day: date) -> None:
    """Income, tax and what is owed go down together, with the unearned premium that belonged to them."""
    due = Receivable.objects.filter(document_kind=income.premium_kind, document_id=income.premium_id)
    example = due.order_by("-instalment")[0]
    left = _cancel_open(income, command) - gross
    if left < NIL:
        raise NotPossible(_("Premium came in meanwhile. Send the entry back to be worked out again."))
    net, tax = net_of_tax(gross, example.tax_rate)
    released = min(net, income.unearned)
    income.unearned -= released
    income.ended_on = last_day
    book(
        command,
        Booking(
            entry=premium_set_off(net, tax, unearned_released=released),
            unit_id=income.unit_id,
            line=income.line,
            document=Document(kind=income.document_kind, id=income.document_id, number=income.document_number),
            overrides={
                Use.PREMIUM_RECEIVABLE: Document(
                    kind=income.premium_kind, id=income.premium_id, number=example.document_number
                )
            },
            source=("finance.premium_income", income.pk),
            occurrence=1,
            counterparty_id=example.payer_id,
            counterparty_name=example.payer_name,
        ),
    )
    if left:
        open_receivable(command.then("rest"), due=_rest_of(income, example, left, on=day_of(command)))


def _rest_of(income: PremiumIncome, example: Receivable, left: Decimal, *, on: date) -> PremiumDue:
    """What was earned and is not paid: one item, due at once."""
    return PremiumDue(
        document_kind=income.premium_kind,
        document_id=income.premium_id,
        document_number=example.document_number,
        case=example.case_ref,
        unit_id=income.unit_id,
        line=income.line,
        payer_id=example.payer_id,
        payer_name=example.payer_name,
        gross=left,
        tax_rate=example.tax_rate,
        due_on=on,
        cover_start=income.cover_start,
        salesperson_id=example.salesperson_id,
        instalment=next_instalment(income.premium_kind, income.premium_id),
    )


def end_policy_premium(command: Command, kind: str, pk: int, *, last_day: date) -> None:
    """Cover ends and nothing goes back: what is unearned is released with the next measure."""
    income = begun(command, kind, pk)
    end_cover(income.pk, ledger(command, income, "end"), last_day=last_day)


@transition(PremiumIncome, premium_income.END)
def end_cover(income: PremiumIncome, command: Command, /, *, last_day: date) -> None:
    """No cover after this day (total loss, rescission without refund)."""
    del command
    income.ended_on = min(max(last_day, income.cover_start - timedelta(days=1)), income.cover_end)


def begun(command: Command, kind: str, pk: int) -> PremiumIncome:
    """The income of a policy; one whose cover has begun is recognised now if the clock has not come to it yet."""
    income = income_of(kind, pk)
    if income.state == premium_income.WAITING and income.cover_start <= day_of(command):
        return recognise_premium(income.pk, ledger(command, income, "recognise"))
    return income


def income_of(kind: str, pk: int) -> PremiumIncome:
    return PremiumIncome.objects.get(document_kind=kind, document_id=pk)


def ledger(command: Command, owner: PremiumIncome | Receivable, step: str) -> Command:
    """The ledger writes down why in the words of the endorsement."""
    named = replace(command, reason=command.reason or owner.document_number)
    return named.acting_as(system_actor("ledger", unit_id=owner.unit_id), step)
