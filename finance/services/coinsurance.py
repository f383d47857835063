"""The leader pays its co-insurers what it collected for them (domain 5.7, JE-32)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from core.money import whole_cents
from core.workflow.command import Command
from finance.models import Payable
from finance.rules.payables import Purpose
from finance.selectors.payees import account_behind
from finance.services.payables import Debt
from finance.services.premium_changes import owe


@dataclass(frozen=True, slots=True, kw_only=True)
class CoinsurerDue:
    """What a statement says is owed to a co-insurer; ``payees`` are the customers that may be meant by its name,
    ``account_token`` one of their accounts."""

    document_kind: str
    document_id: int
    document_number: str
    unit_id: int
    amount: Decimal
    account_token: str
    payees: Collection[int]
    reason: str


def owe_coinsurer(command: Command, due: CoinsurerDue) -> Payable:
    """Open the debt with its payment order: four other people sign before the bank pays, and only then is it booked.
    Commission and fees are not netted (domain 5.7: the part is paid gross)."""
    account = account_behind(due.account_token)
    debt = Debt(
        purpose=Purpose.COINSURANCE,
        document_kind=due.document_kind,
        document_id=due.document_id,
        document_number=due.document_number,
        case=f"{due.document_kind}:{due.document_id}",
        unit_id=due.unit_id,
        line="",
        payee_id=account.belongs_to or 0,
        payee_name=account.holder,
        bank_name=account.bank_name,
        account=account.number if account.usable else "",
        net=whole_cents(due.amount),
        reason=due.reason[:200],
        entered_by_id=command.actor.staff_id,
    )
    return owe(command, debt, payees=due.payees, step=f"coinsurer:{due.document_kind}:{due.document_id}")
