"""Forms of renewals: contacts, why a customer leaves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, OptionalReasonForm
from underwriting.rules import renewing as life

MEANS = [(one.value, _(name)) for one, name in life.MEANS_NAMES.items()]
ANSWERS = [(one.value, _(name)) for one, name in life.ANSWER_NAMES.items()]
NEEDS = [(one.value, _(name)) for one, name in life.NEED_NAMES.items()]
LOST = [(one.value, _(name)) for one, name in life.LOST_NAMES.items() if one is not life.Lost.LAPSED]


class ContactForm(CommandForm):
    """How the customer was reached, and what shall be different."""

    means = forms.ChoiceField(label=_("Reached by"), choices=MEANS, initial=life.Means.PHONE.value)
    answer = forms.ChoiceField(label=_("Customer's answer"), choices=ANSWERS)
    need = forms.ChoiceField(label=_("Needs from now on"), choices=NEEDS)
    words = forms.CharField(
        label=_("What was said"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_on = forms.DateField(
        label=_("Next contact agreed for"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: the next day of the plan"),
    )


class LostForm(OptionalReasonForm):
    """Why the customer does not go on."""

    lost_reason = forms.ChoiceField(label=_("Why not renewed"), choices=LOST)
