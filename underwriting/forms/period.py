"""Forms of the ways on for a proposal that cannot be issued as agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import ReasonForm


class PeriodForm(ReasonForm):
    """Another first day of cover; the length of the period stays."""

    start_on = forms.DateField(
        label=_("New first day of cover"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The premium is computed anew. While it stays the same, decision and receipts stay too."),
    )

    def __init__(self, *args: Any, start_on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start_on"].initial = start_on
        self.order_fields(["start_on", "reason"])


class PremiumBackForm(ReasonForm):
    """Money that goes back to the account of the one who paid."""

    account_token = forms.ChoiceField(
        label=_("Account of the payer"), help_text=_("Accounts are registered on the page of the customer.")
    )

    def __init__(self, *args: Any, accounts: Sequence[tuple[str, str]] = (), paid: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["account_token"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "–"), *accounts]
        if not paid:
            del self.fields["account_token"]
        self.order_fields(["account_token", "reason"])
