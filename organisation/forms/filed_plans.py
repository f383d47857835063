"""Writing a plan, and answering one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.commands import CommandForm, OptionalReasonForm
from organisation.forms.people import Choices, DayField
from organisation.rules.filed_plans import Matter
from organisation.services.filed_plans import PlanWanted

TEXT = forms.Textarea(attrs={"rows": 4})


class PlanForm(CommandForm):
    """One plan on the matter chosen before."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    choice = forms.ChoiceField(label=gettext_lazy("What is decided"), required=False, widget=forms.RadioSelect)
    posts = forms.MultipleChoiceField(label=gettext_lazy("Posts"), required=False, widget=forms.CheckboxSelectMultiple)
    premium = forms.DecimalField(
        label=gettext_lazy("Premium of the year before (yuan)"),
        min_value=Decimal(0),
        max_digits=18,
        decimal_places=2,
        help_text=gettext_lazy("As in the annual accounts; what this system knows is shown beside it."),
    )
    first_day = DayField(label=gettext_lazy("First day"))
    last_day = DayField(label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: without end"))
    cause = forms.CharField(label=gettext_lazy("Reason for the plan"), widget=TEXT, max_length=2000)
    plan = forms.CharField(label=gettext_lazy("Plan"), widget=TEXT, max_length=8000)

    def __init__(self, *args: Any, matter: Matter, units: Choices, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter
        self.fields["unit"].choices = [("", "–"), *units]  # type: ignore[attr-defined]
        self.fields["choice"].choices = [(code, _(label)) for code, label in matter.choices.items()]  # type: ignore[attr-defined]
        self.fields["posts"].choices = posts  # type: ignore[attr-defined]
        if not matter.choices:
            del self.fields["choice"]
        if not matter.posts:
            del self.fields["posts"]

    def inputs(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "wanted": PlanWanted(
                unit_id=int(data["unit"]),
                matter=self.matter.code,
                choice=data.get("choice", ""),
                posts=tuple(data.get("posts", ())),
                plan=data["plan"],
                cause=data["cause"],
                premium=data["premium"],
                first_day=data["first_day"],
                last_day=data["last_day"],
            )
        }

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page shows them."""
        first = [
            name for name in ("unit", "premium", "first_day", "last_day", "choice", "posts") if name in self.fields
        ]
        return [
            (_("What is decided"), [self[name] for name in first]),
            (_("Report of the plan"), [self["cause"], self["plan"]]),
        ]


class AnswerForm(OptionalReasonForm):
    """The answer of head office with its number."""

    answer_number = forms.CharField(label=gettext_lazy("Number of the answer"), max_length=60)
    field_order = ("answer_number", "reason")
