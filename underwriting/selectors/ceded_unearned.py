"""What should stand as ceded unearned premium at the end of a day, and what does, for each unit and line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Sum

from underwriting.models import CededUnearnedMeasure, Cession, Movement, MovementKind
from underwriting.rules.reinsurance.unearned import NIL, CededLayer, unearned_of

Key = tuple[int, str]


@dataclass(slots=True)
class CededUnearned:
    """One unit and line."""

    policies: int = 0
    booked: Decimal = NIL
    target: Decimal = NIL


def ceded_unearned(branch_id: int, on: date) -> list[tuple[Key, CededUnearned]]:
    """Every unit and line of a branch whose figure differs from what is booked."""
    found: dict[Key, CededUnearned] = defaultdict(CededUnearned)
    ended = _ended(branch_id, on)
    for key, policy_id, layers in _by_policy(branch_id, on):
        row = found[key]
        row.policies += 1
        row.booked += sum((layer.amount for layer in layers), NIL)
        row.target += unearned_of(layers, on, ended_on=ended.get(policy_id))
    measures = CededUnearnedMeasure.objects.filter(branch_id=branch_id, as_of__lte=on)
    for unit_id, line, released in measures.values_list("unit_id", "line").annotate(
        released=Sum(F("target") - F("booked"))
    ):
        found[unit_id, line].booked += released
    return sorted((key, row) for key, row in found.items() if row.booked != row.target)


def _by_policy(branch_id: int, on: date) -> Iterator[tuple[Key, int, list[CededLayer]]]:
    """Premium that moved up to the day, as layers from the day from which each counts."""
    rows = Movement.objects.filter(branch_id=branch_id, kind=MovementKind.PREMIUM, booked_on__lte=on)
    columns = ("unit_id", "line", "policy_id", "cession__effective_on", "policy__start_on", "policy__end_on")
    grouped = rows.order_by("policy_id").values_list(*columns).annotate(Sum("amount"))
    layers: dict[tuple[Key, int], list[CededLayer]] = defaultdict(list)
    for unit_id, line, policy_id, since, start, end, amount in grouped.iterator(chunk_size=2000):
        begins = start if since is None else max(since, start)
        layers[(unit_id, line), policy_id].append(CededLayer(amount=amount, start=begins, end=end))
    return ((key, policy_id, found) for (key, policy_id), found in layers.items())


def _ended(branch_id: int, on: date) -> dict[int, date]:
    """Policies whose newest cession carries nothing any more, with the day from which it does so."""
    nothing = Cession.objects.filter(branch_id=branch_id, superseded_at=None, sum_insured=0, effective_on__lte=on)
    return dict(nothing.values_list("policy_id", "effective_on"))
