"""What the statistics of underwriting are asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.web.months import month_field
from underwriting.models import Channel
from underwriting.models.policy import line_label
from underwriting.rules.lines import LINE_LABELS
from underwriting.selectors.statistics import Asked, Narrow

BY_LABELS = {
    "line": _("Line"),
    "sub_branch": _("Sub-branch"),
    "channel": _("Channel"),
    "salesperson": _("Salesperson"),
    "occupancy": _("Occupancy"),
    "discount": _("Discount"),
    "month": _("Month"),
}


class BusinessForm(forms.Form):
    """What narrows the business down."""

    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int, required=False, empty_value=None)
    line = forms.ChoiceField(label=_("Line"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    salesperson = forms.TypedChoiceField(label=_("Salesperson"), coerce=int, required=False, empty_value=None)

    def __init__(
        self, *args: Any, units: list[tuple[int, str]], salespeople: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", gettext("all"))
        lines = sorted((code, line_label(code)) for code in LINE_LABELS)
        for name, choices in (
            ("unit", units),
            ("line", lines),
            ("channel", Channel.choices),
            ("salesperson", salespeople),
        ):
            self.fields[name].choices = [everything, *choices]  # type: ignore[attr-defined]

    def narrow(self) -> Narrow:
        given = self.cleaned_data
        return Narrow(
            unit_id=given["unit"],
            line=given["line"],
            channel=given["channel"],
            salesperson_id=given["salesperson"],
        )

    def said(self) -> list[str]:
        """These conditions in words."""
        found = []
        for name in ("unit", "line", "channel", "salesperson"):
            value, field = self.cleaned_data[name], self.fields[name]
            words = dict(field.choices)  # type: ignore[attr-defined]
            found += [f"{field.label}: {words.get(value, value)}"] if value else []
        return found


class AnalysisForm(BusinessForm):
    """First and last day on which the policies began, and what narrows them down."""

    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    field_order = ("first", "last")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            raise ValidationError({"last": gettext("The last day lies before the first.")})
        return given


class StatisticsForm(BusinessForm):
    """Period, what the rows are gathered by, and what narrows the business down."""

    since = month_field(_("From month"))
    until = month_field(_("To month"))
    by = forms.ChoiceField(label=_("Gathered by"), choices=list(BY_LABELS.items()))
    field_order = ("since", "until", "by")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            raise ValidationError({"until": gettext("The last month lies before the first.")})
        return given

    def asked(self) -> Asked:
        given = self.cleaned_data
        return Asked(since=given["since"], until=given["until"], by=given["by"], narrow=self.narrow())
