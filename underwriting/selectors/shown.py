"""Values of the automatic rules as people read them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from organisation.public import post_name
from underwriting.models import CLASS_LABELS
from underwriting.rules.auto_underwriting import CHOICES, SIGNS, Element, Operator
from underwriting.rules.entry.choices import TARIFF_WORDS
from underwriting.rules.words import gettext_noop as noop

FACT_WORDS = {"high_risk": noop("High risk")}
"""What is found about a proposal and has no word of its own in a tariff."""


def shown_value(value: Any, element: Element) -> str:
    """Condition and value: ≤ ¥500,000, one of A, B, none."""
    if element.operator is Operator.NONE:
        return _("none")
    if element.operator is Operator.YES:
        return _("yes")
    if value in (None, "", []):
        return ""
    text = _(", ").join(plain_value(item, element.unit) for item in (value if isinstance(value, list) else [value]))
    return text if element.operator in CHOICES else f"{SIGNS[element.operator]} {text}"


def shown_bound(element: Element) -> str:
    """What head office leaves to the branch."""
    if element.allowed:
        return shown_value(list(element.allowed), element)
    return shown_value(element.bound, element) if element.bound else ""


def plain_value(value: Any, unit: str) -> str:
    """The bare value with its unit."""
    if value in CLASS_LABELS:
        return str(CLASS_LABELS[value])
    word = TARIFF_WORDS.get(value) or FACT_WORDS.get(value)
    if word:
        return _(word)
    if unit == "yuan":
        return f"¥{Decimal(str(value)):,.0f}"
    units = {
        "percent": "%",
        "years": _(" years"),
        "age": _(" years of age"),
        "days": _(" days"),
        "claims": _(" claims"),
    }
    return f"{value}{units.get(unit, '')}"


def signed(kept: str) -> str:
    """Name and post of who acted; the post is kept by its code."""
    name, between, post = kept.rpartition(" · ")
    return f"{name}{between}{post_name(post)}" if between else kept
