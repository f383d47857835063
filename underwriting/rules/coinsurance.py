"""Co-insurance (共保): several insurers in one contract, each with its share (domain 5.7, LAW-56, CO-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.money import split

WHOLE = Decimal("100.0000")
PLACES = 4


class UnsoundShares(ValueError):
    """The shares are no share table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One co-insurer; ``percent`` has up to four decimals, one of them leads, one of them is the company itself."""

    name: str
    percent: Decimal
    leads: bool = False
    own: bool = False
    filed_percent: Decimal | None = None


def commission_bound(shares: Sequence[Share]) -> Decimal | None:
    """A co-insured contract pays at most the lowest commission (percent) that any of its insurers has filed (5.7)."""
    filed = [one.filed_percent for one in shares if one.filed_percent is not None]
    return min(filed) if filed else None


def checked(shares: Sequence[Share]) -> tuple[Share, ...]:
    """The table as it is written into the policy. Raises ``UnsoundShares`` with what is wrong."""
    if sum((one.percent for one in shares), Decimal(0)) != WHOLE:
        raise UnsoundShares("sum")
    if any(one.percent <= 0 or -int(one.percent.as_tuple().exponent) > PLACES for one in shares):
        raise UnsoundShares("share")
    if sum(one.leads for one in shares) != 1:
        raise UnsoundShares("leader")
    if sum(one.own for one in shares) != 1:
        raise UnsoundShares("own")
    names = [one.name.strip() for one in shares]
    if len(set(names)) != len(names) or not all(names) or len(names) < 2:
        raise UnsoundShares("names")
    return tuple(shares)


def apportion(amount: Decimal, shares: Sequence[Share]) -> list[Decimal]:
    """The amount of each co-insurer in the order of the table; the residual cent is the leader's (CO-1)."""
    leader = next(at for at, one in enumerate(shares) if one.leads)
    return split(amount, [one.percent for one in shares], residual_to=leader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What one insurer's part is of the premium that the leader received, and of what went back of it."""

    received: Decimal
    given_back: Decimal


def credits_of(
    shares: Sequence[Share], *, first: Decimal, more: Sequence[Decimal] = (), back: Sequence[Decimal] = ()
) -> list[Credit]:
    """In the order of the table: gross, nothing is netted (5.7). Each amount is parted by itself, as policy and
    endorsements print it, so that what is paid to each agrees with its papers to the cent (CO-1)."""
    came = [apportion(amount, shares) for amount in (first, *more)]
    went = [apportion(amount, shares) for amount in back]
    return [
        Credit(
            received=sum((parts[at] for parts in came), Decimal("0.00")),
            given_back=sum((parts[at] for parts in went), Decimal("0.00")),
        )
        for at in range(len(shares))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """The company's part of what is entered; without a table all of it. Amounts go through the table, so that cession,
    books and policy agree on the residual cent (CO-1)."""

    shares: tuple[Share, ...] = ()

    @property
    def ratio(self) -> Decimal:
        return next((one.percent / 100 for one in self.shares if one.own), Decimal(1))

    def of(self, amount: Decimal) -> Decimal:
        if not self.shares:
            return amount
        own = next(at for at, one in enumerate(self.shares) if one.own)
        return apportion(amount, self.shares)[own]


ALONE = OwnPart()


def by_sums(loss: Decimal, sums: Sequence[Decimal], value: Decimal) -> list[Decimal]:
    """Double insurance: the loss, at most the value, in proportion of the sums insured (domain 7.12, LAW-56)."""
    return split(min(loss, value), sums)
