"""Forms of customers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.commands import CommandForm, ReasonForm
from parties.models import Party
from parties.rules.identity import PAPERS, Gender, PartyKind
from parties.rules.lifecycle import gettext_noop
from parties.rules.words import CONTACT_KINDS, GENDERS, ID_TYPES, PURPOSES
from parties.services.data import AccountData, PartyData


def choices(labels: Mapping[Any, str], keys: Any = None) -> list[tuple[str, str]]:
    """Codes with their words in the reader's language."""
    return [(str(key), _(labels[key])) for key in (keys or labels)]


def date_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class PartyForm(CommandForm):
    """What persons and organisations have in common. Duplicates come back as ``different_from`` to be ticked."""

    kind = PartyKind.PERSON
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    name_label: Any = gettext_lazy("Name")

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    id_type = forms.ChoiceField(label=gettext_lazy("Paper"))
    id_number = forms.CharField(label=gettext_lazy("Number of the paper"), max_length=40)
    id_valid_until = date_field(gettext_lazy("Valid until"), required=False, help_text=gettext_lazy("Empty: long term"))
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=200, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    different_from = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    reason = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = self.name_label
        paper = self.fields["id_type"]
        paper.choices = choices(ID_TYPES, PAPERS[self.kind])  # type: ignore[attr-defined]
        looked_at = self.data.getlist("different_from") if hasattr(self.data, "getlist") else []
        self.fields["different_from"].choices = [(pk, pk) for pk in looked_at if pk.isdigit()]  # type: ignore[attr-defined]

    def party_data(self) -> PartyData:
        """The customer as typed."""
        given = self.inputs() | {"different_from": tuple(int(pk) for pk in self.cleaned_data["different_from"])}
        return PartyData(kind=self.kind, **given)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The field sets of the page."""
        return [(_(title), [self[name] for name in names]) for title, names in self.sections]


class PersonForm(PartyForm):
    """A natural person."""

    kind = PartyKind.PERSON
    name_label = gettext_lazy("Name of the person")
    sections = (
        (gettext_noop("Identity"), ("name", "id_type", "id_number", "id_valid_until", "born_on", "gender")),
        (gettext_noop("Contact"), ("phone", "email", "address")),
        (gettext_noop("Further details"), ("nationality", "occupation")),
    )

    born_on = date_field(
        gettext_lazy("Date of birth"), required=False, help_text=gettext_lazy("Read from a resident identity number")
    )
    gender = forms.ChoiceField(label=gettext_lazy("Gender"), required=False)
    nationality = forms.RegexField(
        regex=r"^[A-Z]{3}$", label=gettext_lazy("Nationality"), initial="CHN", help_text=gettext_lazy("Three letters")
    )
    occupation = forms.CharField(label=gettext_lazy("Occupation"), max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = (Gender.UNKNOWN, Gender.MALE, Gender.FEMALE)
        self.fields["gender"].choices = choices(GENDERS, order)  # type: ignore[attr-defined]


class OrganisationForm(PartyForm):
    """A company or an institution."""

    kind = PartyKind.ORGANISATION
    name_label = gettext_lazy("Name of the company or institution")
    sections = (
        (
            gettext_noop("Identity"),
            ("name", "id_type", "id_number", "id_valid_until", "legal_representative", "industry"),
        ),
        (gettext_noop("Contact"), ("contact_name", "phone", "email", "address")),
    )

    legal_representative = forms.CharField(label=gettext_lazy("Legal representative"), max_length=60, required=False)
    industry = forms.CharField(label=gettext_lazy("Industry"), max_length=80, required=False)
    contact_name = forms.CharField(label=gettext_lazy("Contact person"), max_length=60, required=False)


FORMS: dict[str, type[PartyForm]] = {PartyKind.PERSON: PersonForm, PartyKind.ORGANISATION: OrganisationForm}
KEPT = (
    "name", "id_type", "id_valid_until", "born_on", "gender", "nationality", "occupation", "industry",
    "legal_representative", "contact_name", "id_number", "phone", "address", "email",
)  # fmt: skip


def stored_values(party: Party) -> dict[str, Any]:
    """What an edit form begins with. The person may change these values, so the form holds them in clear."""
    return {name: getattr(party, name) for name in KEPT}


class ContactForm(CommandForm):
    """One more telephone number, address or e-mail address."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), widget=forms.RadioSelect)
    value = forms.CharField(label=gettext_lazy("Value"), max_length=200)
    label = forms.CharField(label=gettext_lazy("Label"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(CONTACT_KINDS)  # type: ignore[attr-defined]
        self.fields["kind"].initial = "phone"


class AccountForm(CommandForm):
    """A bank account in the customer's own name."""

    holder = forms.CharField(label=gettext_lazy("Account holder"), max_length=120)
    bank = forms.CharField(label=gettext_lazy("Bank"), max_length=80)
    branch = forms.CharField(label=gettext_lazy("Bank branch"), max_length=120, required=False)
    number = forms.CharField(label=gettext_lazy("Account number"), max_length=40)

    def inputs(self) -> dict[str, Any]:
        return {"data": AccountData(**super().inputs())}


class ConsentForm(CommandForm):
    """What the customer stated for one purpose."""

    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"))
    is_given = forms.BooleanField(label=gettext_lazy("The customer agrees"), required=False, initial=True)
    wording = forms.CharField(label=gettext_lazy("Version of the wording"), max_length=40, initial="2026-1")
    channel = forms.CharField(label=gettext_lazy("Given through"), max_length=40)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = choices(PURPOSES)  # type: ignore[attr-defined]


class EndContactForm(CommandForm):
    """Which contact is no longer right."""

    contact_id = forms.TypedChoiceField(label=gettext_lazy("Contact"), coerce=int)

    def __init__(self, *args: Any, contacts: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact_id"].choices = list(contacts)  # type: ignore[attr-defined]


class MergeForm(ReasonForm):
    """Which record remains: one that resembles it, or any by its number."""

    into = forms.CharField(
        label=gettext_lazy("Customer number of the record that remains"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("into", "reason")

    def __init__(self, *args: Any, candidates: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(candidates)
        if listed:
            self.fields["into"].help_text = "; ".join(name for _number, name in listed)
            self.fields["into"].initial = listed[0][0]


class EndAccountForm(ReasonForm):
    """Which account must no longer be used, and why."""

    account_id = forms.TypedChoiceField(label=gettext_lazy("Bank account"), coerce=int)
    field_order = ("account_id", "reason")

    def __init__(self, *args: Any, accounts: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account_id"].choices = list(accounts)  # type: ignore[attr-defined]
