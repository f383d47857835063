"""Additional premium of a policy that may be paid after its endorsement was issued: opened for each payment, owed and
income from the issue on (domain 5.8, 9.3; JE-03, JE-04)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import NotPossible
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
    """Additional premium that may be paid after its endorsement is issued (domain 5.8): one item for each payment, by
    its number. ``payments`` are gross in yuan, tax included, each with its last day; ``pays`` are the days they are
    for, until the end of the contract when no last one is told. Nothing is booked before the issue. Refused with
    ``AmountsDisagree`` for a payment of nothing."""
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
    """An endorsement is issued on items of which some are not paid: they are owed, and income as the rest (JE-03). Call
    it inside the command of the issue. Refused with ``NotPossible`` when one of the items is due no more."""
    income = income_of(kind, pk)
    owe_additions(income.pk, ledger(command, income, "charge"), instalments=instalments)


@transition(PremiumIncome, premium_income.OWE)
def owe_additions(income: PremiumIncome, command: Command, /, *, instalments: Sequence[int]) -> None:
    """The policy costs more by each of the items, whether it is paid or not."""
    items = list(_items(income, instalments).exclude(state=receivable.CANCELLED).order_by("instalment"))
    if len(items) != len(set(instalments)):
        raise NotPossible(_("Not all of the premium of this change is due any more; nothing is issued on it."))
    for item in items:
        charge_receivable(item.pk, command.then(f"charge:{item.pk}"))
        grow(income, command, item)


def unpaid_of_policy(kind: str, pk: int, *, instalments: Sequence[int]) -> list[int]:
    """Those of the items that wait for their money."""
    return _in_state(kind, pk, instalments, receivable.DUE)


def paid_of_policy(kind: str, pk: int, *, instalments: Sequence[int]) -> list[int]:
    """Those of the items whose money is there."""
    return _in_state(kind, pk, instalments, receivable.SETTLED)


def _in_state(kind: str, pk: int, instalments: Sequence[int], state: str) -> list[int]:
    if not instalments:
        return []
    found = _items(income_of(kind, pk), instalments).filter(state=state)
    return list(found.order_by("instalment").values_list("instalment", flat=True))


def _items(income: PremiumIncome, instalments: Sequence[int]) -> QuerySet[Receivable]:
    """Items that an endorsement added, by their numbers."""
    own = Receivable.objects.filter(document_kind=income.premium_kind, document_id=income.premium_id, addition=True)
    return own.filter(instalment__in=instalments)
