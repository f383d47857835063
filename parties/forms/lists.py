"""Forms of list entries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.web.commands import CommandForm, ReasonForm
from parties.forms.party import choices, date_field
from parties.rules.listing import APPEAL_GROUNDS
from parties.rules.words import LIST_KINDS, LIST_REASONS, LIST_SUBJECTS, ListSubject
from parties.selectors.parties import party_with_number
from parties.services.data import ListingData


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


class AppealForm(ReasonForm):
    """What the listed customer brings forward."""

    ground = forms.ChoiceField(label=gettext_lazy("Ground"))
    field_order = ("ground", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = choices(APPEAL_GROUNDS)  # type: ignore[attr-defined]


class KeepForm(ReasonForm):
    """The entry goes on until the next review."""

    review_on = date_field(gettext_lazy("Next review on"))
    field_order = ("review_on", "reason")
