"""Algebra of serial numbers: ranges that meet, overlap, are split and merged, and what is missing (domain 8.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from re import compile as pattern

SEPARATORS, RANGE = pattern(r"[\s,，、;；]+"), pattern(r"\s*[-–—~～至]\s*")


@dataclass(frozen=True, slots=True, order=True)
class Numbers:
    """Consecutive serial numbers, both ends included."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last:
            raise ValueError(f"{self.first}–{self.last} is no range of serial numbers")

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1

    def overlaps(self, other: Numbers) -> bool:
        return self.first <= other.last and other.first <= self.last

    def meets(self, other: Numbers) -> bool:
        """The two together are one range."""
        return self.first <= other.last + 1 and other.first <= self.last + 1

    def holds(self, other: Numbers) -> bool:
        return self.first <= other.first and other.last <= self.last

    def common(self, other: Numbers) -> Numbers | None:
        if not self.overlaps(other):
            return None
        return Numbers(max(self.first, other.first), min(self.last, other.last))

    def without(self, other: Numbers) -> tuple[Numbers, ...]:
        """What is left of these numbers when ``other`` is taken out: nothing, one part, or two."""
        left = (Numbers(self.first, min(self.last, other.first - 1)),) if self.first < other.first else ()
        right = (Numbers(max(self.first, other.last + 1), self.last),) if other.last < self.last else ()
        return left + right


def merged(ranges: Iterable[Numbers]) -> tuple[Numbers, ...]:
    """The same numbers in as few ranges as possible, in order."""
    found: list[Numbers] = []
    for one in sorted(ranges):
        if found and found[-1].meets(one):
            found[-1] = Numbers(found[-1].first, max(found[-1].last, one.last))
        else:
            found.append(one)
    return tuple(found)


def quantity(ranges: Iterable[Numbers]) -> int:
    return sum(one.quantity for one in ranges)


def missing(ranges: Iterable[Numbers], within: Numbers) -> tuple[Numbers, ...]:
    """Numbers of ``within`` that are in none of the ranges: the gaps that somebody must explain (FRM-08)."""
    rest = [within]
    for one in ranges:
        rest = [part for piece in rest for part in piece.without(one)]
    return merged(rest)


def covered(ranges: Iterable[Numbers], wanted: Numbers) -> bool:
    """Whether the ranges together hold every wanted number, however they are cut (DC-3)."""
    return not missing(ranges, wanted)


def shown(number: int, *, prefix: str, length: int) -> str:
    """A serial number as it is printed on the form."""
    return f"{prefix}{number:0{length}d}"


def typed_ranges(text: str, *, prefix: str, length: int) -> tuple[Numbers, ...]:
    """Serials as people type them: single ones and ``first–last``, with commas, blanks or lines between. Raises
    ``ValueError`` with what is no serial of this kind."""
    found = []
    for part in SEPARATORS.split(RANGE.sub("–", text.strip())):
        if not part:
            continue
        ends = [number_of(end, prefix=prefix, length=length) for end in part.split("–")]
        if len(ends) > 2 or None in ends or (ends[0] or 0) > (ends[-1] or 0):
            raise ValueError(part)
        found.append(Numbers(ends[0] or 0, ends[-1] or 0))
    return merged(found)


def typed_number(text: str, *, prefix: str, length: int) -> int | None:
    """The number that somebody typed: as it is printed, or only its digits; None for what is neither."""
    bare = text.strip()
    if bare.isascii() and bare.isdigit() and len(bare) <= length:
        return int(bare)
    return number_of(text, prefix=prefix, length=length)


def number_of(serial: str, *, prefix: str, length: int) -> int | None:
    """The number of a printed serial; None for what was never printed that way."""
    digits = serial.strip().upper().removeprefix(prefix) if serial.strip().upper().startswith(prefix) else ""
    return int(digits) if len(digits) == length and digits.isascii() and digits.isdigit() else None
