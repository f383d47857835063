"""Additional premium of a policy that may be paid after its endorsement was issued: opened for each payment, owed and
income from the issue on (domain 5.8, 9.3; JE-03, JE-04)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from core.workflow.command import Command
from core.workflow.engine import transition
from finance.models import PremiumIncome, Receivable
from finance.rules.lifecycles import premium_income, receivable
from finance.services.policy_money import begun, income_of, ledger
from finance.services.premium import charge_receivable
from finance.services.premium_before_cover import grow, open_advance_addition


def owe_policy_premium(
    command: Command,
    kind: str,
    pk: int,
    *,
    payments: Sequence[tuple[Decimal, date]],
    pays: tuple[date, date | None],
) -> list[int]:
    """Additional premium that may be paid after its endorsement is issued: one item for each payment, by its number.
    ``pays`` are the days it is for, until the end of the contract when no last one is told."""
    income = begun(command, kind, pk)
    own_days = (pays[0] if pays[0] > income.cover_start else None, pays[1])
    numbers = []
    for place, (gross, due_on) in enumerate(payments, start=1):
        step = ledger(command, income, f"owe:{place}")
        item = open_advance_addition(
            step, income_id=income.pk, gross=gross, due_on=due_on, reason=step.reason, pays=own_days
        )
        numbers.append(int(item.instalment))
    return numbers


def charge_policy_premium(command: Command, kind: str, pk: int, *, instalments: Sequence[int]) -> None:
    """An endorsement is issued on items of which some are not paid: they are owed, and income as the rest (JE-03)."""
    income = income_of(kind, pk)
    owe_additions(income.pk, ledger(command, income, "charge"), instalments=instalments)


@transition(PremiumIncome, premium_income.OWE)
def owe_additions(income: PremiumIncome, command: Command, /, *, instalments: Sequence[int]) -> None:
    """The policy costs more by each of the items, whether it is paid or not."""
    items = Receivable.objects.filter(document_kind=income.premium_kind, document_id=income.premium_id, addition=True)
    items = items.filter(instalment__in=instalments).exclude(state=receivable.CANCELLED)
    for item in items.order_by("instalment"):
        charge_receivable(item.pk, command.then(f"charge:{item.pk}"))
        grow(income, command, item)


def unpaid_of_policy(kind: str, pk: int, *, instalments: Sequence[int]) -> list[int]:
    """Those of the items that wait for their money."""
    if not instalments:
        return []
    income = income_of(kind, pk)
    due = Receivable.objects.filter(document_kind=income.premium_kind, document_id=income.premium_id, addition=True)
    due = due.filter(instalment__in=instalments, state=receivable.DUE)
    return list(due.order_by("instalment").values_list("instalment", flat=True))
