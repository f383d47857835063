"""Forms of the committee, and of new versions of boards and guides."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, ReasonForm
from underwriting.forms.risk import choose, day_field, text_field
from underwriting.models import Board, MeetingForm
from underwriting.models.risk_committee import JUDGEMENTS, VOTES
from underwriting.rules.risk_committee import APPLIED
from underwriting.rules.risk_people import GROUP_LABELS
from underwriting.services.risk_cases import MeetingData

FORMAT = "%Y-%m-%dT%H:%M"


class PrepareForm(CommandForm):
    """The papers beside the report."""

    plan_sum = forms.DecimalField(label=_("Sum insured of the plan"), max_digits=15, decimal_places=2, min_value=0)
    plan = text_field(_("Plan of cover"), 5, max_length=4000)
    cession = text_field(_("Opinion on reinsurance"), 3)
    urgent = forms.BooleanField(label=_("Urgent"), required=False)


class ScheduleForm(CommandForm):
    """How, when and where."""

    form = forms.ChoiceField(label=_("Form"), choices=MeetingForm.choices)
    meets_at = forms.DateTimeField(
        label=_("Meets at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT),
        input_formats=[FORMAT, f"{FORMAT}:%S"],
    )
    venue = forms.CharField(label=_("Venue"), max_length=80, required=False)
    agenda = text_field(_("Agenda"), 3, required=False)

    def inputs(self) -> dict[str, Any]:
        return {"data": MeetingData(**super().inputs())}


class AttendForm(CommandForm):
    """Who is there."""

    present = forms.TypedMultipleChoiceField(
        label=_("Present"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, members: list[tuple[int, str]] | None = None, here: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "present", members or [])
        self.fields["present"].initial = list(here)


class VoteForm(ReasonForm):
    """A vote with its reasons."""

    vote = forms.ChoiceField(label=_("Vote"), choices=VOTES, widget=forms.RadioSelect)
    field_order: Iterable[str] = ("vote", "reason")


class PhoneVoteForm(VoteForm):
    """A vote by telephone, noted by the secretary."""

    member = forms.TypedChoiceField(label=_("Member"), coerce=int)
    field_order = ("member", "vote", "reason")

    def __init__(self, *args: Any, members: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "member", members or [])


class ResolveForm(CommandForm):
    """The conditions that the members ask for, if they do."""

    conditions = text_field(_("Conditions"), 4, required=False)


class ApplyForm(CommandForm):
    """What was made of a resolution on a policy in force."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=[(key, _(text)) for key, text in APPLIED.items()], widget=forms.RadioSelect
    )


class LookBackForm(ReasonForm):
    """Whether the opinion was right, and why."""

    judgement = forms.ChoiceField(label=_("Judgement of the opinion"), choices=JUDGEMENTS, widget=forms.RadioSelect)
    field_order = ("judgement", "reason")


class BoardForm(ReasonForm):
    """A new composition of a board."""

    board = forms.ChoiceField(label=_("Board"), choices=Board.choices)
    chair = forms.TypedChoiceField(label=_("Chair"), coerce=int)
    members = forms.TypedMultipleChoiceField(label=_("Members"), coerce=int, widget=forms.CheckboxSelectMultiple)
    effective_on = day_field(_("In force from"))
    field_order = ("board", "effective_on", "chair", "members", "reason")

    def __init__(self, *args: Any, people: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("chair", "members"):
            choose(self, name, people or [])


class GuideChangeForm(ReasonForm):
    """Weights of the sections, what each answer is worth, and which answers cap the grade."""

    effective_on = day_field(_("In force from"))

    def __init__(self, *args: Any, data: dict[str, Any], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored, self.language = data, "zh" if language.startswith("zh") else "en"
        for section in data["sections"]:
            self.fields[f"w_{section['key']}"] = forms.DecimalField(
                label=section["text"][self.language], min_value=0, max_value=100, initial=section["weight"]
            )
            for question in section["questions"]:
                self._add_answers(question)
        if data.get("group"):
            self._add_limits(data["group"])

    def _add_limits(self, held: dict[str, Any]) -> None:
        """The limits of a group stand in the guide of accident business."""
        labels = {name: _(label) for name, label in GROUP_LABELS.items()}
        for name in ("least_persons", "highest_age"):
            self.fields[name] = forms.IntegerField(label=labels[name], min_value=1, max_value=999, initial=held[name])
        self.fields["participation"] = forms.CharField(
            label=labels["participation"], max_length=9, initial=held["participation"]
        )
        self.fields["declined"] = forms.CharField(
            label=labels["declined"], max_length=600, required=False, initial="、".join(held["declined"])
        )

    def limits(self) -> list[forms.BoundField]:
        return [self[name] for name in GROUP_LABELS if name in self.fields]

    def _add_answers(self, question: dict[str, Any]) -> None:
        for choice in question["choices"]:
            label = f"{question['text'][self.language]} · {choice['text'][self.language]}"
            key = f"{question['key']}_{choice['value']}"
            self.fields[f"p_{key}"] = forms.DecimalField(
                label=label, min_value=0, max_value=100, initial=choice["percent"]
            )
            self.fields[f"f_{key}"] = forms.BooleanField(
                label=_("caps the grade"), required=False, initial=bool(choice.get("fatal"))
            )

    def rows(self) -> list[tuple[forms.BoundField, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Each section with its answers."""
        return [
            (
                self[f"w_{section['key']}"],
                [
                    (self[f"p_{question['key']}_{choice['value']}"], self[f"f_{question['key']}_{choice['value']}"])
                    for question in section["questions"]
                    for choice in question["choices"]
                ],
            )
            for section in self.stored["sections"]
        ]

    def data_of(self) -> dict[str, Any]:
        """The new version: the old with the figures of the form."""
        found, given = deepcopy(self.stored), self.cleaned_data
        for section in found["sections"]:
            section["weight"] = str(given[f"w_{section['key']}"])
            for question in section["questions"]:
                for choice in question["choices"]:
                    key = f"{question['key']}_{choice['value']}"
                    choice["percent"] = str(given[f"p_{key}"])
                    choice["fatal"] = given[f"f_{key}"]
        if found.get("group"):
            words = given["declined"].replace(",", "、").replace("，", "、").split("、")
            found["group"] = {
                "least_persons": given["least_persons"],
                "participation": given["participation"].strip(),
                "highest_age": given["highest_age"],
                "declined": [word.strip() for word in words if word.strip()],
            }
        return found
