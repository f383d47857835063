"""Forms of trainings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.commands import CommandForm
from training.models import TrainingSeat
from training.rules import session as life
from training.services.sessions import MOST, TrainingWanted


class TrainingForm(CommandForm):
    """A training to be planned."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    subject = forms.ChoiceField(label=gettext_lazy("Training subject"))
    audience = forms.ChoiceField(label=gettext_lazy("Audience"))
    held_on = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    hours = forms.DecimalField(label=gettext_lazy("Hours"), min_value=Decimal("0.5"), max_digits=4, decimal_places=1)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=120, required=False)
    trainer_id = forms.TypedChoiceField(
        label=gettext_lazy("Trainer"), coerce=int, empty_value=None, required=False,
        help_text=gettext_lazy("Empty: yourself"),
    )  # fmt: skip
    pass_mark = forms.IntegerField(
        label=gettext_lazy("Pass mark"), min_value=1, max_value=MOST, required=False,
        help_text=gettext_lazy("Empty: no test"),
    )  # fmt: skip
    material = forms.CharField(
        label=gettext_lazy("Material"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trainer_id"].choices = [("", "–"), *people]  # type: ignore[attr-defined]
        for name, words in (("subject", life.SUBJECTS), ("audience", life.AUDIENCES)):
            self.fields[name].choices = [(code, _(label)) for code, label in words.items()]  # type: ignore[attr-defined]

    def inputs(self) -> dict[str, Any]:
        return {"wanted": TrainingWanted(**super().inputs())}


class PeopleForm(CommandForm):
    """People to be chosen."""

    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("People"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = choices  # type: ignore[attr-defined]

    def inputs(self) -> dict[str, Any]:
        return {"people": tuple(self.cleaned_data["people"])}


class PresentForm(CommandForm):
    """Who was there; nobody is possible."""

    present = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Present"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = choices  # type: ignore[attr-defined]

    def inputs(self) -> dict[str, Any]:
        return {"present": tuple(self.cleaned_data["present"])}


class ScoresForm(CommandForm):
    """A score for each person who was there."""

    def __init__(self, *args: Any, seats: list[TrainingSeat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for seat in seats:
            self.fields[f"score_{seat.staff_id}"] = forms.IntegerField(
                label=seat.staff.name, min_value=0, max_value=MOST, initial=seat.score, required=False
            )

    def inputs(self) -> dict[str, Any]:
        typed = {name: value for name, value in self.cleaned_data.items() if name.startswith("score_")}
        return {"scores": {name.removeprefix("score_"): value for name, value in typed.items() if value is not None}}
