"""Asking for an emergency override, and closing its after-check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.commands import CommandForm, ReasonForm
from organisation.models import IncompatibleDuties
from organisation.models.override import FINDINGS
from organisation.rules.duties import duty_label
from organisation.rules.lifecycles.override import LEAST_REASON
from organisation.services.overrides import OverrideWanted


class OverrideForm(CommandForm):
    """Which pair, for how many hours, why nobody else can do it."""

    duties = forms.TypedChoiceField(label=gettext_lazy("Duties that one person shall do"), coerce=int)
    hours = forms.IntegerField(label=gettext_lazy("Hours of the override"), min_value=1, initial=4)
    reason = forms.CharField(
        label=gettext_lazy("Why nobody else can do it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=LEAST_REASON,
        max_length=1000,
        help_text=gettext_lazy("Internal audit is told at once and reads it."),
    )

    def __init__(self, *args: Any, pairs: Sequence[IncompatibleDuties] = (), most: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["duties"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "–"), *((pair.pk, pair_in_words(pair)) for pair in pairs)]
        hours = self.fields["hours"]
        assert isinstance(hours, forms.IntegerField)  # noqa: S101 - declared above
        hours.help_text = _("%(hours)s at most") % {"hours": most}

    def inputs(self) -> dict[str, Any]:
        return {"wanted": OverrideWanted(duties_id=self.cleaned_data["duties"], hours=self.cleaned_data["hours"])}


def pair_in_words(pair: IncompatibleDuties) -> str:
    """Both duties of a row in the reader's language."""
    return f"{_(duty_label(pair.first))} ↔ {_(duty_label(pair.second))}"


class CheckForm(ReasonForm):
    """What internal audit found."""

    finding = forms.ChoiceField(label=gettext_lazy("Result of the after-check"), choices=[("", "–"), *FINDINGS])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["finding", "reason"])
