"""Which policies are printed together."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.models.policy import line_label
from underwriting.rules.lines import LINE_LABELS
from underwriting.selectors.day_prints import DayOf


class DayPrintForm(CommandForm):
    """The day, and what narrows it down."""

    day = forms.DateField(label=_("Issued on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int, required=False, empty_value=None)
    line = forms.ChoiceField(label=_("Line"), required=False)
    only_new = forms.BooleanField(
        label=_("Only what was not printed yet"),
        required=False,
        initial=True,
        help_text=_("Otherwise the list in front names earlier prints too; printed again is by reprint."),
    )

    def __init__(self, *args: Any, units: list[tuple[int, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", gettext("all"))
        lines = sorted((code, line_label(code)) for code in LINE_LABELS)
        self.fields["unit"].choices = [everything, *units]  # type: ignore[attr-defined]
        self.fields["line"].choices = [everything, *lines]  # type: ignore[attr-defined]
        self.fields["day"].initial = today

    def asked(self) -> DayOf:
        given = self.cleaned_data
        return DayOf(day=given["day"], unit_id=given["unit"], line=given["line"], only_new=given["only_new"])
