"""Who paid the premium of a document: money goes back the way it came (domain 5.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, OuterRef, Q, Subquery, Value

from finance.models import PremiumIncome, ReceiptItem
from finance.rules.lifecycles import receipt
from parties.public import parties_named

Document = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payers:
    """The names that the receipts say, who holds the contract since it went over, and the customers to whom the money
    may go back: the new holder and those who paid come first, then the policyholder."""

    names: frozenset[str]
    keepers: tuple[int, ...]
    parties: tuple[int, ...]


def payers_of(documents: Iterable[Document]) -> Payers:
    """Of what was received on some documents. Somebody who paid for the policyholder is found when he is registered
    as a customer of the same branch."""
    asked = Q(pk=None)
    for kind, pk in documents:
        asked |= Q(receivable__document_kind=kind, receivable__document_id=pk)
    return _payers(asked)


def payers_of_policy(kind: str, pk: int) -> Payers:
    """Of a policy: its premium is due on what was decided, additions on the policy itself. Who holds the contract since
    it went over to another may get it too."""
    issued = PremiumIncome.objects.filter(document_kind=kind, document_id=pk)
    first = issued.filter(
        premium_kind=OuterRef("receivable__document_kind"), premium_id=OuterRef("receivable__document_id")
    )
    added = Q(receivable__document_kind=kind, receivable__document_id=pk)
    return _payers(added | Q(Exists(first)), Subquery(issued.values("holder_id")[:1]))


def payees_of(income: PremiumIncome) -> tuple[int, ...]:
    """To whom premium of a policy may go back: who holds it since it went over to another, then those who paid."""
    return payers_of_policy(income.document_kind, income.document_id).parties


NOBODY = Value(None, output_field=BigIntegerField())


def _payers(asked: Q, held_by: Subquery | Value = NOBODY) -> Payers:
    paid = ReceiptItem.objects.filter(asked, receipt__state=receipt.CONFIRMED).annotate(held_by=held_by)
    rows = set(
        paid.values_list(
            "receivable__payer_id",
            "receivable__payer_name",
            "receipt__payer_name",
            "receivable__branch_id",
            "held_by",
        )
    )
    keepers = tuple({held for *_rest, held in rows if held})
    holders = sorted({row[0] for row in rows if row[0]})
    others = {(paid_by, branch) for _holder, name, paid_by, branch, _held in rows if paid_by != name}
    found = [party for name, branch in sorted(others) for party in parties_named(name, branch_id=branch)]
    return Payers(
        names=frozenset(row[2] for row in rows),
        keepers=keepers,
        parties=tuple(dict.fromkeys([*keepers, *found, *holders])),
    )
