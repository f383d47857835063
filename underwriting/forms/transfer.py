"""Transfer of what is insured: the new policyholder is a customer, found by the paper or registered (LAW-49)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underwriting.forms.endorsements import (
    CLASS,
    LOAD,
    add_account,
    ask_what_stands,
    class_field,
    load_field,
    overruled_in,
)
from underwriting.forms.people import PeopleForm
from underwriting.rules.policy_terms import Terms

OWN = ("kind", "name", "id_type", "id_number", "phone", "address")
OTHER = ("insured_kind", "insured_name", "insured_id_type", "insured_id_number", "insured_phone")


class TransferForm(PeopleForm):
    """The new policyholder, another insured where there is one, and of a vehicle its new plate and what the new owner
    uses it for; premium that goes back goes to the one who paid."""

    plate = forms.CharField(
        label=_("New plate"), max_length=20, required=False, help_text=_("Empty: the plate stays with the vehicle")
    )

    def __init__(
        self, *args: Any, motor: bool, old: Terms, accounts: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.old = old
        for name in ("channel", "intermediary_id", "salesperson_id", *(() if motor else ("plate",))):
            del self.fields[name]
        self.fields["kind"].label = _("New policyholder is")
        self.order_fields([*OWN, *OTHER, "plate"])
        if motor:
            self._add_use(accounts)

    def _add_use(self, accounts: Sequence[tuple[str, str]]) -> None:
        """The premium follows from the owner and the use."""
        for name, field, label in ((CLASS, class_field(), _("Class of use")), (LOAD, load_field(), _("Load (t)"))):
            field.label, field.required, field.initial = label, False, self.old.get(name, "")
            self.fields[name] = field
        add_account(self, accounts)

    def ask_about(self, rows: Sequence[Mapping[str, Any]]) -> None:
        ask_what_stands(self, rows)

    def overruled(self) -> tuple[str, ...] | None:
        return overruled_in(self.cleaned_data)

    def plain_changes(self) -> dict[str, str]:
        """What changes beside the people."""
        given = {name: self.cleaned_data.get(name) for name in ("plate", CLASS, LOAD)}
        typed = {name: str(value) for name, value in given.items() if value not in (None, "")}
        return {name: value for name, value in typed.items() if value != self.old.get(name, "")}
