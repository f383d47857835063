"""Products, clauses and tariffs in force on a day (PRD-01)."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Q
from django.utils.translation import get_language

from underwriting.models import ClauseVersion, ProductVersion, RateTable
from underwriting.rules.products import ProductFact
from underwriting.rules.rating import Tariff
from underwriting.selectors.tables import NoTable, Table, day_asked, keep, table

_KEEP_SECONDS = 60


class NoProduct(LookupError):
    """No released version of the product is in force on the day."""


def product(code: str, on: date) -> ProductFact:
    """The product as it is sold on ``on``. Raises ``NoProduct``."""
    on = day_asked(on)
    key = f"underwriting.product.{code}.{on}"
    found: ProductVersion | None = cache.get(key)
    if found is None:
        found = ProductVersion.objects.filter(code=code, effective__contains=on).first()
        if found is None:
            raise NoProduct(code)
        cache.set(key, found, _KEEP_SECONDS)
    return fact_of(found, on)


def is_tax_exempt(code: str, on: date) -> bool:
    """Whether the premium of a product bears no VAT on a day (4.8)."""
    try:
        return product(code, on).tax_exempt
    except NoProduct:
        return False


def read_together(codes: Iterable[str], on: date, *, tables: Iterable[str] = ()) -> None:
    """Read products with their tables, and further ones, in two statements, for what prices many of them."""
    _keep(list(ProductVersion.objects.filter(code__in=list(codes), effective__contains=on)), on, set(tables))


def _keep(rows: list[ProductVersion], on: date, more: AbstractSet[str] = frozenset()) -> None:
    for row in rows:
        cache.set(f"underwriting.product.{row.code}.{on}", row, _KEEP_SECONDS)
    wanted = {code for row in rows for code in (row.tariff, row.short_rate) if code} | more
    released = Q(proposed_by=None) | Q(approved_by__isnull=False)
    for found in RateTable.objects.filter(released, code__in=wanted, effective__contains=on):
        keep(found.code, on, found)


def products(on: date) -> list[ProductFact]:
    """Everything that is sold on a day, in the order of the codes."""
    rows = list(ProductVersion.objects.filter(effective__contains=on).order_by("code"))
    _keep(rows, on)
    return [fact_of(row, on) for row in rows]


def fact_of(row: ProductVersion, on: date) -> ProductFact:
    """A version with what its tariff says on the day."""
    rules: dict[str, Any] = row.rules
    return ProductFact(
        code=row.code,
        version=row.version,
        name=in_language(row.name),
        line=row.line,
        level=row.level,
        on_system=row.on_system,
        high_risk=row.high_risk,
        module=row.module,
        tariff=row.tariff,
        short_rate=row.short_rate,
        minimum_premium=_minimum(row.tariff, on),
        tax_exempt=bool(rules.get("tax_exempt", False)),
        premium_first=bool(rules.get("premium_first", True)),
        inspection=rules.get("inspection", ""),
        questionnaire=row.questionnaire,
        required_documents=tuple(row.required_documents),
        controlled_form=row.controlled_form,
        clauses=tuple(row.clauses),
        riders=tuple(row.riders),
        project_term=bool(rules.get("project_term", False)),
        refund=rules.get("refund", ""),
        cancellation_fee=Decimal(rules.get("cancellation_fee", "0")),
        assessed=bool(rules.get("assessed", False)),
    )


def in_language(text: dict[str, str]) -> str:
    """The text of a bilingual field for the reader."""
    chinese = (get_language() or "zh").startswith("zh")
    return text.get("zh" if chinese else "en") or text.get("zh", "")


def _minimum(code: str, on: date) -> Decimal:
    try:
        return Decimal(str(table(code, on).data.get("minimum_premium") or 0)) if code else Decimal(0)
    except NoTable:
        return Decimal(0)


def tariff_of(fact: ProductFact, on: date) -> Tariff:
    """What the rating modules read: the filed tariff with the short rates. Raises ``NoTable``."""
    found = table(fact.tariff, on)
    return combined(found, short_table(fact, on))


def short_table(fact: ProductFact, on: date) -> Table | None:
    """The short-rate table of the product, if it has one."""
    return table(fact.short_rate, on) if fact.short_rate else None


def combined(tariff: Table, short: Table | None) -> dict[str, Any]:
    """A tariff and its short rates as one mapping."""
    more = {"short_rate": short.data, "short_rate_version": short.version} if short else {}
    return {**tariff.data, "version": tariff.version, **more}


def clauses_of(fact: ProductFact, on: date) -> list[ClauseVersion]:
    """The clauses and riders of a product in their versions of the day, main clauses first."""
    wanted = [*fact.clauses, *fact.riders]
    found = {row.code: row for row in ClauseVersion.objects.filter(code__in=wanted, effective__contains=on)}
    return [found[code] for code in wanted if code in found]
