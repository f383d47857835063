"""What is asked about the risk so that the entry of a proposal need not ask it again (CUS-08)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _amount(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=14, decimal_places=2, required=False)


def _count(label: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, required=False)


def _text(label: Any, longest: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False)


FIELDS: dict[str, forms.Field] = {
    "industry": _text(_("Industry of the insured"), 80),
    "business": _text(_("Business of the insured"), 120),
    "address": _text(_("Address of the risk"), 200),
    "heads": _count(_("Number of persons"), 1_000_000),
    "turnover": _amount(_("Turnover of a year")),
    "buildings": _amount(_("Value of the buildings")),
    "equipment": _amount(_("Value of machines and equipment")),
    "stock": _amount(_("Value of the stock")),
    "house": _amount(_("Value of the house")),
    "decoration": _amount(_("Value of the decoration")),
    "contents": _amount(_("Value of the household contents")),
    "works": _amount(_("Value of the works")),
    "limit": _amount(_("Liability limit wanted")),
    "plate": _text(_("Plate"), 12),
    "model": _text(_("Make and model"), 80),
    "registered_on": forms.DateField(
        label=_("First registered"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    ),
    "new_price": _amount(_("New price")),
    "seats": _count(_("Seats"), 80),
}
LABELS = {name: field.label for name, field in FIELDS.items()}
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Business and place"), ("industry", "business", "address", "heads", "turnover")),
    (_("Sums to be insured"), ("buildings", "equipment", "stock", "house", "decoration", "contents", "works", "limit")),
    (_("Vehicle"), ("plate", "model", "registered_on", "new_price", "seats")),
)


def plain(given: dict[str, Any]) -> dict[str, str]:
    """The answers as they are kept: texts, empty ones left out."""
    return {name: str(given[name]) for name in FIELDS if given.get(name) not in (None, "")}


def described(facts: dict[str, str]) -> list[tuple[str, str]]:
    """Label and value of every answer, in the order in which they are asked."""
    return [(str(LABELS[name]), _shown(name, facts[name])) for name in FIELDS if facts.get(name)]


def _shown(name: str, value: str) -> str:
    return f"{Decimal(value):,.2f}" if isinstance(FIELDS[name], forms.DecimalField) else value
