"""Facts of automatic underwriting for the lines other than motor, from what their entry says (domain 5.10). Unknown is
None, and what is unknown goes to a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

Content = Mapping[str, Any]


class Ages(NamedTuple):
    """The youngest and the oldest person of a list, in completed years on the first day; None while somebody's day of
    birth is not known."""

    least: int | None
    most: int | None


HUNDRED = Decimal(100)


def line_facts(content: Content, sum_insured: Decimal) -> dict[str, Any]:
    """Every fact that the entry of some line can give; those of other lines are None."""
    groups = _rows(content, "groups")
    heads = _heads(groups)
    return {
        "sum_insured": sum_insured,
        "deductible": _amount(content.get("deductible_amount")),
        "occupancies": _texts(_rows(content, "items"), "occupancy"),
        "construction": content.get("construction") or None,
        "goods": content.get("goods") or None,
        "trade": content.get("trade") or None,
        "tiers": _tiers(content, groups),
        "person_sum": _greatest(groups, content),
        "persons_least": heads,
        "persons_most": heads,
        "participation": _participation(heads, content.get("eligible")),
        "age_least": _count(content.get("youngest")),
        "age_most": _count(content.get("oldest")),
        "losses_3_years": _amount(content.get("losses_3_years")),
    }


def with_ages(facts: Mapping[str, Any], ages: Ages | None) -> dict[str, Any]:
    """The facts with the ages of the persons on the list, where there is one: what the entry says of ages is no more
    favourable than the list, and a person whose age nobody knows makes them unknown (domain 5.10)."""
    if ages is None:
        return dict(facts)
    least, most = facts["age_least"], facts["age_most"]
    if ages.least is None or ages.most is None:
        return {**facts, "age_least": None, "age_most": None}
    return {
        **facts,
        "age_least": ages.least if least is None else min(ages.least, least),
        "age_most": ages.most if most is None else max(ages.most, most),
    }


def whole_years(born_on: date, on: date) -> int:
    """Completed years of life on a day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _participation(heads: int | None, eligible: Any) -> Decimal | None:
    """Percent of those who could be insured (≥ 75 % by default for groups)."""
    possible = _count(eligible)
    if not heads or not possible or possible < heads:
        return None
    return (HUNDRED * heads / possible).quantize(Decimal("0.01"))


def _rows(content: Content, name: str) -> list[Content]:
    return [row for row in content.get(name) or () if isinstance(row, Mapping)]


def _texts(rows: Iterable[Content], name: str) -> tuple[str, ...] | None:
    found = [str(row.get(name) or "") for row in rows]
    return tuple(sorted(set(found))) if found and all(found) else None


def _tiers(content: Content, groups: list[Content]) -> tuple[str, ...] | None:
    if groups:
        return _texts(groups, "tier")
    tier = content.get("tier")
    return (str(tier),) if tier else None


def _heads(groups: list[Content]) -> int | None:
    counts = [_count(row.get("heads")) for row in groups]
    return None if not counts or None in counts else sum(one or 0 for one in counts)


def _greatest(groups: list[Content], content: Content) -> Decimal | None:
    sums = [_amount(row.get("sum_insured")) for row in groups] or [_amount(content.get("sum_insured"))]
    known = [one for one in sums if one is not None]
    return max(known) if known and len(known) == len(sums) else None


def _amount(value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _count(value: Any) -> int | None:
    figure = _amount(value)
    return None if figure is None else int(figure)
