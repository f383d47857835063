"""Settling with a co-insurer: up to which day, to which of its accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm


def _day() -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=_("Money received until"), widget=widget)


class UntilForm(forms.Form):
    """Up to which day money counts."""

    until = _day()


class SettleForm(CommandForm):
    """The accounts are those of the customer that bears the co-insurer's name; ``register`` says who makes one."""

    until = _day()
    account_token = forms.ChoiceField(
        label=_("Account of the payee"), help_text=_("Only accounts registered with the customer are offered.")
    )

    def __init__(self, *args: Any, accounts: Sequence[tuple[str, str]] = (), register: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account_token"].choices = list(accounts)  # type: ignore[attr-defined]
        if not accounts:
            self.fields["account_token"].help_text = register
