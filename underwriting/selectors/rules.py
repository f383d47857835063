"""The page of automatic rules and rate tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from organisation.models import ControlChange, Unit
from organisation.public import ScopedActor
from underwriting.models import RateTable, RuleValues
from underwriting.rules.auto_underwriting import Element
from underwriting.selectors.shown import shown_value
from underwriting.selectors.tables import elements_of

PRODUCT, CHANGE_KIND = "MOTOR", "underwriting.rule_values"


def rules_page(actor: ScopedActor, on: date) -> dict[str, Any]:
    """Elements, the values in force and waiting, the tables; of the branch in which the actor works."""
    branch = branch_of(actor)
    elements = elements_of(PRODUCT, on)
    versions = _versions(branch)
    current = next((version for version in versions if on in version.effective), None)
    values = current.values if current else {}
    return {
        "branch": branch,
        "elements": elements,
        "current": current,
        "versions": versions,
        "waiting": _waiting(branch),
        "rows": [(element, shown_value(values.get(element.name), element)) for element in elements],
        "tables": list(RateTable.objects.order_by("code", "-effective")),
    }


def _versions(branch: Unit | None) -> list[RuleValues]:
    rows = RuleValues.objects.filter(product=PRODUCT, unit=branch).filter(_released())
    return list(rows.select_related("proposed_by", "approved_by").order_by("-effective", "-pk")[:10]) if branch else []


def _waiting(branch: Unit | None) -> list[ControlChange]:
    rows = ControlChange.objects.filter(kind=CHANGE_KIND, unit=branch, state="proposed")
    return list(rows.select_related("proposed_by")) if branch else []


def _released() -> Q:
    return Q(proposed_by=None) | Q(approved_by__isnull=False)


def values_on(branch_id: int, on: date) -> RuleValues | None:
    """The released version of a day."""
    rows = RuleValues.objects.filter(product=PRODUCT, unit_id=branch_id, effective__contains=on)
    return rows.filter(_released()).first()


def branch_of(actor: ScopedActor) -> Unit | None:
    """The branch whose values the actor sees."""
    unit = Unit.objects.filter(pk=actor.unit_id).first()
    return Unit.objects.filter(pk=unit.branch_id).first() if unit and unit.branch_id else None


def initial_values(elements: list[Element], current: RuleValues | None) -> dict[str, Any]:
    """The values in force, as the form shows them."""
    values = current.values if current else {}
    return {f"value_{element.name}": values.get(element.name) for element in elements}
