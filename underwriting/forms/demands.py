"""Forms of demanded material."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.models import MaterialDemand


class DemandForm(CommandForm):
    """What the underwriter wants to see."""

    what = forms.ChoiceField(label=_("What is wanted"), choices=[])
    text = forms.CharField(label=_("What exactly, and why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    due_on = forms.DateField(
        label=_("Wanted by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = MaterialDemand._meta.get_field("what").choices or []


class BringForm(CommandForm):
    """What was brought."""

    answer = forms.CharField(
        label=_("Answer"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    paper = forms.FileField(label=_("Copy of the document"), required=False, max_length=200)

    def inputs(self) -> dict[str, Any]:
        given = super().inputs()
        sent = given.pop("paper")
        return given | ({"content": sent.read(), "name": sent.name} if sent else {})
