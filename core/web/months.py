"""The field of a month, one for all pages that ask for one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.rules.periods import within_reach


def month_field(label: Any) -> forms.DateField:
    """A month as the browser's own calendar wants it; one at the edge of the calendar is a slip of the year."""
    widget = forms.DateInput(attrs={"type": "month"}, format="%Y-%m")
    return forms.DateField(label=label, input_formats=["%Y-%m"], widget=widget, validators=[refuse_out_of_reach])


def refuse_out_of_reach(month: date) -> None:
    """The months beside it can be counted."""
    if within_reach(month) != month:
        raise ValidationError(_("There is nothing in %(month)s. Check the year.") % {"month": month.isoformat()[:7]})
