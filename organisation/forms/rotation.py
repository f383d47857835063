"""Proposing an exchange: a new place for each person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.commands import ReasonForm
from organisation.forms.people import Choices, DayField
from organisation.models import Staff


class ExchangeForm(ReasonForm):
    """Day and reason, and a place for each person; whoever keeps the place is not moved."""

    on_day = DayField(label=gettext_lazy("Day of the exchange"))

    def __init__(self, *args: Any, people: list[Staff], places: Choices, now: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for person in people:
            self.fields[f"to_{person.pk}"] = forms.ChoiceField(
                label=person.name,
                choices=[("", _("stays")), *places],
                required=False,
                help_text=now.get(person.pk) or _("not posted yet"),
            )

    def moves(self) -> dict[int, int]:
        data = self.cleaned_data
        return {one.pk: int(data[f"to_{one.pk}"]) for one in self.people if data[f"to_{one.pk}"]}

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page shows them."""
        places = [self[f"to_{one.pk}"] for one in self.people]
        return [(_("New places"), places), (_("Exchange"), [self["on_day"], self["reason"]])]
