"""The fields of products and clauses in words, as changes and comparisons show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from underwriting.rules.products import DOCUMENT_LABELS, INSPECTION_LABELS
from underwriting.rules.words import gettext_noop as _

PRODUCT_FIELDS = {
    "name": _("Name"),
    "line": _("Line"),
    "module": _("Entry and rating"),
    "level": _("Clause level"),
    "on_system": _("On system"),
    "high_risk": _("High risk"),
    "tariff": _("Tariff"),
    "short_rate": _("Short-rate table"),
    "questionnaire": _("Questionnaire"),
    "controlled_form": _("Controlled form"),
    "clauses": _("Clauses"),
    "riders": _("Riders"),
    "required_documents": _("Required documents"),
    "rules": _("Rules of the product"),
}
CLAUSE_FIELDS = {
    "title": _("Title"),
    "rider": _("Rider"),
    "filing": _("Filing"),
    "sections": _("Text"),
}
RULE_LABELS = {
    "inspection": _("Inspection"),
    "refund": _("Refund after the start"),
    "cancellation_fee": _("Fee before the start"),
    "premium_first": _("Premium before policy"),
    "tax_exempt": _("Exempt from premium tax"),
    "project_term": _("Rate for the whole period"),
    "assessed": _("Risk assessment"),
    "term": _("Term"),
}
REFUND_LABELS = {
    "short_rate": _("by begun months"),
    "pro_rata": _("by day"),
    "none": _("not possible"),
}
TERM_LABELS = {"voyage": _("voyage"), "project": _("project"), "year": _("a year")}
RULE_WORDS: Mapping[str, Mapping[str, str]] = {
    "refund": REFUND_LABELS,
    "inspection": INSPECTION_LABELS,
    "term": TERM_LABELS,
}
LEVELS = {
    "national": _("national clause"),
    "provincial": _("provincial clause"),
    "local": _("local clause"),
}
MODULE_LABELS = {
    "motor": _("Motor"),
    "property": _("Property"),
    "household": _("Household"),
    "cargo": _("Cargo"),
    "liability": _("Liability insurance"),
    "employers": _("Employer's liability"),
    "group_accident": _("Group accident"),
    "individual_accident": _("Individual accident"),
    "engineering": _("Engineering"),
    "machinery": _("Machinery breakdown"),
    "loss_of_profits": _("Loss of profits"),
    "school": _("School liability"),
    "student": _("Students and young children"),
    "generic": _("Other clauses"),
}
FORM_LABELS = {
    "policy_form": _("policy form"),
    "compulsory_sign": _("compulsory sign"),
    "household_fixed": _("fixed-sum household policy"),
    "cargo_fixed": _("cargo certificate"),
    "accident_card": _("accident card"),
    "student_card": _("student card"),
}
_WORDS = {**LEVELS, **MODULE_LABELS, **DOCUMENT_LABELS, **FORM_LABELS}
Translate = Callable[[str], str]


def shown(value: Any, translate: Translate) -> str:
    """A field as it is read: lists by comma, mappings by their parts, texts by paragraph."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return translate(_("yes")) if value else translate(_("no"))
    if isinstance(value, Mapping):
        pairs = ((RULE_LABELS.get(str(key), str(key)), _rule(str(key), one, translate)) for key, one in value.items())
        return " · ".join(f"{translate(label)}: {text}" for label, text in pairs if text)
    if isinstance(value, list):
        return _listed(value, translate)
    text = str(value)
    label: str = _WORDS.get(text, text)
    return translate(label)


def _rule(name: str, value: Any, translate: Translate) -> str:
    words = RULE_WORDS.get(name, {})
    return translate(words[value]) if isinstance(value, str) and value in words else shown(value, translate)


def _listed(value: list[Any], translate: Translate) -> str:
    if value and isinstance(value[0], Mapping):
        return " ".join(f"{part['title']}：{' '.join(part['paragraphs'])}" for part in value)
    return translate(_(", ")).join(shown(one, translate) for one in value)
