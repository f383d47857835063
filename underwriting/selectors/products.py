"""The pages of the catalogue: versions of a product, what belongs to it, what two versions say differently."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from underwriting.models import ClauseVersion, ProductVersion, Questionnaire, RateTable, RatingCase
from underwriting.rules.product_content import PRODUCT_FIELDS
from underwriting.rules.table_kinds import is_short_rate, is_tariff
from underwriting.selectors.catalogue import in_language


def held_or_to_come(model: type[Model], on: date, *, key: str = "code") -> QuerySet[Any]:
    """One row per code: its version of the day, or the one to come of what is new."""
    rows, today = model._default_manager.all(), Q(effective__contains=on)
    known = rows.filter(today).values(key)
    return rows.filter(today | (Q(effective__startswith__gt=on) & ~Q(**{f"{key}__in": known})))


def in_force(on: date) -> QuerySet[ProductVersion]:
    """One row per product: its version of the day, or the one to come of a new product."""
    return held_or_to_come(ProductVersion, on)


def clauses_listed(on: date) -> QuerySet[ClauseVersion]:
    """One row per clause or rider, also of those to come."""
    return held_or_to_come(ClauseVersion, on)


def questionnaires_listed(on: date) -> QuerySet[Questionnaire]:
    """One row per questionnaire, also of those to come."""
    return held_or_to_come(Questionnaire, on, key="product")


def by_text(rows: QuerySet[ProductVersion], text: str) -> QuerySet[ProductVersion]:
    """Code or name in either language."""
    return rows.filter(Q(code__icontains=text) | Q(name__zh__icontains=text) | Q(name__en__icontains=text))


def clauses_by_text(rows: QuerySet[ClauseVersion], text: str) -> QuerySet[ClauseVersion]:
    """Code or title in either language."""
    return rows.filter(Q(code__icontains=text) | Q(title__zh__icontains=text) | Q(title__en__icontains=text))


def questionnaires_by_text(rows: QuerySet[Questionnaire], text: str) -> QuerySet[Questionnaire]:
    """Code or title in either language."""
    return rows.filter(Q(product__icontains=text) | Q(title__zh__icontains=text) | Q(title__en__icontains=text))


def version_on(code: str, on: date) -> ProductVersion | None:
    """The version of a day."""
    return ProductVersion.objects.filter(code=code, effective__contains=on).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductPage:
    """A product with its versions, clauses, questionnaire and cases; two versions compared."""

    held: ProductVersion
    versions: list[ProductVersion]
    clauses: list[ClauseVersion]
    questionnaire: Questionnaire | None
    cases: list[RatingCase]
    older: ProductVersion | None
    newer: ProductVersion | None
    compared: list[tuple[str, Any, Any]]


def page_of(code: str, on: date, *, older: str, newer: str) -> ProductPage | None:
    """None where there is no such product."""
    rows = ProductVersion.objects.filter(code=code).select_related("proposed_by", "approved_by")
    versions = list(rows.order_by("-effective"))
    if not versions:
        return None
    held = next((row for row in versions if on in row.effective), versions[0])
    before, after = _pair(versions, older, newer)
    return ProductPage(
        held=held,
        versions=versions,
        clauses=_clauses(held, on),
        questionnaire=Questionnaire.objects.filter(product=held.questionnaire, effective__contains=on).first(),
        cases=list(RatingCase.objects.filter(product=code, effective__contains=on).order_by("code")),
        older=before,
        newer=after,
        compared=differences(before, after) if before and after else [],
    )


def _pair(
    versions: list[ProductVersion], older: str, newer: str
) -> tuple[ProductVersion | None, ProductVersion | None]:
    """What was asked for, else the newest against the one before."""
    if len(versions) < 2:
        return None, None
    by_key = {str(row.pk): row for row in versions}
    return by_key.get(older, versions[1]), by_key.get(newer, versions[0])


def differences(older: ProductVersion, newer: ProductVersion) -> list[tuple[str, Any, Any]]:
    """Label, old and new of every field that differs."""
    pairs = ((label, getattr(older, name), getattr(newer, name)) for name, label in PRODUCT_FIELDS.items())
    return [(label, old, new) for label, old, new in pairs if old != new]


def _clauses(held: ProductVersion, on: date) -> list[ClauseVersion]:
    wanted = [*held.clauses, *held.riders]
    found = {row.code: row for row in ClauseVersion.objects.filter(code__in=wanted, effective__contains=on)}
    return [found[code] for code in wanted if code in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePage:
    """A clause as shown, its versions, and the products that use it."""

    shown: ClauseVersion
    versions: list[ClauseVersion]
    used_by: list[ProductVersion]


def clause_page(code: str, on: date, version: str) -> ClausePage | None:
    """The version asked for, else that of the day."""
    rows = ClauseVersion.objects.filter(code=code).select_related("proposed_by", "approved_by")
    versions = list(rows.order_by("-effective"))
    if not versions:
        return None
    current = next((row for row in versions if on in row.effective), versions[0])
    shown = next((row for row in versions if str(row.pk) == version), current)
    named = Q(clauses__contains=[code]) | Q(riders__contains=[code])
    used = ProductVersion.objects.filter(named, effective__contains=on).order_by("code")
    return ClausePage(shown=shown, versions=versions, used_by=list(used))


def modules_of(table: str, on: date) -> set[str]:
    """The kinds of business that a table is made for: those of the products that it prices; before the first of them,
    those of the cases that it was released with."""
    rows = ProductVersion.objects.filter(Q(tariff=table) | Q(short_rate=table), effective__contains=on)
    own = RatingCase.objects.filter(product=table, effective__contains=on)
    found = {*rows.values_list("module", flat=True), *own.values_list("content__module", flat=True)}
    return found - {None}


def choices(on: date) -> dict[str, list[tuple[str, str]]]:
    """What a product may be put together from; what is released for a day to come can be chosen for that day."""
    clauses = list(clauses_listed(on).order_by("code"))
    tables = list(held_or_to_come(RateTable, on).order_by("code"))
    asked = questionnaires_listed(on).order_by("product")
    none = ("", "–")
    return {
        "tariff": [none, *((row.code, f"{row.version} ({row.code})") for row in tables if is_tariff(row.code))],
        "short_rate": [none, *((row.code, f"{row.version} ({row.code})") for row in tables if is_short_rate(row.code))],
        "questionnaire": [none, *((row.product, f"{in_language(row.title)} ({row.product})") for row in asked)],
        "clauses": [(row.code, f"{row.code} {in_language(row.title)}") for row in clauses if not row.rider],
        "riders": [(row.code, in_language(row.title)) for row in clauses if row.rider],
    }


def initial_of(held: ProductVersion) -> dict[str, Any]:
    """A version as the form shows it."""
    names = ("line", "module", "level", "tariff", "short_rate", "questionnaire", "controlled_form", "on_system")
    more = ("high_risk", "clauses", "riders", "required_documents")
    plain = {name: getattr(held, name) for name in (*names, *more)}
    return {**plain, **held.rules, "name_zh": held.name.get("zh", ""), "name_en": held.name.get("en", "")}


def clause_initial(held: ClauseVersion) -> dict[str, Any]:
    """A clause as the form shows it."""
    parts = {True: list[str](), False: list[str]()}
    for part in held.sections:
        parts[bool(part["exclusion"])] += part["paragraphs"]
    return {
        "title_zh": held.title.get("zh", ""),
        "title_en": held.title.get("en", ""),
        "filing": held.filing,
        "covers": "\n".join(parts[False]),
        "exclusions": "\n".join(parts[True]),
    }


def questionnaires_of(code: str) -> list[Questionnaire]:
    """Every version of a questionnaire, the newest first."""
    return list(Questionnaire.objects.filter(product=code).order_by("-effective"))


def asking(code: str, on: date) -> list[ProductVersion]:
    """The products that ask it on a day."""
    return list(ProductVersion.objects.filter(questionnaire=code, effective__contains=on).order_by("code"))
