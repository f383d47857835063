"""What apps above finance may use. Facts go down as frozen dataclasses, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.refusals import NotPossible
from core.workflow.sets import Together
from finance.events import (
    PaymentBounced,
    PaymentSettled,
    ReceivableReinstated,
    ReceivableSettled,
    UnearnedMeasured,
)
from finance.models import Payable, PaymentOrder, Receipt, Receivable
from finance.models.receipts import Method, Relation
from finance.rules.accounts import Use
from finance.rules.lifecycles import payment as payment_states
from finance.rules.lifecycles import receivable as receivable_states
from finance.rules.lines import LINE_LABELS
from finance.rules.payables import Purpose
from finance.selectors.by_line import BookedOnDocument, booked_by_line, booked_on_documents, documents_by_line
from finance.selectors.coinsurance import Collected, Received, collected_on, received_on
from finance.selectors.credit import credit_given_to, overdue_by_sub_branch, overdue_of
from finance.selectors.ledger import BookedLine, entries_for
from finance.selectors.payable_refs import PayableRef, payable_ref, payables_among, payables_of
from finance.selectors.payees import accounts_to_choose
from finance.selectors.payments import advances_standing
from finance.selectors.taken import premium_taken_on
from finance.services import advances, payables, payments, premium, receipts, reinsurance
from finance.services.advance_return import accounts_of_payer, return_premium
from finance.services.advances import AboveReserve, ClaimAdvance
from finance.services.coinsurance import CoinsurerDue, owe_coinsurer
from finance.services.holds import PremiumHeld, hold_premium
from finance.services.payables import AdvanceNotSetOff, ClaimPayable, PayeeIncomplete, ReserveChange, ReserveMismatch
from finance.services.policy_money import (
    PolicyMoney,
    add_policy_premium,
    bind_policy_premium,
    cancel_policy_premium,
    destination,
    end_policy_premium,
    extend_policy_premium,
    give_back_policy_premium,
    payer_accounts,
    policy_money,
    refund_policy_premium,
    refunds_to,
    set_off_policy_premium,
    void_policy_premium,
)
from finance.services.premium import AmountsDisagree, PolicyIssued, PremiumDue
from finance.services.premium_on_credit import (
    charge_policy_premium,
    owe_policy_premium,
    paid_of_policy,
    unpaid_of_policy,
)
from finance.services.premium_transfer import pass_policy_premium
from finance.services.reinsurance import AccountSettled, ReinsuranceFact
from organisation.public import system_actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivableRef:
    """Premium due as the apps above see it."""

    id: int
    document_kind: str
    document_id: int
    instalment: int
    amount: Decimal
    state: str
    premium: Decimal
    due_on: date
    settled_at: datetime | None

    @property
    def settled(self) -> bool:
        return self.state == receivable_states.SETTLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Advances:
    """What was advanced on a claim: paid and not set off yet, and still on its way to the bank."""

    paid: Decimal
    under_way: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAttempt:
    """One attempt to pay a payable, as the apps above see it; ``failed`` attempts were replaced or wait for it."""

    id: int
    number: str
    payable_id: int
    payable_number: str
    payee_name: str
    amount: Decimal
    state: str
    label: str
    tone: str
    message: str
    at: datetime

    @property
    def failed(self) -> bool:
        return self.state in {payment_states.REJECTED, payment_states.REISSUED, payment_states.RETURNED}


def open_receivable(command: Command, due: PremiumDue) -> ReceivableRef:
    """Premium becomes due: one item per document and instalment."""
    return _receivable(premium.open_receivable(_ledger(command, _opening(due)), due=due))


def receive_premium(command: Command, document_kind: str, document_ids: list[int], *, bank_reference: str) -> str:
    """Confirm the whole premium of some documents as one POS receipt by the command's own actor; the receipt's number.

    The receipts desk has its own page; this door serves the demo branch and openings from another system."""
    items = Receivable.objects.filter(document_kind=document_kind, document_id__in=document_ids).order_by("pk")
    due = list(items.exclude(state=receivable_states.CANCELLED))
    receipt = receipts.enter_receipt(
        command,
        receivable_ids=tuple(item.pk for item in due),
        method=Method.POS,
        bank_reference=bank_reference,
        amount=sum((item.amount for item in due), Decimal(0)),
        payer_name=due[0].payer_name,
        payer_relation=Relation.SELF,
    )
    return receipt.number


def receive_instalment(
    command: Command, document_kind: str, document_id: int, *, instalment: int, bank_reference: str
) -> str:
    """``receive_premium`` for one instalment of a document."""
    items = Receivable.objects.filter(document_kind=document_kind, document_id=document_id, instalment=instalment)
    due = items.get(state=receivable_states.DUE)
    receipt = receipts.enter_receipt(
        command,
        receivable_ids=(due.pk,),
        method=Method.POS,
        bank_reference=bank_reference,
        amount=due.amount,
        payer_name=due.payer_name,
        payer_relation=Relation.SELF,
        identity_checked=True,
    )
    return receipt.number


def open_receivables(dues: Sequence[tuple[Command, PremiumDue]], together: Together) -> None:
    """``open_receivable`` for many documents, as a step of a running set."""
    orders = [(_ledger(command, _opening(due)), due) for command, due in dues]
    premium.open_receivables(orders, together)


def _opening(due: PremiumDue) -> str:
    return f"receivable:{due.document_kind}:{due.document_id}:{due.instalment}"


def cancel_receivable(command: Command, document_kind: str, document_id: int) -> None:
    """The document lapsed or was withdrawn before money came. Refused when money is there."""
    items = Receivable.objects.filter(document_kind=document_kind, document_id=document_id)
    open_items = list(items.exclude(state=receivable_states.CANCELLED).order_by("pk"))
    if any(item.state == receivable_states.SETTLED for item in open_items):
        raise NotPossible(_("Premium was received. Refund it first."))
    for item in open_items:
        premium.cancel_receivable(item.pk, _ledger(command, f"cancel-receivable:{item.pk}"))


def receivables_of(document_kind: str, document_id: int) -> tuple[ReceivableRef, ...]:
    """What is and was due on a document."""
    items = Receivable.objects.filter(document_kind=document_kind, document_id=document_id).order_by("instalment", "pk")
    return tuple(_receivable(item) for item in items)


def receipts_of(document_kind: str, document_ids: Iterable[int]) -> list[Receipt]:
    """Money that came in for these documents, the newest first."""
    paid = Receipt.objects.filter(
        items__receivable__document_kind=document_kind, items__receivable__document_id__in=list(document_ids)
    )
    return list(paid.distinct().order_by("-received_at", "-pk"))


@transaction.atomic
def record_issues(command: Command, policies: Sequence[PolicyIssued]) -> None:
    """Policies were issued together: income and unearned premium when cover starts (JE-02, JE-05)."""
    premium.record_issues(_ledger(command, "issue"), policies=policies)


def record_claim_reserves(command: Command, changes: Sequence[ReserveChange]) -> None:
    """Reserves of one claim changed, each line by its own change: the differences are posted (JE-19)."""
    if changes:
        claim = changes[0]
        step = f"reserves:{claim.claim_kind}:{claim.claim_id}"
        payables.change_reserves(_ledger(command, step), changes=changes)


@transaction.atomic
def open_payable(command: Command, claim: ClaimPayable) -> PayableRef:
    """A claim payment was approved: it is owed (JE-15) and a payment order goes to the finance centre."""
    step = f"payable:{claim.claim_kind}:{claim.claim_id}:{claim.line}:{claim.payee_id}"
    opening = _ledger(command, step)
    payable = payables.open_claim_payable(opening, claim=claim)
    payments.request_payment(opening.then("order"), payable_id=payable.pk)
    return payable_ref(payable)


def advance_claim(command: Command, advance: ClaimAdvance) -> PayableRef:
    """Part of a claim is paid before its amount is known (JE-18), within what is reserved."""
    return payable_ref(advances.advance_claim(command, advance))


def advances_on(claim_kind: str, claim_id: int) -> Advances:
    """What must be set off when the claim is owed."""
    paid, under_way = advances_standing(claim_kind, claim_id)
    return Advances(paid=paid, under_way=under_way)


def is_advance(payable_id: int) -> bool:
    """The payable is an advance, not the claim itself."""
    return Payable.objects.filter(pk=payable_id, purpose=Purpose.CLAIM_ADVANCE).exists()


def payment_attempts(claim_kind: str, claim_id: int) -> tuple[PaymentAttempt, ...]:
    """Every order that was made to pay a claim, the oldest first, with what the bank said."""
    orders = PaymentOrder.objects.filter(payable__claim_kind=claim_kind, payable__claim_id=claim_id)
    return tuple(_attempt(order) for order in orders.select_related("payable").order_by("pk"))


def record_reinsurance(command: Command, facts: Sequence[ReinsuranceFact]) -> int:
    """Premium, commission, unearned premium, recoveries and reserves of reinsurers, and the co-insurers' part of a
    premium (JE-25 … JE-29, JE-31): differences to what was booked before. Returns the number of entries."""
    step = "reinsurance:" + ",".join(f"{fact.source}:{fact.occurrence}" for fact in facts)
    return reinsurance.record(_ledger(command, step), facts)


def settle_reinsurance_account(command: Command, account: AccountSettled) -> None:
    """The balance of a reinsurer's account went through the bank (JE-30)."""
    step = f"reinsurance-account:{account.account_kind}:{account.account_id}"
    reinsurance.settle(_ledger(command, step), account)


def _ledger(command: Command, step: str) -> Command:
    """Finance's own part of the caller's command, done by the ledger in the name of the caller's unit."""
    return command.acting_as(system_actor("ledger", unit_id=command.actor.unit_id), step)


def _receivable(item: Receivable) -> ReceivableRef:
    return ReceivableRef(
        id=item.pk,
        document_kind=item.document_kind,
        document_id=item.document_id,
        instalment=item.instalment,
        amount=item.amount,
        state=item.state,
        premium=item.premium,
        due_on=item.due_on,
        settled_at=item.settled_at,
    )


def _attempt(order: PaymentOrder) -> PaymentAttempt:
    shown = payment_states.PAYMENT_ORDER.state(order.state)
    return PaymentAttempt(
        id=order.pk,
        number=order.number,
        payable_id=order.payable_id,
        payable_number=order.payable.number,
        payee_name=order.payee_name,
        amount=order.amount,
        state=order.state,
        label=_(shown.label),
        tone=shown.tone.value,
        message=order.bank_message,
        at=order.answered_at or order.sent_at or order.updated_at,
    )


__all__ = [
    "LINE_LABELS",
    "AboveReserve",
    "AccountSettled",
    "AdvanceNotSetOff",
    "Advances",
    "AmountsDisagree",
    "BookedLine",
    "BookedOnDocument",
    "ClaimAdvance",
    "ClaimPayable",
    "CoinsurerDue",
    "Collected",
    "PayableRef",
    "PayeeIncomplete",
    "PaymentAttempt",
    "PaymentBounced",
    "PaymentSettled",
    "PolicyIssued",
    "PolicyMoney",
    "PremiumDue",
    "PremiumHeld",
    "ReceivableRef",
    "ReceivableReinstated",
    "ReceivableSettled",
    "Received",
    "ReinsuranceFact",
    "ReserveChange",
    "ReserveMismatch",
    "UnearnedMeasured",
    "Use",
    "accounts_of_payer",
    "accounts_to_choose",
    "add_policy_premium",
    "advance_claim",
    "advances_on",
    "bind_policy_premium",
    "booked_by_line",
    "booked_on_documents",
    "cancel_policy_premium",
    "cancel_receivable",
    "charge_policy_premium",
    "collected_on",
    "credit_given_to",
    "destination",
    "documents_by_line",
    "end_policy_premium",
    "entries_for",
    "extend_policy_premium",
    "give_back_policy_premium",
    "hold_premium",
    "is_advance",
    "open_payable",
    "open_receivable",
    "open_receivables",
    "overdue_by_sub_branch",
    "overdue_of",
    "owe_coinsurer",
    "owe_policy_premium",
    "paid_of_policy",
    "pass_policy_premium",
    "payables_among",
    "payables_of",
    "payer_accounts",
    "payment_attempts",
    "policy_money",
    "premium_taken_on",
    "receivables_of",
    "receive_instalment",
    "receive_premium",
    "received_on",
    "record_claim_reserves",
    "record_issues",
    "record_reinsurance",
    "refund_policy_premium",
    "refunds_to",
    "return_premium",
    "set_off_policy_premium",
    "settle_reinsurance_account",
    "unpaid_of_policy",
    "void_policy_premium",
]
