"""Suspending business, and ending it early."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.web.commands import ReasonForm
from organisation.models import Unit
from underwriting.services.moratoria import MoratoriumData

FORMAT = "%Y-%m-%dT%H:%M"


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT)
    return forms.DateTimeField(label=label, widget=widget, input_formats=[FORMAT, f"{FORMAT}:%S"])


class MoratoriumForm(ReasonForm):
    """Where, what and how long; the reason is kept as the grounds."""

    title = forms.CharField(label=_("Occasion"), max_length=80, help_text=_("Such as the name of the typhoon"))
    unit_ids = forms.TypedMultipleChoiceField(label=_("Area"), coerce=int, widget=forms.CheckboxSelectMultiple)
    lines = forms.MultipleChoiceField(
        label=_("Covers not to be written"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Compulsory cover may not be refused and goes on."),
    )
    begins_at = _moment(_("Suspended from"))
    ends_at = _moment(_("Suspended until"))
    new_only = forms.BooleanField(label=_("Renewals are written"), required=False)

    def __init__(self, *args: Any, areas: Sequence[Unit], lines: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("unit_ids", [(unit.pk, unit.label) for unit in areas])
        self._offer("lines", list(lines.items()))
        self.fields["begins_at"].initial = timezone.localtime().replace(second=0, microsecond=0)
        self.order_fields(["title", "unit_ids", "lines", "begins_at", "ends_at", "new_only", "reason"])

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    def data_of(self) -> MoratoriumData:
        given = self.cleaned_data
        return MoratoriumData(
            title=given["title"],
            unit_ids=tuple(given["unit_ids"]),
            lines=tuple(given["lines"]),
            begins_at=given["begins_at"],
            ends_at=given["ends_at"],
            new_only=given["new_only"],
        )


class EndForm(ReasonForm):
    """An earlier end."""

    ends_at = _moment(_("Ends at"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_at"].initial = timezone.localtime().replace(second=0, microsecond=0)
        self.order_fields(["ends_at", "reason"])

    def moment(self) -> datetime:
        found: datetime = self.cleaned_data["ends_at"]
        return found
