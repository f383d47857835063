"""The report as the agent enters it while the caller speaks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.public import Cause, Relation, ReportData
from core.web.commands import CommandForm

MOMENT = {"type": "datetime-local"}


class ReportForm(CommandForm):
    """Everything that 95518 asks, in the order in which it is asked."""

    reporter_name = forms.CharField(label=_("Reporter"), max_length=120)
    reporter_phone = forms.CharField(label=_("Telephone"), max_length=20)
    occurred_at = forms.DateTimeField(
        label=_("Time of loss"), widget=forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")
    )
    relation = forms.ChoiceField(label=_("Relation"), choices=Relation.choices, initial=Relation.DRIVER)
    driver_name = forms.CharField(label=_("Driver"), max_length=120, required=False)
    plate = forms.CharField(label=_("Plate"), max_length=12, required=False)
    place = forms.CharField(label=_("Place of loss"), max_length=200)
    loss_unit_id = forms.TypedChoiceField(label=_("Area of"), coerce=int, empty_value=None, required=False)
    latitude = forms.DecimalField(
        label=_("Latitude"),
        max_digits=9,
        decimal_places=6,
        min_value=Decimal(-90),
        max_value=Decimal(90),
        required=False,
    )
    longitude = forms.DecimalField(
        label=_("Longitude"),
        max_digits=9,
        decimal_places=6,
        min_value=Decimal(-180),
        max_value=Decimal(180),
        required=False,
    )
    cause = forms.ChoiceField(label=_("Cause"), choices=Cause.choices, widget=forms.RadioSelect)
    third_vehicles = forms.IntegerField(label=_("Other vehicles"), min_value=0, max_value=50, initial=0)
    injured = forms.IntegerField(label=_("Injured persons"), min_value=0, max_value=200, initial=0)
    estimate = forms.DecimalField(
        label=_("Estimate of the caller"), min_value=0, max_digits=14, decimal_places=2, initial=0
    )
    police = forms.BooleanField(label=_("Police called"), required=False)
    course = forms.CharField(
        label=_("Course of the accident"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    policy_said = forms.CharField(label=_("Policy number as told"), max_length=30, required=False)

    def __init__(
        self, *args: Any, areas: list[tuple[int, str]] | None = None, policies: list[int] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.policies = policies or []
        area = self.fields["loss_unit_id"]
        area.choices = [("", _("by the place")), *(areas or [])]  # type: ignore[attr-defined]

    def report(self) -> ReportData:
        """What is registered; the policies are those ticked on the page."""
        given = self.inputs()
        given["estimate"] = given["estimate"] or Decimal("0.00")
        return ReportData(policy_ids=tuple(self.policies), **given)
