"""Figures of printed forms: balances, reorder point, limits of a holder, rates (domain 8.2, 8.3, 8.4)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_CEILING, Decimal

from archives.rules.form_places import Step

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreBalance:
    """The store of one unit over a period (DC-2)."""

    opening: int = 0
    received: int = 0
    returned: int = 0
    transferred_out: int = 0
    issued: int = 0
    set_aside: int = 0  # on slips that nobody has signed yet: neither in the store nor with a user
    written_off: int = 0

    @property
    def closing(self) -> int:
        incoming = self.opening + self.received + self.returned
        return incoming - self.transferred_out - self.issued - self.set_aside - self.written_off


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderBalance:
    """What one person holds over a period (DC-2)."""

    opening: int = 0
    issued: int = 0
    used: int = 0
    void: int = 0
    lost: int = 0
    returned: int = 0

    @property
    def closing(self) -> int:
        return self.opening + self.issued - self.used - self.void - self.lost - self.returned


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A movement as balances see it: how many forms, which way, whose store or hand before and after."""

    step: Step
    quantity: int
    from_store: int | None = None
    to_store: int | None = None
    from_holder: int | None = None
    to_holder: int | None = None
    slip_of: int | None = None  # the store whose slip was signed


IN_FOR_STORE = {Step.RECEIVE: "received", Step.ARRIVE: "received", Step.RETURN: "returned"}
OUT_OF_STORE = {Step.DISPATCH: "transferred_out", Step.OFFER: "set_aside"}
OUT_OF_HAND = {
    Step.USE: "used",
    Step.VOID: "void",
    Step.LOSE: "lost",
    Step.RETURN: "returned",
    Step.HAND_OVER: "returned",
}


def store_balance(opening: int, moves: Iterable[Moved], store: int) -> StoreBalance:
    """What came into and left the store of a unit; what leaves it otherwise is written off. Forms are issued when their
    slip is signed; until then they are set aside."""
    sums = {field.name: 0 for field in fields(StoreBalance)} | {"opening": opening}
    for move in moves:
        if move.to_store == store and move.step is Step.RECALL:
            sums["set_aside"] -= move.quantity
        elif move.to_store == store:
            sums[IN_FOR_STORE[move.step]] += move.quantity
        if move.slip_of == store:
            sums["issued"] += move.quantity
            sums["set_aside"] -= move.quantity
        if move.from_store == store:
            sums[OUT_OF_STORE.get(move.step, "written_off")] += move.quantity
    return StoreBalance(**sums)


def holder_balance(opening: int, moves: Iterable[Moved], holder: int) -> HolderBalance:
    """What a person got and what became of it."""
    sums = {field.name: 0 for field in fields(HolderBalance)} | {"opening": opening}
    for move in moves:
        if move.to_holder == holder:
            sums["issued"] += move.quantity
        if move.from_holder == holder:
            sums[OUT_OF_HAND[move.step]] += move.quantity
    return HolderBalance(**sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """How a store is kept filled: days that must always be there, days of delivery, days that are the most."""

    minimum_days: int
    lead_days: int
    maximum_days: int

    def reorder_point(self, per_day: Decimal) -> int:
        return _up(per_day * (self.minimum_days + self.lead_days))

    def order(self, per_day: Decimal, stock: int) -> int:
        """How many to ask for: up to the most, and only below the reorder point (DC-5)."""
        if stock >= self.reorder_point(per_day):
            return 0
        return max(0, _up(per_day * self.maximum_days) - stock)


def most_held(per_day: Decimal, holding_days: int, least: int) -> int:
    """How many forms a person may hold: the usage of so many days, and a small stock for those who begin."""
    return max(least, _up(per_day * holding_days))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_held(issued_on: date, today: date) -> int:
    return (today - issued_on).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Figures of a period: what was accounted for of what fell due, what was spoilt, what was lost."""

    due: int
    reconciled: int
    used: int
    void: int
    lost: int
    void_after_use: int = 0  # of those void, the ones that stand among the used ones too

    @property
    def reconcile_rate(self) -> Decimal | None:
        return _percent(self.reconciled, self.due)

    @property
    def void_rate(self) -> Decimal | None:
        return _percent(self.void, self.used + self.void - self.void_after_use)


def _percent(part: int, whole: int) -> Decimal | None:
    return round(HUNDRED * part / whole, 2) if whole else None


def _up(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_CEILING))
