"""Giving work, reporting it; meetings; appraisals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.commands import CommandForm
from organisation.forms.people import Choices, DayField
from organisation.rules.lifecycles import appraisal, assignment, meeting
from organisation.services.appraisals import MOST, AppraisalWanted
from organisation.services.assignments import WorkWanted
from organisation.services.meetings import MeetingWanted

MOST_TARGETS = 3


def _long(label: Any, rows: int = 3, **over: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=8000, **over)


class WorkForm(CommandForm):
    """Work or a target for a person."""

    sort = forms.ChoiceField(label=gettext_lazy("Kind of work"))
    owner = forms.ChoiceField(label=gettext_lazy("Done by"))
    first_on = DayField(label=gettext_lazy("First day"))
    due_on = DayField(label=gettext_lazy("Due day"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    text = _long(gettext_lazy("What is to be done"), 4)

    def __init__(self, *args: Any, people: Choices, figures: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sort"].choices = [(code, _(label)) for code, label in assignment.SORTS.items()]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", "–"), *people]  # type: ignore[attr-defined]
        for place in range(1, MOST_TARGETS + 1):
            self.fields[f"metric_{place}"] = forms.ChoiceField(
                label=_("Figure %(place)s") % {"place": place}, choices=[("", "–"), *figures], required=False
            )
            self.fields[f"target_{place}"] = forms.DecimalField(
                label=_("Target %(place)s") % {"place": place}, max_digits=18, decimal_places=2, required=False
            )

    def clean(self) -> dict[str, Any]:
        """A figure and its target come together."""
        data = super().clean() or self.cleaned_data
        for place in range(1, MOST_TARGETS + 1):
            metric, target = data.get(f"metric_{place}"), data.get(f"target_{place}")
            if bool(metric) != (target is not None):
                self.add_error(f"target_{place}", _("Name the figure and what shall be reached."))
        return data

    def inputs(self) -> dict[str, Any]:
        data = self.cleaned_data
        pairs = [(data[f"metric_{n}"], data[f"target_{n}"]) for n in range(1, MOST_TARGETS + 1)]
        targets: dict[str, Decimal] = {metric: target for metric, target in pairs if metric}
        plain = {name: data[name] for name in ("sort", "title", "text", "first_on", "due_on")}
        return {"wanted": WorkWanted(owner_id=int(data["owner"]), targets=targets, **plain)}

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page shows them."""
        first = [self[name] for name in ("sort", "owner", "first_on", "due_on", "title", "text")]
        numbers = range(1, MOST_TARGETS + 1)
        targets = [self[name] for n in numbers for name in (f"metric_{n}", f"target_{n}")]
        return [(_("Work"), first), (_("Targets"), targets)]


class ProgressForm(CommandForm):
    """How far it is."""

    percent = forms.IntegerField(label=gettext_lazy("Progress (%)"), min_value=0, max_value=100)
    text = _long(gettext_lazy("What was done, what stands in the way"))


class MeetingForm(CommandForm):
    """A new meeting."""

    sort = forms.ChoiceField(label=gettext_lazy("Kind of meeting"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    held_at = forms.DateTimeField(
        label=gettext_lazy("Time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=120, required=False)
    agenda = _long(gettext_lazy("Agenda"), 5, help_text=gettext_lazy("One point a line"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sort"].choices = [(code, _(label)) for code, label in meeting.SORTS.items()]  # type: ignore[attr-defined]

    def inputs(self) -> dict[str, Any]:
        return {"wanted": MeetingWanted(**super().inputs())}


class MinutesForm(CommandForm):
    """What was said."""

    attendees = _long(gettext_lazy("Present"), 2, help_text=gettext_lazy("Names, one a line or with commas"))
    minutes = _long(gettext_lazy("Minutes"), 6)
    lessons = _long(gettext_lazy("Lessons"), 3, required=False)


class DecisionForm(CommandForm):
    """One decision, perhaps with who does it until when."""

    text = _long(gettext_lazy("What was decided"), 2)
    owner_id = forms.TypedChoiceField(label=gettext_lazy("Done by"), coerce=int, empty_value=None, required=False)
    due_on = DayField(label=gettext_lazy("Due day"), required=False)

    def __init__(self, *args: Any, people: Choices | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].choices = [("", "–"), *(people or [])]  # type: ignore[attr-defined]


class AppraisalForm(CommandForm):
    """Marks, words and advice."""

    staff = forms.ChoiceField(label=gettext_lazy("Person"))
    period = forms.RegexField(
        r"^\d{4}(-(H1|H2|Q[1-4]))?$", label=gettext_lazy("Period"), help_text=gettext_lazy("2026, 2026-H1 or 2026-Q3")
    )
    text = _long(gettext_lazy("Appraisal"), 4)
    advice = forms.ChoiceField(label=gettext_lazy("Advice"))
    advice_text = _long(gettext_lazy("Reason for the advice"), 2, required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].choices = [("", "–"), *people]  # type: ignore[attr-defined]
        self.fields["advice"].choices = advice_choices()  # type: ignore[attr-defined]
        for code, label in appraisal.CRITERIA.items():
            self.fields[f"mark_{code}"] = forms.IntegerField(label=_(label), min_value=0, max_value=MOST)

    def inputs(self) -> dict[str, Any]:
        data = self.cleaned_data
        marks = {code: data[f"mark_{code}"] for code in appraisal.CRITERIA}
        plain = {name: data[name] for name in ("period", "text", "advice", "advice_text")}
        return {"wanted": AppraisalWanted(staff_id=int(data["staff"]), marks=marks, **plain)}

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page shows them."""
        marks = [self[f"mark_{code}"] for code in appraisal.CRITERIA]
        return [
            (_("Person"), [self["staff"], self["period"]]),
            (_("Marks from 0 to 100"), marks),
            (_("Appraisal"), [self["text"], self["advice"], self["advice_text"]]),
        ]


def advice_choices() -> list[tuple[str, str]]:
    return [(code, _(label)) for code, label in appraisal.ADVICE.items()]


class AmendForm(CommandForm):
    """Words and advice of an appraisal."""

    text = _long(gettext_lazy("Appraisal"), 4)
    advice = forms.ChoiceField(label=gettext_lazy("Advice"))
    advice_text = _long(gettext_lazy("Reason for the advice"), 2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["advice"].choices = advice_choices()  # type: ignore[attr-defined]
