"""Forms of enquiries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.commands import CommandForm, ReasonForm
from customer_service.forms import facts
from customer_service.rules.desks import DESKS, MATTERS, Matter
from customer_service.rules.enquiry import NEEDS, WAYS
from customer_service.services.enquiries import EnquiryData, NeedsData


def _choices(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(key), _(label)) for key, label in labels.items()]


class EnquiryForm(CommandForm):
    """Who asks what."""

    way = forms.ChoiceField(label=gettext_lazy("Way of asking"))
    matter = forms.ChoiceField(label=gettext_lazy("Subject of the enquiry"), initial=Matter.COVER)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)
    party_number = forms.CharField(
        label=gettext_lazy("Customer number"), max_length=20, required=False,
        help_text=gettext_lazy("Empty: not a customer yet"),
    )  # fmt: skip
    unit_id = forms.TypedChoiceField(
        label=gettext_lazy("Sub-branch that answers"), coerce=int, empty_value=None,
        help_text=gettext_lazy("Claims and complaints go to the claims and service centre"),
    )  # fmt: skip
    question = forms.CharField(
        label=gettext_lazy("Question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = _choices(WAYS)  # type: ignore[attr-defined]
        self.fields["matter"].choices = _choices(MATTERS)  # type: ignore[attr-defined]
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
        self.fields |= {name: deepcopy(field) for name, field in facts.FIELDS.items()}

    def needs_data(self) -> NeedsData:
        given = self.inputs()
        told = {name: value for name, value in given.items() if name not in facts.FIELDS}
        return NeedsData(**told | {"needs": tuple(given["needs"]), "facts": facts.plain(given)})


class RecommendForm(CommandForm):
    """Which products are recommended, and what the customer was told."""

    codes = forms.MultipleChoiceField(label=gettext_lazy("Products"), widget=forms.CheckboxSelectMultiple)
    advice = forms.CharField(
        label=gettext_lazy("Advice given"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, offers: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = list(offers)  # type: ignore[attr-defined]


class AnswerForm(CommandForm):
    """What the customer is told, and whether he has heard it."""

    answer = forms.CharField(label=gettext_lazy("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    way = forms.ChoiceField(label=gettext_lazy("The customer was told by"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = ("", _("not told yet"))
        self.fields["way"].choices = [later, *_choices(WAYS)]  # type: ignore[attr-defined]


class PassOnForm(ReasonForm):
    """Who is responsible, in which sub-branch, and why."""

    desk = forms.ChoiceField(label=gettext_lazy("Who is responsible"))
    unit_id = forms.TypedChoiceField(
        label=gettext_lazy("Sub-branch that answers"), coerce=int, empty_value=None, required=False
    )
    field_order = ("desk", "unit_id", "reason")

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].choices = [(key, _(desk.label)) for key, desk in DESKS.items()]  # type: ignore[attr-defined]
        self.fields["unit_id"].choices = list(units)  # type: ignore[attr-defined]


class ContactForm(CommandForm):
    """A call to the customer or a visit."""

    way = forms.ChoiceField(label=gettext_lazy("Way of contact"))
    reached = forms.BooleanField(label=gettext_lazy("The customer was reached"), required=False, initial=True)
    note = forms.CharField(label=gettext_lazy("What was said"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = _choices(WAYS)  # type: ignore[attr-defined]
