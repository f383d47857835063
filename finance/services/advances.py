"""Advances on claims (JE-18) and vehicle tax paid over to the tax office (JE-11)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from core import locks
from core.money import whole_cents
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible, RuleRefusal
from finance.models import AccountingPeriod, Payable
from finance.rules.entries import NIL
from finance.rules.lifecycles import payment, period
from finance.rules.payables import Purpose
from finance.selectors.payees import account_behind, holder_of
from finance.selectors.payments import advances_of, is_owed, vehicle_tax_to_remit
from finance.services.payables import Debt, hold_reserve, opened
from finance.services.payments import request_payment
from finance.services.premium_changes import owe
from organisation.public import system_actor


class AboveReserve(RuleRefusal):
    """More would be advanced than is reserved for the claim."""

    code = "above_reserve"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAdvance:
    """Part of a claim whose final amount is not known yet (Insurance Law art. 25)."""

    claim_kind: str
    claim_id: int
    claim_number: str
    case: str
    unit_id: int
    line: str
    amount: Decimal
    account_token: str
    reason: str


@transaction.atomic
def advance_claim(command: Command, advance: ClaimAdvance) -> Payable:
    """Owe an advance and order its payment."""
    payable = open_advance(command, advance=advance)
    ledger = command.acting_as(system_actor("ledger", unit_id=advance.unit_id), f"advance-order:{payable.pk}")
    request_payment(ledger, payable_id=payable.pk)
    return payable


@creation(Payable, payment.ADVANCE)
def open_advance(command: Command, /, *, advance: ClaimAdvance) -> Payable:
    """Several advances of a claim together stay within what is reserved for it."""
    _refuse_above_reserve(advance)
    account = account_behind(advance.account_token)
    debt = Debt(
        purpose=Purpose.CLAIM_ADVANCE,
        document_kind=advance.claim_kind,
        document_id=advance.claim_id,
        document_number=advance.claim_number,
        case=advance.case,
        unit_id=advance.unit_id,
        line=advance.line,
        payee_id=account.belongs_to or 0,
        payee_name=holder_of(advance.account_token),
        bank_name=account.bank_name,
        account=account.number if account.usable else "",
        net=whole_cents(advance.amount),
        reason=advance.reason,
        entered_by_id=command.actor.staff_id,
    )
    return opened(command, debt)


def _refuse_above_reserve(advance: ClaimAdvance) -> None:
    reserve = hold_reserve(advance.claim_kind, advance.claim_id, advance.line)
    if is_owed(advance.claim_kind, advance.claim_id, advance.line):
        raise NotPossible(_("This claim is approved and owed already; nothing is advanced any more."))
    reserved = reserve.amount if reserve else NIL
    already = advances_of(advance.claim_kind, advance.claim_id)
    if advance.amount <= 0 or advance.amount + already > reserved:
        raise AboveReserve(
            _("%(reserved)s is reserved and %(already)s is advanced already.")
            % {"reserved": reserved, "already": already},
            details={"value": str(advance.amount + already), "limit": str(reserved)},
            field="amount",
        )


@transition(AccountingPeriod, period.REMIT)
def remit_vehicle_tax(found: AccountingPeriod, command: Command, /, *, account_token: str) -> None:
    """Vehicle tax collected up to the end of the month and not remitted yet goes to the tax office."""
    locks.hold(f"finance.remit_vehicle_tax:{found.unit_id}")  # two months of one unit hold the same tax
    amount = vehicle_tax_to_remit(found.unit, found.month)
    if amount <= 0:
        raise NotPossible(_("No vehicle tax remains to be paid over."))
    account = account_behind(account_token)
    debt = Debt(
        purpose=Purpose.VEHICLE_TAX,
        document_kind=AccountingPeriod.lifecycle.kind,
        document_id=found.pk,
        document_number=found.audit_number(),
        case=f"{AccountingPeriod.lifecycle.kind}:{found.pk}",
        unit_id=command.actor.unit_id or found.unit_id,
        line="",
        payee_id=account.belongs_to or 0,
        payee_name=holder_of(account_token),
        bank_name=account.bank_name,
        account=account.number if account.usable else "",
        net=amount,
        reason=found.audit_number(),
        entered_by_id=command.actor.staff_id,
    )
    owe(command, debt, payees=[account.belongs_to or 0], step="vehicle-tax")
