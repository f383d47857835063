"""Which lines of a bank statement are which postings of the books (domain 9.7). Every pair says by which rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from finance.rules.words import gettext_noop as _

NIL = Decimal("0.00")


class MatchRule(StrEnum):
    """How a pair was found."""

    REFERENCE = "reference"
    AMOUNT = "amount"
    MANUAL = "manual"


RULE_LABELS = {
    MatchRule.REFERENCE: _("Same bank reference and same amount"),
    MatchRule.AMOUNT: _("Only one of this amount within the days allowed"),
    MatchRule.MANUAL: _("Matched by hand"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One side of a pair. ``amount`` is positive for money that came in."""

    id: int
    on: date
    amount: Decimal
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Lines of the bank and postings of the books that are the same money."""

    bank: tuple[int, ...]
    book: tuple[int, ...]
    rule: MatchRule


def match(bank: Sequence[Item], book: Sequence[Item], *, days: int) -> list[Pair]:
    """By reference first, then by amount and date; what is not certain is left to people."""
    pairs = _by_reference(bank, book)
    taken_bank = {pk for pair in pairs for pk in pair.bank}
    taken_book = {pk for pair in pairs for pk in pair.book}
    rest_bank = [item for item in bank if item.id not in taken_bank]
    rest_book = [item for item in book if item.id not in taken_book]
    return pairs + _by_amount(rest_bank, rest_book, days)


def _by_reference(bank: Sequence[Item], book: Sequence[Item]) -> list[Pair]:
    """One transfer may pay several policies: all with one reference together are one amount."""
    left, right = _grouped(bank), _grouped(book)
    return [
        Pair(_ids(left[reference]), _ids(right[reference]), MatchRule.REFERENCE)
        for reference in left
        if reference in right and _sum(left[reference]) == _sum(right[reference])
    ]


def _by_amount(bank: Sequence[Item], book: Sequence[Item], days: int) -> list[Pair]:
    """Exactly one posting near a line, and exactly this line near the posting."""
    near = {one.id: [other for other in book if _close(one, other, days)] for one in bank}
    back: dict[int, int] = defaultdict(int)
    for others in near.values():
        for other in others:
            back[other.id] += 1
    return [
        Pair((one.id,), (near[one.id][0].id,), MatchRule.AMOUNT)
        for one in bank
        if len(near[one.id]) == 1 and back[near[one.id][0].id] == 1
    ]


def _close(one: Item, other: Item, days: int) -> bool:
    return one.amount == other.amount and abs((one.on - other.on).days) <= days


def _grouped(items: Iterable[Item]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.reference.strip():
            groups[item.reference.strip().upper()].append(item)
    return groups


def _ids(items: Sequence[Item]) -> tuple[int, ...]:
    return tuple(item.id for item in items)


def _sum(items: Iterable[Item]) -> Decimal:
    return sum((item.amount for item in items), NIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """Both balances with what is still on its way: the statement of 9.7. Equal, or the month cannot close."""

    bank: Decimal
    book: Decimal
    bank_in_not_book: Decimal = NIL
    bank_out_not_book: Decimal = NIL
    book_in_not_bank: Decimal = NIL
    book_out_not_bank: Decimal = NIL

    @property
    def adjusted_bank(self) -> Decimal:
        return self.bank + self.book_in_not_bank - self.book_out_not_bank

    @property
    def adjusted_book(self) -> Decimal:
        return self.book + self.bank_in_not_book - self.bank_out_not_book

    @property
    def difference(self) -> Decimal:
        return self.adjusted_bank - self.adjusted_book

    @property
    def balanced(self) -> bool:
        return not self.difference
