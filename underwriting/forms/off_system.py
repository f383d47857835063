"""Forms of business outside the system."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.rules.off_system import KINDS
from underwriting.services.off_system import PaperBusiness


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PaperForm(CommandForm):
    """One contract for the register."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(value, _(label)) for value, label in KINDS.items()])
    product = forms.CharField(label=_("Product or clause"), max_length=120)
    holder_name = forms.CharField(label=_("Policyholder"), max_length=120)
    subject = forms.CharField(label=_("What is insured"), max_length=200)
    sum_insured = forms.DecimalField(label=_("Sum insured"), min_value=0, max_digits=16, decimal_places=2)
    premium = forms.DecimalField(label=_("Premium"), min_value=0, max_digits=16, decimal_places=2)
    start_on = forms.DateField(label=_("Cover begins"), widget=_day())
    accepted_on = forms.DateField(
        label=_("Day of acceptance"),
        required=False,
        widget=_day(),
        help_text=_("Only when it is reported after acceptance"),
    )
    text = forms.CharField(
        label=_("Why outside the system, and the terms"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def inputs(self) -> dict[str, Any]:
        return {"data": PaperBusiness(**{name: self.cleaned_data[name] for name in PaperBusiness.__slots__})}


class EnteredForm(CommandForm):
    """Under which number it was entered."""

    proposal = forms.CharField(label=_("Proposal"), max_length=24)
