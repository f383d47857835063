"""Authority as it is granted: the rows of a day, the versions of one limit, and what bounds a limit from above."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from organisation.models import AuthorityGrant, Unit
from organisation.selectors.units import units_in_scope


@dataclass(frozen=True, slots=True)
class Holding:
    """One limit: who holds it in which unit, for what. ``post`` or ``staff`` is given."""

    unit: int
    post: str | None
    staff: int | None
    operation: str
    line: str
    measure: str

    @property
    def key(self) -> str:
        """How a change names it."""
        return "|".join(str(part if part is not None else "") for part in astuple(self))

    @classmethod
    def of(cls, row: AuthorityGrant) -> Holding:
        return cls(row.unit_id, row.post_id, row.staff_id, row.operation, row.line, row.measure)


def grants_in_scope(actor: Any) -> QuerySet[AuthorityGrant]:
    """Every version of every limit in the actor's scope; withdrawn ones, which never held, are left out."""
    rows = AuthorityGrant.objects.filter(unit__in=[unit.pk for unit in units_in_scope(actor)])
    return rows.exclude(effective__isempty=True).select_related("unit", "post", "staff")


def held_by(post: str | None, staff: int | None) -> Q:
    """Rows of a post, or of one person."""
    return Q(post_id=post, staff=None) if post else Q(post=None, staff_id=staff or 0)


def versions_of(holding: Holding) -> list[AuthorityGrant]:
    """Every version of one limit in the order of time."""
    rows = AuthorityGrant.objects.filter(
        held_by(holding.post, holding.staff),
        unit_id=holding.unit,
        operation=holding.operation,
        line=holding.line,
        measure=holding.measure,
    ).exclude(effective__isempty=True)
    return sorted(rows.select_related("proposed_by", "approved_by"), key=lambda row: row.effective.lower or date.min)


class Ceiling(NamedTuple):
    """The highest limit on the level above: None when nobody holds any; ``top`` when there is no level above."""

    limit: Decimal | None
    top: bool


def ceiling(unit_id: int, operation: str, line: str, measure: str, on: date) -> Ceiling:
    """What the level above holds at most on a day (AUT-02); the database's guard asks the same function."""
    found = _ask(
        "SELECT organisation_level_above(u) IS NULL, "
        "organisation_held(u, organisation_level_above(u), %s, %s, %s, %s) FROM organisation_unit u WHERE u.id = %s",
        [operation, line, measure, on, unit_id],
    )
    return Ceiling(limit=found[1], top=bool(found[0]))


def held_on_level(unit_id: int, operation: str, line: str, measure: str, on: date) -> Decimal | None:
    """What anybody holds at most on the unit's own level on a day."""
    found = _ask(
        "SELECT organisation_held(u, organisation_level(u), %s, %s, %s, %s) FROM organisation_unit u WHERE u.id = %s",
        [operation, line, measure, on, unit_id],
    )
    return found[0]  # type: ignore[no-any-return]


def held_on_level_of(
    unit_id: int, operation: str, lines: list[str], measure: str, on: date
) -> dict[str, Decimal | None]:
    """``held_on_level`` of several lines in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l, organisation_held(u, organisation_level(u), %s, l, %s, %s) "
            "FROM organisation_unit u, unnest(%s::text[]) l WHERE u.id = %s",
            [operation, measure, on, lines, unit_id],
        )
        return dict(cursor.fetchall())


def _ask(sql: str, values: list[Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone() or (True, None)


def below(unit: Unit) -> QuerySet[AuthorityGrant]:
    """Limits of the units under ``unit``'s level in its chain: those that its own limits bound."""
    if unit.sub_branch_id is not None:
        return AuthorityGrant.objects.none()
    if unit.branch_id is not None:
        return AuthorityGrant.objects.filter(unit__branch_id=unit.branch_id, unit__sub_branch_id__isnull=False)
    if unit.province_id is not None:
        return AuthorityGrant.objects.filter(
            unit__province_id=unit.province_id, unit__branch_id__isnull=False, unit__sub_branch_id=None
        )
    return AuthorityGrant.objects.filter(Q(unit__province_id__isnull=False), unit__branch_id=None)


def days_ahead(operation: str, measure: str, since: date) -> list[date]:
    """The days from ``since`` on at which some limit of a measure begins or ends, ``since`` first."""
    rows = AuthorityGrant.objects.filter(operation=operation, measure=measure).exclude(effective__isempty=True)
    bounds = {day for row in rows for day in (row.effective.lower, row.effective.upper) if day is not None}
    return sorted({since, *(day for day in bounds if day > since)})


def others_on_level(holding: Holding, line: str, on: date) -> list[AuthorityGrant]:
    """The limits for ``line`` that others hold on the level of a holding on a day; of each holder the one for the line
    goes before the one for all lines."""
    unit = Unit.objects.get(pk=holding.unit)
    rows = AuthorityGrant.objects.filter(
        unit__province_id=unit.province_id,
        unit__branch_id=unit.branch_id,
        unit__sub_branch_id=unit.sub_branch_id,
        operation=holding.operation,
        measure=holding.measure,
        line__in=("", line),
        effective__contains=on,
    ).order_by("line")
    own = (holding.unit, holding.post, holding.staff)
    by_holder = {
        holder: row
        for row in rows
        if (holder := (row.unit_id, row.post_id, row.staff_id)) != own or row.line not in ("", holding.line)
    }
    return list(by_holder.values())
