"""Forms of the duty roster."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Speciality
from claims.services.roster import ShiftData
from core.web.commands import CommandForm, ReasonForm

SHAPE = "%Y-%m-%dT%H:%M"


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=SHAPE), input_formats=[SHAPE]
    )


class _ShiftFields(CommandForm):
    """Where, when, what."""

    place_unit_id = forms.TypedChoiceField(label=_("Standing at"), coerce=int)
    begins = _moment(_("Shift begins"))
    ends = _moment(_("Shift ends"))
    specialities = forms.MultipleChoiceField(
        label=_("Can survey"), choices=Speciality.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, places: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_unit_id"].choices = places or []  # type: ignore[attr-defined]

    def shift(self) -> ShiftData:
        given = self.cleaned_data
        return ShiftData(
            place_unit_id=given["place_unit_id"],
            begins=given["begins"],
            ends=given["ends"],
            specialities=tuple(given["specialities"]),
        )

    def inputs(self) -> dict[str, Any]:
        return {"data": self.shift()}


class PlanForm(_ShiftFields):
    """Who goes on the roster."""

    staff_id = forms.TypedChoiceField(label=_("Surveyor"), coerce=int)

    def __init__(self, *args: Any, people: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff_id"].choices = people or []  # type: ignore[attr-defined]
        self.order_fields(["staff_id", "place_unit_id", "begins", "ends", "specialities"])

    def inputs(self) -> dict[str, Any]:
        return {"staff_id": self.cleaned_data["staff_id"], "data": self.shift()}


class ChangeForm(_ShiftFields, ReasonForm):
    """Another place or time, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["place_unit_id", "begins", "ends", "specialities", "reason"])


class AbsenceForm(ReasonForm):
    """Away from when to when, and why."""

    away_from = _moment(_("Away from"))
    away_until = _moment(_("Away until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["away_from", "away_until", "reason"])
