"""The pages of automatic rules: products with a combination of head office, the branch's values, files under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.models import Unit
from organisation.public import ScopedActor
from underwriting.models import RateTable, RuleElements, RuleValues
from underwriting.models.rule_file import RuleFile
from underwriting.rules.auto_underwriting import Element
from underwriting.rules.lines import LINE_LABELS, MOTOR
from underwriting.rules.rule_file import REJECTED, RETIRED
from underwriting.selectors.catalogue import NoProduct, product
from underwriting.selectors.shown import shown_bound, shown_value
from underwriting.selectors.tables import elements_of, read_elements

PRODUCT = MOTOR


def products_with_rules(on: date) -> list[tuple[str, str]]:
    """Products for which head office fixed elements, motor first, as (code, label)."""
    codes = RuleElements.objects.filter(effective__contains=on).values_list("product", flat=True)
    return sorted(((code, label_of_product(code)) for code in set(codes)), key=lambda one: (one[0] != MOTOR, one[0]))


def label_of_product(code: str) -> str:
    """The product in the reader's language."""
    return _("Motor insurance") if code == MOTOR else _(LINE_LABELS.get(code, code))


def known_elements(product_code: str, on: date) -> dict[str, Element]:
    """Every element that the system can ask of a product: its own first, for other lines than motor also theirs."""
    own = elements_of(product_code, on)
    rows = RuleElements.objects.filter(effective__contains=on).exclude(product__in=(product_code, MOTOR))
    others = [] if product_code == MOTOR else [one for row in rows.order_by("product") for one in read_elements(row)]
    known: dict[str, Element] = {}
    for one in (*own, *others):
        known.setdefault(one.name, one)
    return known


def rules_page(actor: ScopedActor, product_code: str, on: date) -> dict[str, Any]:
    """Elements, the values in force and waiting, the tables; of the branch in which the actor works."""
    branch = branch_of(actor)
    known = products_with_rules(on)
    code = product_code if product_code in dict(known) else MOTOR
    elements = elements_of(code, on)
    versions = _versions(branch, code)
    current = next((version for version in versions if not version.effective.isempty and on in version.effective), None)
    values = current.values if current else {}
    return {
        "branch": branch,
        "products": known,
        "product": code,
        "product_label": label_of_product(code),
        "elements": elements,
        "current": current,
        "versions": versions,
        "files": _under_way(branch, code),
        "rows": [
            (element, shown_value(values.get(element.name), element), shown_bound(element)) for element in elements
        ],
        "tables": list(RateTable.objects.filter(effective__contains=on).order_by("code")),
    }


def _versions(branch: Unit | None, code: str) -> list[RuleValues]:
    rows = RuleValues.objects.filter(product=code, unit=branch).filter(released())
    return list(rows.select_related("proposed_by", "approved_by").order_by("-effective", "-pk")[:10]) if branch else []


def _under_way(branch: Unit | None, code: str) -> list[RuleFile]:
    rows = RuleFile.objects.filter(product=code, unit=branch).exclude(state__in=(RETIRED, REJECTED))
    return list(rows.order_by("-pk")[:10]) if branch else []


def released() -> Q:
    return Q(proposed_by=None) | Q(approved_by__isnull=False)


def values_on(product_code: str, branch_id: int, on: date) -> RuleValues | None:
    """The released version of a day."""
    rows = RuleValues.objects.filter(product=product_code, unit_id=branch_id, effective__contains=on)
    return rows.filter(released()).first()


def values_of_branches(product_code: str, on: date) -> list[RuleValues]:
    """The released values of every branch on a day."""
    rows = RuleValues.objects.filter(released(), product=product_code, effective__contains=on)
    return list(rows.select_related("unit").order_by("unit__code"))


def elements_version(product_code: str, on: date) -> str:
    """The version of head office's elements of a day; "" without one."""
    rows = RuleElements.objects.filter(product=product_code, effective__contains=on)
    return rows.values_list("version", flat=True).first() or ""


def is_local(product_code: str, on: date) -> bool:
    """Whether the product is of the province or the branch (AUW-06)."""
    try:
        return product(product_code, on).level != "national"
    except NoProduct:
        return False


def branch_of(actor: ScopedActor) -> Unit | None:
    """The branch whose values the actor sees."""
    unit = Unit.objects.filter(pk=actor.unit_id).first()
    return Unit.objects.filter(pk=unit.branch_id).first() if unit and unit.branch_id else None


def initial_values(elements: Sequence[Element], values: dict[str, Any]) -> dict[str, Any]:
    """Values as the form shows them."""
    return {f"value_{element.name}": values.get(element.name) for element in elements}


def rule_files(actor: ScopedActor) -> QuerySet[RuleFile]:
    """Files in scope."""
    return RuleFile.objects.visible_to(actor)


def rule_file_for(actor: ScopedActor, pk: int) -> RuleFile:
    """One of them; out of scope reads as not found."""
    found = rule_files(actor).select_related("unit", "released").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found
