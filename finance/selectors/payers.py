"""Who paid the premium of a document: money goes back the way it came (domain 5.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from finance.models import PremiumIncome, ReceiptItem
from finance.rules.lifecycles import receipt
from parties.public import parties_named

Document = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payers:
    """The names that the receipts say, and the customers to whom the money may go back: those who paid come first,
    then the policyholder."""

    names: frozenset[str]
    parties: tuple[int, ...]


def payers_of(documents: Iterable[Document]) -> Payers:
    """Of what was received on some documents. Somebody who paid for the policyholder is found when he is registered
    as a customer of the same branch."""
    asked = Q(pk=None)
    for kind, pk in documents:
        asked |= Q(receivable__document_kind=kind, receivable__document_id=pk)
    paid = ReceiptItem.objects.filter(asked, receipt__state=receipt.CONFIRMED)
    rows = set(
        paid.values_list(
            "receivable__payer_id", "receivable__payer_name", "receipt__payer_name", "receivable__branch_id"
        )
    )
    holders = sorted({holder for holder, _name, _paid, _branch in rows if holder})
    others = {(paid_by, branch) for _holder, name, paid_by, branch in rows if paid_by != name}
    found = [party for name, branch in sorted(others) for party in parties_named(name, branch_id=branch)]
    return Payers(
        names=frozenset(paid_by for _holder, _name, paid_by, _branch in rows),
        parties=tuple(dict.fromkeys([*found, *holders])),
    )


def payees_of(income: PremiumIncome) -> tuple[int, ...]:
    """To whom premium of a policy may go back: who holds it since it went over to another, then those who paid."""
    own = (income.holder_id,) if income.holder_id is not None else ()
    return tuple(dict.fromkeys([*own, *payers_of(documents_of(income)).parties]))


def documents_of(income: PremiumIncome) -> list[Document]:
    """Premium of a policy is due on what was decided, additions on the policy."""
    return sorted({(income.premium_kind, income.premium_id), (income.document_kind, income.document_id)})
