"""The form for new branch values: one entry per element of head office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.web.commands import OptionalReasonForm, ReasonForm
from underwriting.models import CLASS_LABELS
from underwriting.models.sample import FINDINGS
from underwriting.rules.auto_underwriting import CHOICES, SIGNS, Element
from underwriting.selectors.shown import plain_value

VEHICLE_CLASS = "vehicle_class"
PREFIX = "value_"
OCCUPANCIES = frozenset({"occupancies", "tiers", "construction"})


class ValuesForm(ReasonForm):
    """Figures, choices, and letters separated by commas. Elements without a value of the branch are not asked."""

    effective_on = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, elements: Sequence[Element], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.elements = [element for element in elements if element.valued]
        self.fields["effective_on"].initial = localdate() + timedelta(days=1)
        for element in self.elements:
            self.fields[f"{PREFIX}{element.name}"] = _field_of(element)
        self.order_fields([*(f"{PREFIX}{e.name}" for e in self.elements), "effective_on", "reason"])

    def only_try(self) -> None:
        """A back-test needs the values alone."""
        self.fields["reason"].required = False

    def values(self) -> dict[str, Any]:
        """As they are stored: amounts as text, so that nothing is rounded."""
        return {
            element.name: _stored(element, self.cleaned_data[f"{PREFIX}{element.name}"]) for element in self.elements
        }


def _field_of(element: Element) -> forms.Field:
    label = _now(element.label)
    if element.name == VEHICLE_CLASS:
        classes = [(name.value, text) for name, text in CLASS_LABELS.items()]
        return forms.MultipleChoiceField(label=label, choices=classes, widget=forms.CheckboxSelectMultiple)
    if element.allowed and element.name in OCCUPANCIES:
        choices = [(code, plain_value(code, "")) for code in element.allowed]
        return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)
    if element.operator in CHOICES:
        return Letters(label=label, max_length=60, help_text=_("Separated by commas"))
    return forms.DecimalField(label=f"{label} {SIGNS[element.operator]}", min_value=0, max_digits=14, decimal_places=2)


class Letters(forms.CharField):
    """A, B as a list."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace("，", ",")
        return [part.strip() for part in text.split(",") if part.strip()]


def _stored(element: Element, value: Any) -> Any:
    if isinstance(value, list):
        return value
    number = Decimal(value)
    whole = number == number.to_integral_value()
    return format(number.normalize(), "f") if element.unit in {"yuan", "percent"} or not whole else int(number)


class DisagreeForm(ReasonForm):
    """What a person found in an automatic acceptance."""

    finding = forms.ChoiceField(label=_("Finding"), choices=list(FINDINGS.items()))


class FilingForm(OptionalReasonForm):
    """Under which number the values were filed or approved."""

    filing = forms.CharField(label=_("Filing number"), max_length=80)
