"""Transfer of what is insured: the new policyholder is a customer, found by the paper or registered (LAW-49)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underwriting.forms.people import PeopleForm

OWN = ("kind", "name", "id_type", "id_number", "phone", "address")
OTHER = ("insured_kind", "insured_name", "insured_id_type", "insured_id_number", "insured_phone")


class TransferForm(PeopleForm):
    """The new policyholder, another insured where there is one, and of a vehicle its new plate."""

    plate = forms.CharField(
        label=_("New plate"), max_length=20, required=False, help_text=_("Empty: the plate stays with the vehicle")
    )

    def __init__(self, *args: Any, motor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("channel", "intermediary_id", "salesperson_id", *(() if motor else ("plate",))):
            del self.fields[name]
        self.fields["kind"].label = _("New policyholder is")
        self.order_fields([*OWN, *OTHER, "plate"])

    def plain_changes(self) -> dict[str, str]:
        """What changes beside the people."""
        plate = self.cleaned_data.get("plate", "")
        return {"plate": plate} if plate else {}
