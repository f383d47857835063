"""Forms about people, posts and access."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, ReasonForm
from organisation.models import Education
from organisation.services.people import StaffData

Choices = list[tuple[str, str]]
MOST_YEARS = 60


class DayField(forms.DateField):
    """A day, picked from the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class StaffForm(CommandForm):
    """A person. Where the person belongs and where the person works may differ (ORG-11)."""

    login_name = forms.RegexField(
        r"^[A-Za-z][A-Za-z0-9._-]{2,63}$",
        label=_("Login name"),
        max_length=64,
        help_text=_("Letters, figures, dot, hyphen; begins with a letter; at least three characters"),
    )
    employee_number = forms.CharField(label=_("Employee number"), max_length=20, required=False)
    name = forms.CharField(label=_("Full name"), max_length=64)
    belongs_to = forms.ChoiceField(label=_("Belongs to unit"), help_text=_("Post, personnel and pay"))
    works_at = forms.ChoiceField(label=_("Works at"), help_text=_("Where the person sits"))
    joined_on = DayField(label=_("Joined on"), required=False)
    education = forms.TypedChoiceField(label=_("Education"), choices=Education.choices, coerce=int)
    experience_years = forms.IntegerField(label=_("Years of relevant work"), min_value=0, max_value=MOST_YEARS)
    management_years = forms.IntegerField(
        label=_("Years of business management"), initial=0, min_value=0, max_value=MOST_YEARS
    )
    good_english = forms.BooleanField(label=_("Good English"), required=False)
    informal = forms.BooleanField(label=_("Informal staff"), required=False)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("belongs_to", "works_at"):
            self.fields[name].choices = [("", "–"), *units]  # type: ignore[attr-defined]

    def data_of(self) -> StaffData:
        values = self.inputs()
        values["belongs_to_id"], values["works_at_id"] = int(values.pop("belongs_to")), int(values.pop("works_at"))
        return StaffData(**values)

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page shows them."""
        return [
            (_("Member of staff"), [self[n] for n in ("name", "login_name", "employee_number", "joined_on")]),
            (_("Unit"), [self["belongs_to"], self["works_at"]]),
            (_("Qualification"), [self[n] for n in ("education", "experience_years", "management_years")]),
            ("", [self["good_english"], self["informal"]]),
        ]


class PostForm(ReasonForm):
    """A post for a person; another person approves it."""

    post = forms.ChoiceField(label=_("Post"))
    unit = forms.ChoiceField(label=_("Unit of the post"))
    scope_unit = forms.ChoiceField(label=_("Sees the business of"), help_text=_("The own unit, or one above it"))
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"), required=False, help_text=_("Empty: until it is ended"))
    waiver = forms.CharField(
        label=_("Reason for an exception"),
        max_length=300,
        required=False,
        help_text=_("Only if the person does not fulfil what the post asks for"),
    )
    field_order = ("post", "unit", "scope_unit", "first_day", "last_day", "waiver", "reason")

    def __init__(self, *args: Any, posts: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", "–"), *posts]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", "–"), *units]  # type: ignore[attr-defined]
        self.fields["scope_unit"].choices = [("", "–"), *units]  # type: ignore[attr-defined]


def _despite() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("The rights must end now, although forms or seals are still held"),
        help_text=_("Those who supervise forms and seals are told what is to be recovered"),
        required=False,
    )


class EndPostForm(ReasonForm):
    """Which post ends, with which day."""

    assignment_id = forms.TypedChoiceField(label=_("Post"), coerce=int)
    last_day = DayField(label=_("Last day"), help_text=_("Yesterday takes the rights away at once"))
    despite = _despite()
    field_order = ("assignment_id", "last_day", "despite", "reason")

    def __init__(self, *args: Any, assignments: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignment_id"].choices = list(assignments)  # type: ignore[attr-defined]


class LeaveForm(ReasonForm):
    """Deactivation; open work is handed over."""

    hand_over_to = forms.TypedChoiceField(label=_("Open work goes to"), coerce=int, empty_value=None, required=False)
    despite = _despite()
    field_order = ("hand_over_to", "despite", "reason")

    def __init__(self, *args: Any, colleagues: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hand_over_to"].choices = [("", _("Nobody: no open work")), *colleagues]  # type: ignore[attr-defined]


class UnlockForm(ReasonForm):
    """A locked name and why it is unlocked."""

    login_name = forms.CharField(widget=forms.HiddenInput, max_length=255)


PRESENT = forms.PasswordInput(attrs={"autocomplete": "current-password"})
CHOSEN = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class OwnPasswordForm(forms.Form):
    """The present password and, twice, the new one."""

    old = forms.CharField(label=_("Present password"), widget=PRESENT, strip=False, max_length=200)
    new = forms.CharField(
        label=_("New password"),
        widget=CHOSEN,
        strip=False,
        max_length=200,
        help_text=_("At least ten characters, not only figures, not like your name"),
    )
    again = forms.CharField(label=_("New password again"), widget=CHOSEN, strip=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("new") != values.get("again") and "new" in values:
            self.add_error("again", _("This is not the same as the new password."))
        return values
