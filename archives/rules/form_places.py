"""Where a printed form may be and how it gets from one place to the next (domain 8.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from archives.rules.serials import Numbers, merged, missing
from core.workflow.refusals import RuleRefusal


class Standing(StrEnum):
    """The states of a printed form."""

    IN_STORE = "in_store"
    IN_TRANSIT = "in_transit"
    OFFERED = "offered"
    WITH_USER = "with_user"
    USED = "used"
    RECONCILED = "reconciled"
    VOID = "void"
    LOST = "lost"
    EXPIRED = "expired"
    DESTROYED = "destroyed"


class Step(StrEnum):
    """The ways from one place to another."""

    RECEIVE = "receive"
    DISPATCH = "dispatch"
    ARRIVE = "arrive"
    OFFER = "offer"
    DRAW = "draw"
    RECALL = "recall"
    USE = "use"
    RECONCILE = "reconcile"
    VOID = "void"
    LOSE = "lose"
    RETURN = "return"
    HAND_OVER = "hand_over"
    EXPIRE = "expire"
    DESTROY = "destroy"


_HELD = frozenset({Standing.WITH_USER})
_BLANK = frozenset({Standing.IN_STORE, Standing.WITH_USER, Standing.IN_TRANSIT})
_BOUND = frozenset({Standing.USED, Standing.RECONCILED})
# What its holder reports: a form that is used is spoilt at most; the customer's loss is told when it is replaced.
REPORTED = {Step.VOID: _BLANK | {Standing.USED}, Step.LOSE: _BLANK}
WAYS: dict[Step, tuple[frozenset[Standing], Standing]] = {
    Step.RECEIVE: (frozenset(), Standing.IN_STORE),
    Step.DISPATCH: (frozenset({Standing.IN_STORE}), Standing.IN_TRANSIT),
    Step.ARRIVE: (frozenset({Standing.IN_TRANSIT}), Standing.IN_STORE),
    Step.OFFER: (frozenset({Standing.IN_STORE}), Standing.OFFERED),
    Step.DRAW: (frozenset({Standing.OFFERED}), Standing.WITH_USER),
    Step.RECALL: (frozenset({Standing.OFFERED}), Standing.IN_STORE),
    Step.USE: (_HELD, Standing.USED),
    Step.RECONCILE: (frozenset({Standing.USED}), Standing.RECONCILED),
    Step.VOID: (_BLANK | _BOUND, Standing.VOID),
    Step.LOSE: (_BLANK | _BOUND, Standing.LOST),
    Step.RETURN: (_HELD, Standing.IN_STORE),
    Step.HAND_OVER: (_HELD, Standing.WITH_USER),
    Step.EXPIRE: (frozenset({Standing.IN_STORE}), Standing.EXPIRED),
    Step.DESTROY: (frozenset({Standing.EXPIRED, Standing.VOID}), Standing.DESTROYED),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where forms are: in the store of a unit, or with one of its people."""

    standing: Standing
    unit_id: int
    holder_id: int | None = None

    @property
    def lock(self) -> str:
        """What is locked while forms come here or leave: the store of the unit, or what one person holds."""
        return f"holder/{self.holder_id}" if self.holder_id else f"store/{self.unit_id}"


@dataclass(frozen=True, slots=True)
class Lot:
    """Consecutive forms at one place since the same day."""

    numbers: Numbers
    place: Place
    since: date | None = None
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """What a move changes: lots that are no more, and lots that take their place."""

    gone: tuple[Lot, ...]
    new: tuple[Lot, ...]


class NotThere(RuleRefusal):
    """Some of the numbers are not where they would have to be."""

    code = "forms_not_there"

    def __init__(self, numbers: tuple[Numbers, ...]) -> None:
        super().__init__("", field="first")
        self.numbers = numbers


def moved(
    lots: Iterable[Lot], wanted: Numbers, step: Step, *, source: Place, target: Place, on: date | None = None
) -> Shift:
    """Take the wanted numbers from ``source`` to ``target``. The numbers may lie in several lots as long as these
    leave no gap (DC-3); what is left of a lot stays, and what meets a lot of the day at the target becomes one with
    it."""
    sources, arrival = WAYS[step]
    if target.standing != arrival or (sources and source.standing not in sources):
        raise ValueError(f"{step} does not lead from {source.standing} to {target.standing}")
    lots = list(lots)
    taken = [lot for lot in lots if lot.place == source and lot.numbers.overlaps(wanted)] if sources else []
    absent = missing((lot.numbers for lot in taken), wanted) if sources else _standing(lots, wanted)
    if absent:
        raise NotThere(absent)
    beside = [lot for lot in lots if lot.place == target and lot.since == on and lot not in taken]
    met = [lot for lot in beside if lot.numbers.meets(wanted)]
    rest = [Lot(part, source, lot.since) for lot in taken for part in lot.numbers.without(wanted)]
    arrived = merged([wanted, *(lot.numbers for lot in met)])
    return Shift(gone=(*taken, *met), new=(*rest, *(Lot(one, target, on) for one in arrived)))


def _standing(lots: Iterable[Lot], wanted: Numbers) -> tuple[Numbers, ...]:
    """New forms: numbers that are known already, wherever they are. No number ever comes twice."""
    found = (lot.numbers.common(wanted) for lot in lots)
    return merged(one for one in found if one is not None)


def settled(lots: Iterable[Lot], shift: Shift) -> tuple[Lot, ...]:
    """All lots after a move."""
    left = [lot for lot in lots if lot not in shift.gone]
    return tuple(sorted((*left, *shift.new), key=lambda lot: lot.numbers))
