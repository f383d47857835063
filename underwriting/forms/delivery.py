"""The receipt of a policy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.models.delivery import WAYS


class DeliveryForm(CommandForm):
    """Who received the policy, when and how, with the signed receipt."""

    way = forms.ChoiceField(label=_("Way of delivery"), choices=WAYS)
    received_by = forms.CharField(label=_("Received by"), max_length=120)
    received_on = forms.DateField(
        label=_("Day of the receipt"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(label=_("Number of the courier or of the message"), max_length=120, required=False)
    receipt = forms.FileField(
        label=_("Signed receipt"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*", "capture": "environment"}),
        help_text=_("A photo or a PDF; not needed for an electronic policy whose message is named."),
    )

    def __init__(self, *args: Any, holder: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_by"].initial = holder
        self.fields["received_on"].initial = localdate()

    def inputs(self) -> dict[str, Any]:
        given = super().inputs()
        sent = given.pop("receipt")
        return given | {"receipt": sent.read() if sent else b""}
