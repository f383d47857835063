"""Forms with which units are set up and changed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import ReasonForm
from organisation.forms.people import Choices
from organisation.services.units import UnitData

Groups = list[tuple[Any, list[forms.BoundField]]]
FARTHEST_NORTH, FARTHEST_EAST = Decimal(90), Decimal(180)


def _degrees(label: Any, most: Decimal) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=-most, max_value=most, max_digits=9, decimal_places=6, required=False
    )


class UnitForm(ReasonForm):
    """The particulars of a unit; another person approves them."""

    name = forms.CharField(label=_("Unit"), max_length=80)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    latitude = _degrees(_("Latitude"), FARTHEST_NORTH)
    longitude = _degrees(_("Longitude"), FARTHEST_EAST)
    road_km = forms.DecimalField(
        label=_("Road to the centre (km)"), min_value=0, max_digits=6, decimal_places=1, required=False
    )
    drive_minutes = forms.IntegerField(label=_("Normal drive (minutes)"), min_value=0, max_value=9999, required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if values.get(one) is None and values.get(other) is not None and one not in self.errors:
                self.add_error(one, _("A position has both: latitude and longitude."))
        return values

    def data_of(self, *, active: bool = True) -> UnitData:
        own = ("name", "name_en", "latitude", "longitude", "road_km", "drive_minutes")
        return UnitData(**{name: self.cleaned_data[name] for name in own}, active=active)

    def _places(self) -> Groups:
        return [
            (_("Position"), [self["latitude"], self["longitude"], self["road_km"], self["drive_minutes"]]),
            ("", [self["reason"]]),
        ]


class NewUnitForm(UnitForm):
    """A counter, a survey point or a department."""

    unit_kind = forms.ChoiceField(label=_("Kind"))
    parent = forms.TypedChoiceField(label=_("Belongs under"), coerce=int)
    code = forms.RegexField(
        r"^[0-9]{6}$",
        label=_("Code"),
        help_text=_("Six figures; numbers of policies and cases carry it, and it stays as it is"),
        error_messages={"invalid": _("A code has six figures.")},
    )

    def __init__(self, *args: Any, kinds: Choices, parents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["parent"].choices = [("", "–"), *parents]  # type: ignore[attr-defined]

    def groups(self) -> Groups:
        """The fields as the page shows them."""
        own = [self[name] for name in ("unit_kind", "parent", "name", "code", "name_en")]
        return [(_("Unit"), own), *self._places()]


class EditUnitForm(UnitForm):
    """What may change of a unit; whether it is in use only where the branch decides that by itself."""

    active = forms.TypedChoiceField(
        label=_("State"),
        choices=[("yes", _("in use")), ("no", _("closed"))],
        coerce=lambda value: value == "yes",
        help_text=_("A unit is closed when nobody belongs to it and no work waits in it"),
    )

    def __init__(self, *args: Any, may_close: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_close:
            del self.fields["active"]

    def groups(self) -> Groups:
        """The fields as the page shows them."""
        own = [self[name] for name in ("name", "name_en", "active") if name in self.fields]
        return [(_("Unit"), own), *self._places()]
