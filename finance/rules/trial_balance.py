"""The trial balance: opening, movement and closing of every account, and the proof that they agree (domain 9.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from finance.rules.accounts import Category, Side
from finance.rules.entries import NIL


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """What was posted to one account before and within a period."""

    code: str
    name: str
    side: Side
    category: Category
    before: Decimal = NIL  # debit less credit
    debit: Decimal = NIL
    credit: Decimal = NIL


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """One account of the trial balance; an amount stands in the debit or in the credit column, never in both."""

    code: str
    name: str
    category: Category
    side: Side
    opening_debit: Decimal
    opening_credit: Decimal
    debit: Decimal
    credit: Decimal
    closing_debit: Decimal
    closing_credit: Decimal

    @property
    def unusual(self) -> bool:
        """The balance stands on the side on which this account normally has none."""
        return bool(self.closing_credit if self.side is Side.DEBIT else self.closing_debit)


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """All rows with their totals. ``difference`` is 0.00 unless the books are broken."""

    rows: tuple[TrialRow, ...]
    opening: tuple[Decimal, Decimal]
    movement: tuple[Decimal, Decimal]
    closing: tuple[Decimal, Decimal]

    @property
    def difference(self) -> Decimal:
        return sum((abs(left - right) for left, right in (self.opening, self.movement, self.closing)), NIL)


def trial_balance(movements: Iterable[Movement]) -> TrialBalance:
    """Rows in the order of the codes, without accounts on which nothing ever happened."""
    rows = tuple(_row(m) for m in sorted(movements, key=lambda m: m.code) if m.before or m.debit or m.credit)
    return TrialBalance(
        rows=rows,
        opening=(_sum(r.opening_debit for r in rows), _sum(r.opening_credit for r in rows)),
        movement=(_sum(r.debit for r in rows), _sum(r.credit for r in rows)),
        closing=(_sum(r.closing_debit for r in rows), _sum(r.closing_credit for r in rows)),
    )


def _row(movement: Movement) -> TrialRow:
    after = movement.before + movement.debit - movement.credit
    return TrialRow(
        code=movement.code,
        name=movement.name,
        category=movement.category,
        side=movement.side,
        opening_debit=max(movement.before, NIL),
        opening_credit=max(-movement.before, NIL),
        debit=movement.debit,
        credit=movement.credit,
        closing_debit=max(after, NIL),
        closing_credit=max(-after, NIL),
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NIL)
