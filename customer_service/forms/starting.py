"""Which product the customer takes, and who the customer is: found by search, or registered in place (CUS-08)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.commands import CommandForm
from core.workflow.refusals import Refusal
from parties.public import ID_TYPES, IdType, PartyData, PartyFact, PartyKind, ProbableDuplicate

NEW = "new"
REGISTERING = ("kind", "name", "id_type", "id_number", "phone", "address")


class StartForm(CommandForm):
    """The customers found are offered; a new one needs name and paper."""

    code = forms.ChoiceField(label=gettext_lazy("Product"), widget=forms.RadioSelect)
    look_for = forms.CharField(
        label=gettext_lazy("Look for the customer"), max_length=120, required=False,
        help_text=gettext_lazy("Name, telephone, identity number or customer number"),
    )  # fmt: skip
    customer = forms.ChoiceField(label=gettext_lazy("Customer"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=gettext_lazy("The customer is"), required=False,
        choices=[("person", gettext_lazy("a person")), ("organisation", gettext_lazy("an organisation"))],
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    id_type = forms.ChoiceField(label=gettext_lazy("Paper"), required=False)
    id_number = forms.CharField(label=gettext_lazy("Number of the paper"), max_length=40, required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=200, required=False)
    unlike = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    reason = forms.CharField(
        label=gettext_lazy("Why somebody else"), max_length=300, required=False,
        help_text=gettext_lazy("Where a customer looks the same"),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        offers: Iterable[tuple[str, str]] = (),
        found: Sequence[PartyFact] = (),
        phone_masked: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        self.fields["code"].choices = list(offers)  # type: ignore[attr-defined]
        self.fields["customer"].choices = [  # type: ignore[attr-defined]
            *((one.number, f"{one.number} {one.name} · {one.id_masked} · {one.phone_masked}") for one in found),
            (NEW, _("A new customer: register with the data below")),
        ]
        self.initial.setdefault("customer", found[0].number if found else NEW)
        self.fields["id_type"].choices = [(IdType(t).value, _(label)) for t, label in ID_TYPES.items()]  # type: ignore[attr-defined]
        self.fields["phone"].widget.attrs["placeholder"] = phone_masked
        if phone_masked:
            self.fields["phone"].help_text = _("Empty: the number of the enquiry")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("customer") == NEW:
            for name in ("name", "id_number"):
                if not given.get(name):
                    self.add_error(name, _("Needed to register the customer."))
        return given

    def new_customer(self) -> PartyData | None:
        """Whom to register; None when somebody found was chosen."""
        given = self.cleaned_data
        if given["customer"] != NEW:
            return None
        kind = PartyKind(given["kind"] or PartyKind.PERSON)
        unlike = tuple(int(pk) for pk in given["unlike"].split(",") if pk.isdecimal())
        return PartyData(
            kind=kind, name=given["name"], id_type=IdType(given["id_type"]), id_number=given["id_number"],
            phone=given["phone"], address=given["address"], different_from=unlike if given["reason"].strip() else (),
        )  # fmt: skip

    def inputs(self) -> dict[str, Any]:
        chosen = self.cleaned_data["customer"]
        number = "" if chosen == NEW else chosen
        return {"code": self.cleaned_data["code"], "party_number": number, "customer": self.new_customer()}

    def refuse(self, refusal: Refusal) -> None:
        """Customers that look the same are asked about: one of them, or somebody else with a reason."""
        if not isinstance(refusal, ProbableDuplicate):
            super().refuse(refusal)
            return
        alike = refusal.details["candidates"]
        sent: Any = self.data.copy()  # type: ignore[attr-defined]
        sent["unlike"] = ",".join(str(one["id"]) for one in alike)
        self.data = sent
        names = _(", ").join(f"{one['number']} {one['name']} {one['id_masked']}" for one in alike)
        message = _("These customers look the same: %(names)s. Choose one, or say why this is somebody else.")
        self.add_error("reason", message % {"names": names})
