"""Reinsurance and co-insurance in the books: cessions, recoveries, reserves, accounts (domain 9.5, JE-25 … JE-32)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from core.workflow.command import Command
from finance.rules import reinsurance_entries as entries
from finance.rules.accounts import Use
from finance.rules.entries import NIL, Entry
from finance.selectors.receivables import paid_on
from finance.services.booking import Booking, Document, book_all


@dataclass(frozen=True, slots=True, kw_only=True)
class ReinsuranceFact:
    """What is booked about one document: ``source`` is the row of the business system that caused it, booked once in
    an occurrence. Amounts are differences to what was booked before; ``premium_kind`` and
    ``premium_id`` name the document on which the premium of co-insurers was paid."""

    source: tuple[str, int]
    occurrence: int = 0
    document_kind: str
    document_id: int
    document_number: str
    unit_id: int
    line: str
    reinsurer_id: int | None = None
    reinsurer_name: str = ""
    premium: Decimal = NIL
    unearned: Decimal = NIL
    commission: Decimal = NIL
    recovery: Decimal = NIL
    reserve: Decimal = NIL
    followers: Decimal = NIL
    premium_kind: str = ""
    premium_id: int = 0
    on: date | None = None  # another day than that of the command, such as the last of a month


class _Kind(NamedTuple):
    amount: str
    make: Callable[[Decimal], Entry]


KINDS = (
    _Kind("premium", entries.premium_ceded),
    _Kind("unearned", entries.ceded_unearned),
    _Kind("commission", entries.ceding_commission),
    _Kind("recovery", entries.recovery_due),
    _Kind("reserve", entries.ceded_reserve),
    _Kind("followers", entries.coinsurance_shared),
)


def record(command: Command, facts: Sequence[ReinsuranceFact]) -> int:
    """Book what differs from nil; returns how many entries were made."""
    bookings = [
        _booking(fact, kind.make(amount)) for fact in facts for kind in KINDS if (amount := getattr(fact, kind.amount))
    ]
    if bookings:
        book_all(command, bookings)
    return len(bookings)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSettled:
    """A reinsurer's account whose balance went through the bank."""

    account_kind: str
    account_id: int
    account_number: str
    unit_id: int
    reinsurer_id: int
    reinsurer_name: str
    due_to_us: Decimal
    owed_by_us: Decimal


def settle(command: Command, account: AccountSettled) -> None:
    """JE-30; a quarter in which everything cancelled out moves nothing."""
    if not account.due_to_us and not account.owed_by_us:
        return
    booking = Booking(
        entry=entries.account_settled(account.due_to_us, account.owed_by_us),
        unit_id=account.unit_id,
        line=NO_LINE,
        document=Document(kind=account.account_kind, id=account.account_id, number=account.account_number),
        source=(account.account_kind, account.account_id),
        counterparty_id=account.reinsurer_id,
        counterparty_name=account.reinsurer_name,
    )
    book_all(command, [booking])


NO_LINE = "GEN"


def _advance_of(fact: ReinsuranceFact) -> dict[Use, Document]:
    """What was paid in advance stands on the document on which the premium was due."""
    if not fact.premium_kind:
        return {}
    number = paid_on(fact.premium_kind, fact.premium_id).document_number or fact.document_number
    return {Use.PREMIUM_ADVANCE: Document(kind=fact.premium_kind, id=fact.premium_id, number=number)}


def _booking(fact: ReinsuranceFact, entry: Entry) -> Booking:
    return Booking(
        entry=entry,
        unit_id=fact.unit_id,
        line=fact.line,
        document=Document(kind=fact.document_kind, id=fact.document_id, number=fact.document_number),
        overrides=_advance_of(fact),
        source=fact.source,
        occurrence=fact.occurrence,
        on=fact.on,
        counterparty_id=fact.reinsurer_id,
        counterparty_name=fact.reinsurer_name,
    )
