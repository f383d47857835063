"""Which month is reconciled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm


class MonthForm(CommandForm):
    """One month that has ended; ``months`` are those that may be reconciled, the newest first."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=date.fromisoformat)

    def __init__(self, *args: Any, months: Sequence[date] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["month"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [(f"{one:%Y-%m-%d}", f"{one:%Y-%m}") for one in months]
