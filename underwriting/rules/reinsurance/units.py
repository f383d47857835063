"""Risk units of a contract: what one event can destroy together, and what the company keeps of each (REI-14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from core.money import split, to_cents
from underwriting.rules.reinsurance.exclusions import OF_A_ROW, said_by, said_by_all, said_by_contract

FULL = Decimal(1)
NIL = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskUnit:
    """One risk unit: everything at one place that burns, sinks or falls together. ``pml`` is a part of the sum,
    ``said`` what the entry says of the risk."""

    name: str
    sum_insured: Decimal
    premium: Decimal = NIL
    place: str = ""
    area: str = ""
    occupancy: str = ""
    pml: Decimal = FULL
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedUnit:
    """A risk unit as the signed assessment found it; ``loss`` is what its probable loss destroys of ``value``."""

    name: str
    value: Decimal
    loss: Decimal

    @property
    def pml(self) -> Decimal:
        share = self.loss / self.value if self.value else FULL
        return share if 0 < share <= FULL else FULL


class NoRetention(LookupError):
    """The table of the line has no row for such a risk."""


def retention_for(rows: Sequence[Mapping[str, Any]], *, occupancy: str, pml: Decimal) -> Decimal:
    """The retention of occupancy class and PML: the row with the smallest upper PML that still holds; a class without
    rows of its own uses those without a class."""
    own = [row for row in rows if row["occupancy"] == occupancy] or [row for row in rows if not row["occupancy"]]
    fitting = sorted((Decimal(row["pml_up_to"]), Decimal(row["retention"])) for row in own)
    for upper, amount in fitting:
        if pml <= upper:
            return amount
    raise NoRetention(occupancy)


def assessed_units(
    found: Sequence[AssessedUnit], content: Mapping[str, Any], *, total: Decimal, premium: Decimal, area: str = ""
) -> tuple[RiskUnit, ...]:
    """The risk units of the signed assessment: the sum insured is spread over them by what they are worth, and each has
    its own PML (REI-14, LAW-103)."""
    values = [one.value for one in found]
    sums, premiums = split(total, values), split(premium, values)
    return tuple(
        RiskUnit(
            name=one.name[:120],
            sum_insured=amount,
            premium=share,
            place=str(content.get("address") or content.get("site") or "")[:160],
            area=area,
            occupancy=str(content.get("occupancy") or "")[:20],
            pml=one.pml,
            said=said_by_all(content),
        )
        for one, amount, share in zip(found, sums, premiums, strict=True)
    )


def units_of(
    content: Mapping[str, Any], *, total: Decimal, premium: Decimal, name: str, area: str = ""
) -> tuple[RiskUnit, ...]:
    """The risk units of an entry: items with the same risk unit or address belong together; what no item accounts for
    is one unit of its own. The premium is spread over the sums."""
    sums: dict[str, Decimal] = {}
    heads: dict[str, Mapping[str, Any]] = {}
    said: dict[str, tuple[str, ...]] = {}
    for item in _items(content):
        key = str(item.get("risk_unit") or item.get("address") or name).strip()
        sums[key] = sums.get(key, NIL) + _amount(item)
        said[key] = (*said.get(key, ()), *said_by(item, OF_A_ROW))
        if key not in heads or _amount(item) > _amount(heads[key]):
            heads[key] = item
    rest = total - sum(sums.values(), NIL)
    if rest < 0 or not sums:
        sums, heads, said = {name: total}, {}, {name: said_by_all(content)}
    elif rest:
        sums[name] = sums.get(name, NIL) + rest
    pml, common = _pml(content), said_by_contract(content)
    shares = split(premium, list(sums.values())) if total > 0 else [premium]
    return tuple(
        RiskUnit(
            name=key[:120],
            sum_insured=to_cents(amount),
            premium=share,
            place=str(heads.get(key, {}).get("address") or content.get("address") or content.get("site") or "")[:160],
            area=area,
            occupancy=str(heads.get(key, {}).get("occupancy") or content.get("occupancy") or "")[:20],
            pml=pml,
            said=(*common, *said.get(key, ())),
        )
        for (key, amount), share in zip(sums.items(), shares, strict=True)
    )


def _items(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    items = content.get("items")
    return [one for one in items if isinstance(one, Mapping)] if isinstance(items, list) else []


def _amount(item: Mapping[str, Any]) -> Decimal:
    return _decimal(item.get("sum_insured"), NIL)


def _pml(content: Mapping[str, Any]) -> Decimal:
    """The probable maximum loss of the risk assessment; the whole sum while nobody has measured it."""
    pml = _decimal(content.get("pml"), FULL)
    return pml if 0 < pml <= FULL else FULL


def _decimal(value: Any, otherwise: Decimal) -> Decimal:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return otherwise
    return found if found.is_finite() else otherwise
