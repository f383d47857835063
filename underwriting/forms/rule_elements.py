"""The form of head office's elements: which are asked, and what is left to the branches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.web.commands import ReasonForm
from underwriting.forms.rules import HINTS
from underwriting.rules.auto_underwriting import CHOICES, NUMERIC, SIGNS, Element
from underwriting.rules.element_choices import choices_of
from underwriting.selectors.shown import plain_value


def _choice_of(element: Element, shown: Element) -> forms.Field:
    """Every code that the system knows for the element."""
    codes = dict.fromkeys((*choices_of(element), *shown.allowed))
    words = [(code, plain_value(code, "")) for code in codes]
    return forms.MultipleChoiceField(
        required=False, choices=words, widget=forms.CheckboxSelectMultiple, initial=list(shown.allowed)
    )


class ElementsForm(ReasonForm):
    """For each element of the system: asked or not; figures have a bound, choices a list."""

    effective_on = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, known: Mapping[str, Element], current: Mapping[str, Element], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["effective_on"].initial = localdate() + timedelta(days=1)
        for name, element in known.items():
            held = current.get(name)
            self.fields[f"in_{name}"] = forms.BooleanField(required=False, initial=held is not None)
            shown = held or element
            if element.operator in NUMERIC:
                self.fields[f"bound_{name}"] = forms.DecimalField(
                    required=False,
                    min_value=0,
                    max_digits=14,
                    decimal_places=2,
                    initial=shown.bound or None,
                    help_text=f"{SIGNS[element.operator]} · {HINTS[element.unit]}" if element.unit in HINTS else "",
                )
            elif element.operator in CHOICES:
                self.fields[f"bound_{name}"] = _choice_of(element, shown)

    def only_try(self) -> None:
        self.fields["reason"].required = False

    def grid(self) -> list[tuple[Element, forms.BoundField, forms.BoundField | None]]:
        return [
            (element, self[f"in_{name}"], self[f"bound_{name}"] if f"bound_{name}" in self.fields else None)
            for name, element in self.known.items()
        ]

    def said(self) -> list[tuple[str, str]]:
        """What is wrong, by the element or the label of the field."""
        return [
            (self._label_of(name), " ".join(map(str, found)))
            for name, found in self.errors.items()
            if name in self.fields
        ]

    def _label_of(self, name: str) -> str:
        element = self.known.get(name.removeprefix("bound_").removeprefix("in_"))
        return _now(element.label) if element else str(self.fields[name].label)

    def rows(self) -> list[dict[str, Any]]:
        """What is asked, as the change keeps it."""
        given = self.cleaned_data
        return [
            self._row(element, given.get(f"bound_{name}"))
            for name, element in self.known.items()
            if given[f"in_{name}"]
        ]

    @staticmethod
    def _row(element: Element, value: Any) -> dict[str, Any]:
        if element.operator in CHOICES:
            return {"name": element.name, "allowed": list(value or ())}
        return {"name": element.name, "bound": "" if value is None else format(value.normalize(), "f")}
