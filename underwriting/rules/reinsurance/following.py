"""How ceded premium follows a policy that changes, and how a placement is spread over risk units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.money import split, to_cents
from underwriting.rules.policy_terms import CONTENT, COVER

WHOLE, NIL = Decimal(1), Decimal("0.00")
PERCENT = Decimal(100)
RISK_TERMS = frozenset({"special_terms", "end_on"})
NAMES = frozenset(
    {"name", "works_name", "maker", "contract_number", "waybill", "beneficiary", "school", "pricing_basis", "request"}
)
"""Entries of a content that say how something is called, not what risk it is."""


def remaining_share(start_on: date, end_on: date, on: date) -> Decimal:
    """The part of the period from 00:00 of ``on`` that is still to run; the whole before it begins, none after it."""
    days = (end_on - start_on).days + 1
    left = min(max((end_on - on).days + 1, 0), days)
    return Decimal(left) / Decimal(days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was ceded to one treaty or placement of the premium until now."""

    premium: Decimal = NIL
    ceded: Decimal = NIL


def ceded_after(before: Before, *, premium: Decimal, ratio: Decimal, remaining: Decimal) -> Decimal:
    """The ceded premium when the policy's premium becomes ``premium`` and the treaty carries ``ratio`` from now on: the
    time that has passed stays as it was, the rest of the premium follows the new ratio."""
    passed = WHOLE - remaining
    return to_cents(before.ceded * passed + (premium - before.premium * passed) * ratio)


def spread(placed: Decimal, needs: Sequence[Decimal], sums: Sequence[Decimal]) -> list[Decimal]:
    """A placement over risk units: first where treaties do not suffice, what is left in proportion of the sums."""
    needed = sum(needs, NIL)
    if placed <= needed:
        return split(placed, needs) if needed > 0 else [NIL for _unit in needs]
    rest = split(placed - needed, sums)
    return [min(need + more, total) for need, more, total in zip(needs, rest, sums, strict=True)]


def signed_down(written: Sequence[Decimal]) -> list[Decimal]:
    """Signed lines of an oversubscribed placement: in proportion of the written lines, 100 % together, four decimals.
    Up to 100 % everybody signs what he wrote."""
    total = sum(written, Decimal(0))
    if total <= PERCENT:
        return list(written)
    signed = [(line * PERCENT / total).quantize(Decimal("0.0001")) for line in written]
    signed[0] += PERCENT - sum(signed, Decimal(0))
    return signed


def advice_due(*, ceded: Decimal, told: Decimal, threshold: Decimal) -> bool:
    """Whether reinsurers must be told of a loss today: their part reached the threshold for the first time, or has
    moved by the threshold since they were told (REI-10, domain 5.5)."""
    return ceded >= threshold if told == 0 else abs(ceded - told) >= threshold


def concerns_reinsurers(delta: Decimal, paths: Iterable[str]) -> bool:
    """Whether an endorsement touches what reinsurers agreed to (B-38, REI-06, REI-09): money, covers, period, special
    terms, or anything of the risk such as address, occupancy, risk unit, deductible. Names and the address of the
    customer do not concern them."""
    return delta != 0 or any(_of_the_risk(path) for path in paths)


def _of_the_risk(path: str) -> bool:
    if path.startswith(CONTENT):
        return path.rsplit(".", 1)[-1] not in NAMES
    return path.startswith(COVER) or path in RISK_TERMS
