"""The record of an inspection, filled in on the phone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.rules.inspection import RESULT_LABELS


class SeveralFiles(forms.FileInput):
    """A control that takes several photos at once."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several files; each is checked by itself."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        one = super().clean
        return [one(photo, initial) for photo in data or ()]


class InspectionForm(CommandForm):
    """When, where, what was found, and the photos."""

    inspected_at = forms.DateTimeField(
        label=_("Inspected at"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    place = forms.CharField(label=_("Place of the inspection"), max_length=200)
    result = forms.ChoiceField(
        label=_("Result"), choices=[(result.value, _(label)) for result, label in RESULT_LABELS.items()]
    )
    remark = forms.CharField(
        label=_("What was found"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )
    photos = PhotosField(label=_("Photos"), required=False, widget=SeveralFiles(attrs={"accept": "image/*"}))

    def taken(self) -> tuple[tuple[bytes, str], ...]:
        """The photos as they came, in their order."""
        return tuple((photo.read(), photo.name) for photo in self.cleaned_data["photos"])
