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
from underwriting.models.sample import FINDINGS
from underwriting.rules.auto_underwriting import CHOICES, SIGNS, Element
from underwriting.rules.element_choices import choices_of
from underwriting.selectors.shown import plain_value, shown_bound

PREFIX = "value_"
HINTS = {
    "percent": _("in %"),
    "years": _("in years"),
    "age": _("in years of age"),
    "days": _("in days"),
    "yuan": _("in yuan"),
}
NO_RANGE = _("Head office leaves no range: another value is decided there.")


class ValuesForm(ReasonForm):
    """Figures and choices. Elements without a value of the branch are not asked; where head office leaves no range,
    another value goes to head office."""

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

    @property
    def wide(self) -> set[str]:
        """Entries that take the whole width."""
        return {f"{PREFIX}{element.name}" for element in self.elements if element.operator in CHOICES} | {"reason"}

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
    hint = _hint(element)
    if element.operator in CHOICES:
        choices = [(code, plain_value(code, "")) for code in choices_of(element)]
        return forms.MultipleChoiceField(
            label=label, choices=choices, widget=forms.CheckboxSelectMultiple, help_text=hint
        )
    return forms.DecimalField(
        label=f"{label} {SIGNS[element.operator]}", min_value=0, max_digits=14, decimal_places=2, help_text=hint
    )


def _hint(element: Element) -> str:
    """The unit, and what is left to the branch."""
    left = _now("Left to the branch: %(bound)s") % {"bound": shown_bound(element)} if element.ranged else str(NO_RANGE)
    unit = HINTS.get(element.unit)
    return f"{unit} · {left}" if unit else left


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
