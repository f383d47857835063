"""Taking and ending a call, adding to a report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, OptionalReasonForm, ReasonForm
from customer_service.models import Outcome, Purpose


class TakeForm(CommandForm):
    """The number on the display, if it shows one."""

    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)


class EndForm(OptionalReasonForm):
    """Why it rang and what came of it."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices)
    caller_name = forms.CharField(label=_("Caller"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["purpose", "outcome", "caller_name", "reason"])


class SupplementForm(ReasonForm):
    """What the caller adds to a report."""

    caller_name = forms.CharField(label=_("Caller"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What the caller adds")
        self.order_fields(["caller_name", "reason"])
