"""Quality of entered data: defects found by rule, monthly sample, error classes, scores (domain 5.11, 5.12)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

HUNDRED, CENT = Decimal(100), Decimal("0.01")
A, B, C = "A", "B", "C"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What an error of each class weighs, and the factor of the score."""

    a: int
    b: int
    c: int
    factor: int

    def of(self, grade: str) -> int:
        return {A: self.a, B: self.b, C: self.c}[grade]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One policy of the sample with the classes of the errors found in it."""

    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The result of one clerk, reviewer or unit."""

    sampled: int
    with_errors: int
    with_a: int
    weight: int
    score: Decimal | None
    error_rate: Decimal | None
    a_rate: Decimal | None


def quality(checked: Iterable[Checked], weighing: Weighing) -> Quality:
    """``score = 100 − Σ weight ÷ n × factor`` (not below 0); ``error rate = policies with an error ÷ sampled``."""
    rows = list(checked)
    n = len(rows)
    weight = sum(weighing.of(grade) for row in rows for grade in row.errors)
    faulty = sum(1 for row in rows if row.errors)
    grave = sum(1 for row in rows if A in row.errors)
    score = max(Decimal(0), HUNDRED - Decimal(weight) / n * weighing.factor) if n else None
    return Quality(
        sampled=n,
        with_errors=faulty,
        with_a=grave,
        weight=weight,
        score=None if score is None else score.quantize(CENT, ROUND_HALF_UP),
        error_rate=_percent(faulty, n),
        a_rate=_percent(grave, n),
    )


def sample_size(policies: int, *, least: int, share: Decimal) -> int:
    """``max(least, share)``, all when there are fewer."""
    wanted = int((share * policies).to_integral_value(ROUND_CEILING))
    return min(policies, max(least, wanted))


def drawn(strata: Mapping[str, Sequence[str]], size: int, month: str) -> list[str]:
    """The sample, spread over clerk × line in proportion; what is left over goes to those without any first. The same
    month always draws the same, and nobody can foretell which."""
    order = {key: sorted(numbers, key=lambda number: _lot(month, number)) for key, numbers in strata.items()}
    total = sum(len(numbers) for numbers in order.values())
    if size >= total:
        return sorted(number for numbers in order.values() for number in numbers)
    shares = {key: Decimal(len(numbers)) * size / total for key, numbers in order.items()}
    taken = {key: int(share) for key, share in shares.items()}
    by_rest = sorted(order, key=lambda key: (taken[key] > 0, taken[key] - shares[key], key))
    for key in by_rest[: size - sum(taken.values())]:
        taken[key] += 1
    return sorted(number for key, count in taken.items() for number in order[key][:count])


def _lot(month: str, number: str) -> bytes:
    return hashlib.sha256(f"{month}/{number}".encode()).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """Rates in percent that are still good, and the rate that is bad."""

    a_rate: Decimal
    error_rate: Decimal
    bad_rate: Decimal


def met(found: Quality, targets: Targets) -> bool:
    """The month was good enough."""
    if found.error_rate is None or found.a_rate is None:
        return True
    return found.error_rate <= targets.error_rate and found.a_rate <= targets.a_rate


def retraining(months: Sequence[Quality], targets: Targets) -> bool:
    """Two bad months one after the other (5.12)."""
    last = months[-2:]
    return len(last) == 2 and all(one.error_rate is not None and one.error_rate > targets.bad_rate for one in last)


def _percent(part: int, whole: int) -> Decimal | None:
    return (HUNDRED * part / whole).quantize(CENT, ROUND_HALF_UP) if whole else None
