"""Forms of business outside the system."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.forms.endings import SCAN
from underwriting.rules.off_system import KINDS
from underwriting.services.off_system import PaperBusiness


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PaperForm(CommandForm):
    """One contract for the register."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(value, _(label)) for value, label in KINDS.items()])
    product = forms.CharField(label=_("Product or clause"), max_length=120)
    holder_name = forms.CharField(label=_("Policyholder"), max_length=120)
    customer = forms.CharField(
        label=_("Customer number"),
        max_length=24,
        required=False,
        help_text=_("Where several customers have this name"),
    )
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
    why_differing = forms.CharField(
        label=_("If it differs from what was reported: why"), max_length=200, required=False
    )


class OffSystemPaperForm(CommandForm):
    """What the paper is, and its scan or photo."""

    title = forms.CharField(label=_("Which paper"), max_length=80)
    file = forms.FileField(label=_("Scan or photo"), max_length=200, widget=forms.FileInput(attrs=SCAN))

    def inputs(self) -> dict[str, Any]:
        given = super().inputs()
        sent = given.pop("file")
        return given | {"content": sent.read() if sent else b""}
