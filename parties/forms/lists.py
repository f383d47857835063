"""Forms of list entries and intermediaries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.web.commands import CommandForm
from parties.forms.party import choices, date_field
from parties.rules.words import INTERMEDIARY_KINDS, LIST_KINDS, LIST_REASONS, LIST_SUBJECTS, ListSubject
from parties.selectors.parties import party_with_number
from parties.services.data import IntermediaryData, ListingData


class ListingForm(CommandForm):
    """A proposed entry."""

    kind = forms.ChoiceField(label=gettext_lazy("List"), widget=forms.RadioSelect)
    subject = forms.ChoiceField(label=gettext_lazy("Subject"))
    value = forms.CharField(
        label=gettext_lazy("Number"),
        max_length=40,
        help_text=gettext_lazy("Customer number, identity number, telephone, plate or VIN"),
    )
    reason_code = forms.ChoiceField(label=gettext_lazy("Ground"))
    source_number = forms.CharField(label=gettext_lazy("From case"), max_length=60, required=False)
    valid_from = date_field(gettext_lazy("From"))
    review_on = date_field(gettext_lazy("Review on"))
    valid_until = date_field(gettext_lazy("Until"), required=False)
    evidence = forms.CharField(label=gettext_lazy("Evidence"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, labels in (("kind", LIST_KINDS), ("subject", LIST_SUBJECTS), ("reason_code", LIST_REASONS)):
            self.fields[name].choices = choices(labels)  # type: ignore[attr-defined]
        self.fields["kind"].initial = "grey"

    def listing_data(self) -> ListingData:
        """The proposal as typed; a customer is named by his number."""
        given = self.inputs()
        if given["subject"] == ListSubject.PARTY:
            given |= {"party_id": party_with_number(given["value"]), "value": ""}
        return ListingData(**given)


class IntermediaryForm(CommandForm):
    """Licence and agreement of an intermediary."""

    party_number = forms.CharField(label=gettext_lazy("Customer number"), max_length=20)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    licence_number = forms.CharField(label=gettext_lazy("Licence number"), max_length=60)
    licence_until = date_field(gettext_lazy("Licence valid until"))
    agreement_number = forms.CharField(label=gettext_lazy("Agreement number"), max_length=60)
    agreement_from = date_field(gettext_lazy("Agreement from"))
    agreement_until = date_field(gettext_lazy("Agreement until"))
    lines = forms.CharField(label=gettext_lazy("Lines of business"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(INTERMEDIARY_KINDS)  # type: ignore[attr-defined]

    def intermediary_data(self) -> IntermediaryData:
        given = self.inputs()
        return IntermediaryData(party_id=party_with_number(given.pop("party_number")) or 0, **given)
