"""The authority matrix of a day: who holds which limit, and how it stands to what the level above holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from organisation.models import AuthorityGrant, Unit
from organisation.selectors.authority_grants import Holding, grants_in_scope, held_by
from organisation.selectors.units import units_in_scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One limit of the day with what the level above holds at most (None: nobody, or there is no level above)."""

    grant: AuthorityGrant
    above: Decimal | None

    @property
    def share(self) -> Decimal | None:
        """How much of the limit of the level above is passed on, in percent."""
        return self.grant.limit * 100 / self.above if self.above else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One holder; the cells stand by line of business."""

    unit: Unit
    holder: str
    post: str | None
    staff: int | None
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The limits of one measure of one operation."""

    operation: str
    measure: str
    lines: list[str]
    rows: list[MatrixRow]


def matrix(actor: Any, on: date, *, unit: str = "", operation: str = "", line: str = "") -> list[Block]:
    """Blocks by operation and measure, holders by unit. Two statements, whatever the size."""
    rows = list(_wanted(grants_in_scope(actor), on, unit, operation, line))
    every = list(
        AuthorityGrant.objects.filter(
            effective__contains=on, operation__in={row.operation for row in rows}
        ).select_related("unit")
    )
    blocks: dict[tuple[str, str], list[AuthorityGrant]] = defaultdict(list)
    for row in rows:
        blocks[row.operation, row.measure].append(row)
    return [_block(key, found, every) for key, found in sorted(blocks.items())]


def _wanted(rows: QuerySet[AuthorityGrant], on: date, unit: str, operation: str, line: str) -> Iterable[AuthorityGrant]:
    rows = rows.filter(effective__contains=on).order_by("unit__code", "post__order", "pk")
    rows = rows.filter(unit_id=int(unit)) if unit.isdigit() else rows
    rows = rows.filter(operation=operation) if operation else rows
    return rows.filter(line__in=("", line)) if line else rows


def _block(key: tuple[str, str], found: list[AuthorityGrant], every: list[AuthorityGrant]) -> Block:
    operation, measure = key
    holders: dict[tuple[int, str | None, int | None], dict[str, AuthorityGrant]] = defaultdict(dict)
    for row in found:
        holders[row.unit_id, row.post_id, row.staff_id][row.line] = row
    same = [row for row in every if (row.operation, row.measure) == key]
    return Block(
        operation=operation,
        measure=measure,
        lines=sorted({row.line for row in found}),
        rows=[_row(by_line, same) for by_line in holders.values()],
    )


def _row(by_line: dict[str, AuthorityGrant], same: list[AuthorityGrant]) -> MatrixRow:
    first = next(iter(by_line.values()))
    return MatrixRow(
        unit=first.unit,
        holder=first.staff.name if first.staff else first.post_id or "",
        post=first.post_id,
        staff=first.staff_id,
        cells={line: Cell(grant=row, above=_above(row, line, same)) for line, row in by_line.items()},
    )


def level(unit: Unit) -> int:
    """Head office 0, province 1, branch and its centres 2, sub-branches 3 (AUT-03); as the database counts."""
    return 3 if unit.sub_branch_id else 2 if unit.branch_id else 1 if unit.province_id else 0


def _above(row: AuthorityGrant, line: str, same: list[AuthorityGrant]) -> Decimal | None:
    """The highest limit on the level directly above; of each holder the grant of the line goes before that of all."""
    own = row.unit
    wanted = level(own) - 1
    if wanted == 1 and own.province_id is None:
        wanted = 0
    best: dict[tuple[int, str | None, int | None], AuthorityGrant] = {}
    for other in sorted(same, key=lambda one: one.line):
        if other.line in ("", line) and level(other.unit) == wanted and _commands(other.unit, own, wanted):
            best[other.unit_id, other.post_id, other.staff_id] = other
    return max((one.limit for one in best.values()), default=None)


def _commands(above: Unit, own: Unit, wanted: int) -> bool:
    return (wanted < 1 or above.province_id == own.province_id) and (wanted < 2 or above.branch_id == own.branch_id)


def grant_in_scope(actor: Any, pk: int) -> AuthorityGrant | None:
    """One grant of a unit in the actor's scope."""
    rows = grants_in_scope(actor).select_related("unit", "post", "staff", "proposed_by", "approved_by")
    return rows.filter(pk=pk).first()


def letter_of(grant: AuthorityGrant) -> list[AuthorityGrant]:
    """Every limit that the letter of a grant gives to the same holder in the same unit."""
    rows = AuthorityGrant.objects.filter(
        held_by(grant.post_id, grant.staff_id), unit_id=grant.unit_id, letter=grant.letter
    ).exclude(effective__isempty=True)
    return list(rows.select_related("proposed_by", "approved_by").order_by("operation", "line", "measure"))


def holding_from(actor: Any, values: dict[str, str]) -> Holding | None:
    """A limit named in an address, if its unit is in scope."""
    unit, staff = values.get("unit", ""), values.get("staff", "")
    if not unit.isdigit() or int(unit) not in {one.pk for one in units_in_scope(actor)}:
        return None
    return Holding(
        unit=int(unit),
        post=values.get("post") or None,
        staff=int(staff) if staff.isdigit() else None,
        operation=values.get("operation", ""),
        line=values.get("line", ""),
        measure=values.get("measure", ""),
    )
