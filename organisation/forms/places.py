"""Forms about units and clients of the API."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import ReasonForm
from organisation.forms.people import Choices, DayField

INSIDE, OUTSIDE = "inside", "outside"


class ApprovalForm(ReasonForm):
    """What rests on an approval of head office: number, day and letter."""

    effective_on = DayField(label=_("Effective from"), help_text=_("Tomorrow at the earliest"))
    approval_number = forms.CharField(label=_("Number of the approval"), max_length=60, required=False)
    approval_on = DayField(label=_("Day of the approval"), required=False)
    approval_file = forms.FileField(
        label=_("Letter of approval"), required=False, help_text=_("PDF, or a picture of the letter")
    )


class SameCityForm(ApprovalForm):
    """Inside or outside same-city management."""

    side = forms.ChoiceField(
        label=_("Same-city management"),
        choices=[(INSIDE, _("inside")), (OUTSIDE, _("outside"))],
        widget=forms.RadioSelect,
    )
    field_order = ("side", "effective_on", "approval_number", "approval_on", "approval_file", "reason")


class SurveyPointsForm(ApprovalForm):
    """More survey points than the rule gives."""

    points = forms.IntegerField(label=_("Survey points allowed"), min_value=1, max_value=999)
    field_order = ("points", "effective_on", "approval_number", "approval_on", "approval_file", "reason")


class ClientForm(ReasonForm):
    """A new client of the API; another person approves it."""

    name = forms.CharField(label=_("Name"), max_length=80)
    unit = forms.ChoiceField(label=_("Unit"), help_text=_("The client sees and enters business of this unit only"))
    post = forms.ChoiceField(label=_("Acts as"))
    requests_per_minute = forms.IntegerField(label=_("Requests a minute"), min_value=1, max_value=100000, initial=60)
    field_order = ("name", "unit", "post", "requests_per_minute", "reason")

    def __init__(self, *args: Any, units: Choices, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "–"), *units]  # type: ignore[attr-defined]
        self.fields["post"].choices = posts  # type: ignore[attr-defined]


class LimitForm(ReasonForm):
    """How many requests a client may send."""

    requests_per_minute = forms.IntegerField(label=_("Requests a minute"), min_value=1, max_value=100000)
    field_order = ("requests_per_minute", "reason")
