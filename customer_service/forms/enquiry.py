"""Forms of enquiries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.commands import CommandForm
from customer_service.rules.enquiry import NEEDS, WAYS
from customer_service.services.enquiries import EnquiryData, NeedsData


def _choices(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(key), _(label)) for key, label in labels.items()]


class EnquiryForm(CommandForm):
    """Who asks what."""

    way = forms.ChoiceField(label=gettext_lazy("Way of asking"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)
    party_number = forms.CharField(
        label=gettext_lazy("Customer number"), max_length=20, required=False,
        help_text=gettext_lazy("Empty: not a customer yet"),
    )  # fmt: skip
    unit_id = forms.TypedChoiceField(label=gettext_lazy("Answered by"), coerce=int, empty_value=None)
    question = forms.CharField(
        label=gettext_lazy("Question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = _choices(WAYS)  # type: ignore[attr-defined]
        self.fields["unit_id"].choices = list(units)  # type: ignore[attr-defined]

    def enquiry_data(self) -> EnquiryData:
        return EnquiryData(**self.inputs())


class NeedsForm(CommandForm):
    """Risk, need and finances."""

    needs = forms.MultipleChoiceField(label=gettext_lazy("What is at risk"), widget=forms.CheckboxSelectMultiple)
    risk_note = forms.CharField(
        label=gettext_lazy("About the risk"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    existing_cover = forms.CharField(label=gettext_lazy("Cover at hand"), max_length=300, required=False)
    budget = forms.DecimalField(
        label=gettext_lazy("Yearly budget (CNY)"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    finances = forms.CharField(label=gettext_lazy("Income or turnover"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = _choices(NEEDS)  # type: ignore[attr-defined]

    def needs_data(self) -> NeedsData:
        given = self.inputs()
        return NeedsData(**given | {"needs": tuple(given["needs"])})


class RecommendForm(CommandForm):
    """Which products are recommended, and what the customer was told."""

    codes = forms.MultipleChoiceField(label=gettext_lazy("Products"), widget=forms.CheckboxSelectMultiple)
    advice = forms.CharField(
        label=gettext_lazy("Advice given"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, offers: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = list(offers)  # type: ignore[attr-defined]


class StartForm(CommandForm):
    """Which product the customer takes, and who the customer is."""

    code = forms.ChoiceField(label=gettext_lazy("Product"), widget=forms.RadioSelect)
    party_number = forms.CharField(label=gettext_lazy("Customer number"), max_length=20)

    def __init__(self, *args: Any, offers: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = list(offers)  # type: ignore[attr-defined]
