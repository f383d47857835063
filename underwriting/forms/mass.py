"""One change of many policies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web.commands import ReasonForm
from underwriting.forms.endorsements import day_field
from underwriting.services.mass_endorsing import MassData, known_entries


class MassForm(ReasonForm):
    """What shall be changed, and for which policies; the reason is kept as the grounds."""

    title = forms.CharField(label=_("Occasion"), max_length=80)
    entry = forms.ChoiceField(label=_("What shall change"))
    value = forms.CharField(label=_("New value"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    effective_on = day_field(_("From"))
    numbers = forms.CharField(
        label=_("Policies"),
        widget=forms.Textarea(attrs={"rows": 8, "class": "ui-code"}),
        help_text=_("One number a line, such as a column copied from a table"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entry"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = known_entries()
        self.fields["effective_on"].initial = timezone.localdate()
        self.order_fields(["title", "entry", "effective_on", "value", "numbers", "reason"])

    def data_of(self) -> MassData:
        given = self.cleaned_data
        return MassData(
            title=given["title"],
            entry=given["entry"],
            value=given["value"],
            effective_on=given["effective_on"],
            numbers=tuple(given["numbers"].replace(",", "\n").replace("，", "\n").split()),
        )
