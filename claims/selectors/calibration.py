"""Loss-assessment authority of non-same-city sub-branches held against the claims of a year (AUT-04 … AUT-06)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from claims.models import Claim
from claims.rules.centre_share import HUNDRED, CentreShare
from organisation.public import Unit, authority_ceiling, far_sub_branches, parameter, unit_limits

OPERATION, MEASURE = "claims.assess", "assessed"


class Row(NamedTuple):
    """One line of one sub-branch with what was paid for and what is asked."""

    unit: Unit
    line: str
    share: CentreShare
    total: Decimal


def calibration(actor: Any, year: int, on: date) -> list[Row]:
    """Every sub-branch outside the same city in scope, line by line."""
    units = far_sub_branches(actor, on)
    amounts = _amounts([unit.pk for unit in units], year)
    limits = unit_limits([unit.pk for unit in units], OPERATION, MEASURE, on)
    asked, candidates = _asked(on), _candidates(on)
    found = []
    for unit in units:
        lines = sorted({line for pk, line in amounts if pk == unit.pk} | {line for pk, line in limits if pk == unit.pk})
        for line in lines:
            held = amounts.get((unit.pk, line), [])
            limit = limits.get((unit.pk, line), limits.get((unit.pk, "")))
            found.append(Row(unit, line, _share(held, asked(line), candidates, limit), sum(held, Decimal(0))))
    return found


def _share(amounts: list[Decimal], asked: Decimal, candidates: list[Decimal], limit: Decimal | None) -> CentreShare:
    ceiling = authority_ceiling(amounts, candidates, asked / HUNDRED)
    return CentreShare(amounts=amounts, asked=asked, ceiling=ceiling, limit=limit)


def _amounts(units: list[int], year: int) -> Mapping[tuple[int, str], list[Decimal]]:
    rows = Claim.objects.filter(sub_branch_id__in=units, created_at__year=year, assessed__gt=0)
    found: dict[tuple[int, str], list[Decimal]] = {}
    for pk, line, assessed in rows.values_list("sub_branch_id", "line", "assessed"):
        found.setdefault((pk, line), []).append(assessed)
    return found


def _asked(on: date) -> Any:
    """The share by line: motor, personal lines and school liability ask for less than the other group lines. A line
    that carries both kinds counts among the others, which asks for more."""
    small = set(parameter("claims.small_share_lines", None, on))
    low, high = parameter("claims.centre_share_small", None, on), parameter("claims.centre_share_group", None, on)
    return lambda line: low if line in small else high


def _candidates(on: date) -> list[Decimal]:
    return [Decimal(str(one)) for one in parameter("claims.authority_steps", None, on)]


def ceiling_of(unit: Unit, line: str, on: date) -> Decimal | None:
    """The most that loss assessment of a sub-branch may be granted for, by the claims of the year before; for all
    lines at once the lowest of them. None where there were no claims to go by."""
    amounts = _amounts([unit.pk], on.year - 1)
    asked, steps = _asked(on), _candidates(on)
    lines = [line] if line else sorted({one for _pk, one in amounts})
    held = {one: amounts[unit.pk, one] for one in lines if (unit.pk, one) in amounts}
    return min((authority_ceiling(rows, steps, asked(one) / HUNDRED) for one, rows in held.items()), default=None)
