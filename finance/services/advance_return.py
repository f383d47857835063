"""Premium received for what was never issued: it goes back to the one who paid, whole (domain 9.5, JE-10)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import NotPossible
from finance.models import Receivable
from finance.rules.entries import NIL
from finance.rules.lifecycles import receivable
from finance.rules.payables import Purpose
from finance.selectors.payees import account_behind, accounts_to_choose, holder_of
from finance.selectors.payers import payers_of
from finance.selectors.receivables import issued_since, paid_on
from finance.services.payables import Debt
from finance.services.premium import cancel_receivable
from finance.services.premium_changes import owe
from organisation.public import system_actor


def accounts_of_payer(kind: str, document_ids: list[int]) -> list[tuple[str, str]]:
    """Accounts of whoever paid for some documents, then of the policyholder: money goes back the way it came."""
    return accounts_to_choose(payers_of((kind, pk) for pk in document_ids).parties)


def return_premium(command: Command, kind: str, pk: int, *, account_token: str) -> None:
    """What was received on a document goes back, nothing is due on it any more. Refused once a policy stands on it."""
    found = Receivable.objects.select_for_update(no_key=True).filter(document_kind=kind, document_id=pk, income=None)
    items = list(found.exclude(state=receivable.CANCELLED).order_by("instalment"))
    settled = [item for item in items if item.state == receivable.SETTLED]
    if not settled:
        raise NotPossible(_("No premium was received."))
    if any(item.bound_at for item in settled) or issued_since(kind, pk, settled[0].settled_at):
        raise NotPossible(_("A policy was issued on this premium. It is refunded by an endorsement."))
    first, paid = settled[0], paid_on(kind, pk)
    debt = give_back_debt(first, paid.premium, command, account_token, vehicle_tax=paid.vehicle_tax)
    owe(command, debt, payees=payers_of([(kind, pk)]).parties, step=f"return-premium:{first.pk}")
    ledger = command.acting_as(system_actor("ledger", unit_id=first.unit_id), f"give-back:{first.pk}")
    for item in items:
        step = ledger.then(str(item.pk))
        cancel_receivable(item.pk, step) if item.state == receivable.DUE else give_back(item.pk, step)


@transition(Receivable, receivable.GIVE_BACK)
def give_back(item: Receivable, command: Command, /) -> None:
    """The money of this item is owed to the payer again; the item ends."""
    item.settled_at = None


def give_back_debt(
    item: Receivable, premium: Decimal, command: Command, account_token: str, *, vehicle_tax: Decimal = NIL
) -> Debt:
    """What the payer of an item gets back."""
    account = account_behind(account_token)
    return Debt(
        purpose=Purpose.ADVANCE_RETURN,
        document_kind=item.document_kind,
        document_id=item.document_id,
        document_number=item.document_number,
        case=item.case_ref,
        unit_id=item.unit_id,
        line=item.line,
        payee_id=account.belongs_to or 0,
        payee_name=holder_of(account_token),
        bank_name=account.bank_name,
        account=account.number if account.usable else "",
        net=premium,
        tax=vehicle_tax,
        reason=command.reason[:200],
        entered_by_id=command.actor.staff_id,
    )
