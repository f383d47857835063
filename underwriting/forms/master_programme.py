"""Proposing a master programme, and writing a proposal under one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, ReasonForm
from underwriting.forms.reinsurance import text


class MasterProgrammeForm(ReasonForm):
    """Whose programme, for which lines, on which common terms."""

    name = forms.CharField(label=_("Name"), max_length=120)
    customer = forms.CharField(label=_("Customer number"), max_length=24)
    effective_on = forms.DateField(
        label=_("Effective from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    ends_on = forms.DateField(label=_("Ends before"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    lines = forms.MultipleChoiceField(label=_("Lines"), widget=forms.CheckboxSelectMultiple)
    terms = text(_("Common terms"), rows=5, help_text=_("Rates, deductibles, special terms, billing"))

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lines"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = list(lines)

    def values(self) -> dict[str, Any]:
        """The proposal as plain JSON."""
        given = self.cleaned_data
        return {
            "name": given["name"].strip(),
            "customer": given["customer"].strip().upper(),
            "lines": given["lines"],
            "terms": given["terms"].strip(),
            "ends_on": given["ends_on"].isoformat(),
        }


class JoinForm(CommandForm):
    """Under which programme a proposal is written."""

    programme = forms.TypedChoiceField(label=_("Master programme"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, offered: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("none: written on its own terms")), *offered]
