"""Which month is reconciled."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm


class MonthForm(CommandForm):
    """One month that has ended."""

    month = forms.DateField(
        label=_("Month, first day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
