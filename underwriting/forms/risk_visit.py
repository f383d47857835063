"""Forms of the underwriting days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, ReasonForm
from core.web.months import month_field
from underwriting.forms.risk import choose, day_field, text_field
from underwriting.models import EntryKind

HANDED_IN = [(kind.value, kind.label) for kind in (EntryKind.CASE, EntryKind.VISIT, EntryKind.PROBLEM)]


class MonthForm(CommandForm):
    """The month that is planned."""

    month = month_field(_("Month"))

    def clean_month(self) -> date:
        month: date = self.cleaned_data["month"]
        if month < localdate().replace(day=1):
            raise forms.ValidationError(_("This month is over."))
        return month

    def first(self) -> date:
        found: date = self.cleaned_data["month"]
        return found.replace(day=1)


class DayForm(CommandForm):
    """One day in one sub-branch."""

    unit = forms.TypedChoiceField(label=_("Sub-branch"), coerce=int)
    day = day_field(_("Day"))

    def __init__(self, *args: Any, places: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", places or [])


class PostponeForm(ReasonForm):
    """Why, and the new day."""

    new_day = day_field(_("New day"))
    field_order = ("new_day", "reason")


class HandInForm(CommandForm):
    """A case, a risk to be visited, a problem."""

    kind = forms.ChoiceField(label=_("Kind of entry"), choices=HANDED_IN)
    number = forms.CharField(
        label=_("Number"), max_length=24, required=False, help_text=_("Of the proposal, policy or endorsement")
    )
    text = text_field(_("What it is about"), 2, max_length=300)


class IssueForm(CommandForm):
    """What must be put right."""

    text = text_field(_("Issue"), 2, max_length=300)
    owner = forms.TypedChoiceField(label=_("To be settled by"), coerce=int)
    due_on = day_field(_("Due"), required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "owner", people or [])


class SettleForm(ReasonForm):
    """Which issue, and how it was settled."""

    issue = forms.TypedChoiceField(label=_("Issue"), coerce=int)
    field_order = ("issue", "reason")

    def __init__(self, *args: Any, issues: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "issue", issues or [])


class HoldForm(CommandForm):
    """The record of the day."""

    attendance = text_field(_("Who was there"), 2)
    minutes = text_field(_("Minutes of the meeting"), 5, max_length=6000)
    training = text_field(_("Training given"), 2, required=False)
    trained = forms.IntegerField(label=_("Persons trained"), min_value=0, max_value=999, initial=0)
