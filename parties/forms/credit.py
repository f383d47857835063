"""Forms of the credit file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.web.commands import ReasonForm
from parties.forms.party import choices, date_field
from parties.rules.credit import FINANCES


class FinancesForm(ReasonForm):
    """What is known of the customer's business."""

    finances = forms.ChoiceField(label=gettext_lazy("Business and financial state"), required=False)
    field_order = ("finances", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finances"].choices = choices(FINANCES)  # type: ignore[attr-defined]


class WatchForm(ReasonForm):
    """Under which special conditions business goes on."""

    conditions = forms.CharField(label=gettext_lazy("Special conditions"), max_length=300, required=False)
    field_order = ("conditions", "reason")


class LimitForm(ReasonForm):
    """How much premium may be open at once, and until when."""

    limit = forms.DecimalField(label=gettext_lazy("Credit limit (CNY)"), min_value=0, max_digits=16, decimal_places=2)
    until = date_field(gettext_lazy("Until"))
    field_order = ("limit", "until", "reason")
