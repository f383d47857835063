"""A policy goes over to another policyholder: what is open is owed by the new one, what goes back goes to the new one
(Insurance Law, article 49)."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from core.workflow.command import Command
from core.workflow.engine import creation, transition
from finance.models import PremiumIncome, Receivable
from finance.rules.lifecycles import premium_income, receivable
from finance.services.premium import cancel_receivable
from organisation.public import system_actor


def pass_policy_premium(command: Command, kind: str, pk: int, *, payer_id: int, payer_name: str) -> None:
    """From now on another customer stands in the contract."""
    income = PremiumIncome.objects.get(document_kind=kind, document_id=pk)
    ledger = replace(command, reason=command.reason or income.document_number).acting_as(
        system_actor("ledger", unit_id=income.unit_id), f"pass:{income.pk}"
    )
    pass_on(income.pk, ledger, payer_id=payer_id, payer_name=payer_name)
    first = Q(document_kind=income.premium_kind, document_id=income.premium_id)
    for item in Receivable.objects.filter(first | Q(income=income), state=receivable.DUE).order_by("pk"):
        step = ledger.then(f"item:{item.pk}")
        cancel_receivable(item.pk, step)
        open_in_the_name_of(step.then("anew"), item_id=item.pk, payer_id=payer_id, payer_name=payer_name)


@transition(PremiumIncome, premium_income.PASS_ON)
def pass_on(income: PremiumIncome, command: Command, /, *, payer_id: int, payer_name: str) -> None:
    """The customer of the contract is another one than who paid first."""
    del command
    income.holder_id, income.holder_name = payer_id, payer_name


@creation(Receivable, receivable.OPEN)
def open_in_the_name_of(command: Command, /, *, item_id: int, payer_id: int, payer_name: str) -> Receivable:
    """The same item under the same number; who owes it is another."""
    item = Receivable.objects.select_related("unit").get(pk=item_id)
    same = {name: getattr(item, name) for name in KEPT}
    made = Receivable(payer_id=payer_id, payer_name=payer_name, **same)
    made.set_unit(item.unit)
    return made


KEPT = (
    "document_kind",
    "document_id",
    "document_number",
    "instalment",
    "case_ref",
    "line",
    "premium",
    "tax_rate",
    "vehicle_tax",
    "amount",
    "due_on",
    "cover_start",
    "salesperson_id",
    "income_id",
    "net",
    "followers",
    "addition",
    "reason",
    "pays_from",
    "pays_until",
    "bound_at",
    "on_credit",
)
