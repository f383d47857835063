"""The version of a table, and of the automatic rules, that is in force on a day. Kept compiled in this process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.cache import cache
from django.db.models import Q

from organisation.models import Unit
from underwriting.models import RateTable, RuleElements, RuleValues
from underwriting.rules.auto_underwriting import NUMERIC, Compiled, Element, Operator, RuleSet, compile_rules
from underwriting.rules.compulsory_motor import Band, CompulsoryTariff

_KEEP_SECONDS = 60
NO_RULES = (0, 0)


class NoTable(LookupError):
    """No released version of the table is in force on the day."""


@dataclass(frozen=True, slots=True)
class Table:
    """One version of a table."""

    code: str
    version: str
    data: Any


@dataclass(frozen=True, slots=True)
class Trial:
    """A draft as if it were in force; with ``on`` every other table is that of this day, whatever day is priced."""

    draft: Table
    on: date | None = None


_trial: ContextVar[Trial | None] = ContextVar("trial", default=None)


@contextmanager
def trying(draft: Table, *, on: date | None = None) -> Iterator[None]:
    """Price as if the draft were in force: for regression cases and the test on history (PRD-06)."""
    token = _trial.set(Trial(draft, on))
    try:
        yield
    finally:
        _trial.reset(token)


def day_asked(on: date) -> date:
    """The day whose versions are wanted: of the trial that runs, else the day itself."""
    trial = _trial.get()
    return trial.on if trial is not None and trial.on is not None else on


def keep(code: str, on: date, row: RateTable) -> None:
    """A version that was read together with others."""
    cache.set(f"underwriting.table.{code}.{on}", Table(code, row.version, row.data), _KEEP_SECONDS)


def table(code: str, on: date) -> Table:
    """The released version of ``code`` in force on ``on``. Raises ``NoTable``."""
    trial = _trial.get()
    if trial is not None and trial.draft.code == code:
        return trial.draft
    on = day_asked(on)
    key = f"underwriting.table.{code}.{on}"
    found: Table | None = cache.get(key)
    if found is None:
        row = RateTable.objects.filter(code=code, effective__contains=on).filter(_released()).first()
        if row is None:
            raise NoTable(code)
        found = Table(code, row.version, row.data)
        cache.set(key, found, _KEEP_SECONDS)
    return found


def first_table(code: str) -> Table:
    """The earliest released version of ``code``. Raises ``NoTable``."""
    row = RateTable.objects.filter(_released(), code=code).order_by("effective").first()
    if row is None:
        raise NoTable(code)
    return Table(code, row.version, row.data)


def _released() -> Q:
    """Reference versions have no proposer; changes count once a second person approved them."""
    return Q(proposed_by=None) | Q(approved_by__isnull=False)


def compulsory_tariff(on: date, unit: Unit) -> CompulsoryTariff:
    """The compulsory tariff of the day; what the provinces set themselves (tractors) is that of the unit's."""
    found = table("mci.tariff", on)
    own = found.data.get("provincial", {})
    province = province_name(unit) if own else ""
    set_here: dict[str, Any] = next((bands for name, bands in own.items() if name in province), {})
    return _tariff_of(found.version, _frozen(found.data["bands"] | set_here), _frozen(found.data["floats"]))


@lru_cache(maxsize=16)
def _tariff_of(version: str, bands: Any, floats: Any) -> CompulsoryTariff:
    rows = [
        Band(vehicle_class=name, at_least=Decimal(str(least)), premium=Decimal(str(premium)))
        for name, pairs in bands
        for least, premium in pairs
    ]
    rates = {region: {record: Decimal(rate) for record, rate in pairs} for region, pairs in floats}
    return CompulsoryTariff(version=version, bands=rows, floats=rates)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple((key, _frozen(item)) for key, item in value.items())
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def region_of(unit: Unit, on: date) -> str:
    """The floating region of the province in which the unit lies."""
    found = table("mci.tariff", on).data
    province = province_name(unit)
    other: str = found["other_regions"]
    return next((region for name, region in found["regions"].items() if name in province), other)


def province_name(unit: Unit) -> str:
    """The name of the provincial branch to which a unit belongs."""
    if unit.province_id is None:
        return unit.name
    key = f"underwriting.province.{unit.province_id}"
    name: str | None = cache.get(key)
    if name is None:
        name = Unit.objects.values_list("name", flat=True).get(pk=unit.province_id)
        cache.set(key, name, _KEEP_SECONDS)
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveRules:
    """The rule set of a day, compiled, with the names of both versions."""

    rules: RuleSet
    evaluate: Compiled
    elements_version: str
    values_version: str


def active_rules(product: str, branch_id: int | None, on: date) -> ActiveRules | None:
    """Head-office elements × the branch's released values; None when either is missing: a person decides all."""
    key = f"underwriting.rules.{product}.{branch_id}.{on}"
    versions: tuple[int, int] | None = cache.get(key)
    if versions is None:
        elements = RuleElements.objects.filter(product=product, effective__contains=on).first()
        values = RuleValues.objects.filter(product=product, unit_id=branch_id or 0, effective__contains=on)
        chosen = values.filter(_released()).first()
        versions = (elements.pk, chosen.pk) if elements and chosen else NO_RULES
        cache.set(key, versions, _KEEP_SECONDS)
    return None if versions == NO_RULES else rules_of_versions(*versions)


@lru_cache(maxsize=64)
def rules_of_versions(elements_id: int, values_id: int) -> ActiveRules:
    """Compiled once per pair of versions; versions never change."""
    elements, values = RuleElements.objects.get(pk=elements_id), RuleValues.objects.get(pk=values_id)
    listed = read_elements(elements)
    rules = RuleSet(
        product=elements.product,
        version=f"{elements.version} / {values.version}",
        elements=listed,
        values={element.name: threshold(element, values.values.get(element.name, "")) for element in listed},
    )
    return ActiveRules(
        rules=rules,
        evaluate=compile_rules(rules),
        elements_version=elements.version,
        values_version=values.version,
    )


def read_elements(row: RuleElements) -> list[Element]:
    return [element_of(one) for one in row.elements]


def element_of(kept: Mapping[str, Any]) -> Element:
    """An element out of its stored form."""
    return Element(**{**kept, "operator": Operator(kept["operator"])})


def elements_of(product: str, on: date) -> list[Element]:
    """Head office's elements in force on a day; none where nothing is in force."""
    row = RuleElements.objects.filter(product=product, effective__contains=on).first()
    return read_elements(row) if row else []


def threshold(element: Element, stored: Any) -> Any:
    """Amounts are stored as text so that nothing is rounded."""
    return Decimal(stored) if element.operator in NUMERIC and isinstance(stored, str) and stored else stored


def forget() -> None:
    """Read versions anew; called when one was released."""
    cache.clear()
    rules_of_versions.cache_clear()
