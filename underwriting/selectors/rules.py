"""The page of automatic rules and rate tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from organisation.models import Unit
from organisation.public import ScopedActor
from underwriting.models import RateTable, RuleElements, RuleValues
from underwriting.models.proposal import CLASS_LABELS
from underwriting.rules.auto_underwriting import SIGNS, Operator

PRODUCT = "MOTOR"


def rules_page(actor: ScopedActor, on: date) -> dict[str, Any]:
    """Elements, the values in force and waiting, the tables; of the branch in which the actor works."""
    branch = branch_of(actor)
    elements = RuleElements.objects.filter(product=PRODUCT, effective__contains=on).first()
    versions = (
        list(RuleValues.objects.filter(product=PRODUCT, unit=branch).order_by("-effective", "-pk")[:10])
        if branch
        else []
    )
    current = next((v for v in versions if on in v.effective and (v.approved_by_id or not v.proposed_by_id)), None)
    listed = elements.elements if elements else []
    return {
        "branch": branch,
        "elements": listed,
        "current": current,
        "versions": versions,
        "waiting": [v for v in versions if v.proposed_by_id and not v.approved_by_id],
        "rows": [(element, _shown(element, current)) for element in listed],
        "tables": list(RateTable.objects.order_by("code", "-effective")),
    }


def _shown(element: dict[str, Any], current: RuleValues | None) -> str:
    """Condition and value as people read them: ≤ 8, ∈ A, B."""
    value = current.values.get(element["name"]) if current else None
    values = value if isinstance(value, list) else [] if value is None else [value]
    named = {str(code): label for code, label in CLASS_LABELS.items()} if element["name"] == "vehicle_class" else {}
    text = ", ".join(str(named.get(str(item), item)) for item in values)
    return f"{SIGNS[Operator(element['operator'])]} {text}".strip()


def branch_of(actor: ScopedActor) -> Unit | None:
    """The branch whose values the actor sees."""
    unit = Unit.objects.filter(pk=actor.unit_id).first()
    return Unit.objects.filter(pk=unit.branch_id).first() if unit and unit.branch_id else None


def initial_values(found: dict[str, Any]) -> dict[str, Any]:
    """The values in force, as the form shows them."""
    current = found["current"]
    values = current.values if current else {}
    return {f"value_{name}": ", ".join(value) if isinstance(value, list) else value for name, value in values.items()}
