"""The form by which an API client is bound to an intermediary."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import ReasonForm
from parties.forms.party import date_field

PER_MILLE = Decimal(1000)


class ChannelForm(ReasonForm):
    """Which client, and within which limits it sends business."""

    client_id = forms.TypedChoiceField(label=_("API client"), coerce=int)
    largest_sum = forms.DecimalField(
        label=_("Largest sum insured"), required=False, min_value=Decimal("0.01"), max_digits=16, decimal_places=2
    )
    lowest_rate = forms.DecimalField(
        label=_("Lowest rate (‰)"), required=False, min_value=0, max_value=PER_MILLE, max_digits=9, decimal_places=5
    )
    effective_on = date_field(_("Holds from"))
    until = date_field(_("Last day"), required=False)
    field_order: Iterable[str] = ("client_id", "largest_sum", "lowest_rate", "effective_on", "until", "reason")

    def __init__(self, *args: Any, clients: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_id"].choices = list(clients)  # type: ignore[attr-defined]

    def inputs(self) -> dict[str, Any]:
        given = super().inputs()
        rate = given["lowest_rate"]
        return given | {"lowest_rate": rate / PER_MILLE if rate is not None else None}
