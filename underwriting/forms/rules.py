"""The form for new branch values."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.rules.auto_underwriting import SIGNS, Operator

NUMERIC = {Operator.AT_MOST, Operator.AT_LEAST}


class ValuesForm(CommandForm):
    """One value per element; lists are separated by commas."""

    effective_on = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    filing = forms.CharField(label=_("Filing number with head office"), max_length=80)

    def __init__(self, *args: Any, elements: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.elements = elements
        self.fields["effective_on"].initial = localdate() + timedelta(days=1)
        for element in elements:
            if element["operator"] != Operator.NONE:
                label = f"{_now(element['label'])} {SIGNS[Operator(element['operator'])]}"
                self.fields[f"value_{element['name']}"] = forms.CharField(label=label, max_length=200)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for element in self.elements:
            name = f"value_{element['name']}"
            if name in given:
                given[name] = self._value(element, str(given[name]).strip())
        return given

    def _value(self, element: dict[str, Any], text: str) -> Any:
        operator = Operator(element["operator"])
        if operator is Operator.ONE_OF:
            return [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]
        try:
            number = Decimal(text)
        except InvalidOperation:
            self.add_error(f"value_{element['name']}", _now("Enter a number."))
            return text
        return int(number) if number == number.to_integral_value() and element.get("unit") != "yuan" else str(number)

    def inputs(self) -> dict[str, Any]:
        values = {e["name"]: self.cleaned_data.get(f"value_{e['name']}", "") for e in self.elements}
        return {
            "values": values,
            "filing": self.cleaned_data["filing"],
            "effective_on": self.cleaned_data["effective_on"],
        }
