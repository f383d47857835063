"""Forms of papers, beneficial owners and identifications."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files.purposes import DOCUMENT
from core.web.commands import CommandForm, OptionalReasonForm, ReasonForm
from parties.forms.party import choices, date_field
from parties.rules.identity import PAPERS, PartyKind
from parties.rules.papers import PAPER_KINDS
from parties.rules.words import ID_TYPES
from parties.services.identification import OwnerData


class PaperForm(CommandForm):
    """A copy of a paper."""

    kind = forms.ChoiceField(label=gettext_lazy("Paper"))
    valid_until = date_field(gettext_lazy("Valid until"), required=False, help_text=gettext_lazy("Empty: long term"))
    paper = forms.FileField(
        label=gettext_lazy("File"), widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=gettext_lazy("A scan or a photo: PDF, JPEG or PNG"),
    )  # fmt: skip
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(PAPER_KINDS)  # type: ignore[attr-defined]

    def clean_paper(self) -> Any:
        """One above the limit is not read."""
        paper = self.cleaned_data["paper"]
        if paper.size > DOCUMENT.max_bytes:
            raise forms.ValidationError(_("The file is too large."))
        return paper


class OwnerForm(CommandForm):
    """Who owns or controls the organisation in the end."""

    name = forms.CharField(label=gettext_lazy("Name of the person"), max_length=50)
    id_type = forms.ChoiceField(label=gettext_lazy("Paper"))
    id_number = forms.CharField(label=gettext_lazy("Number of the paper"), max_length=40)
    share = forms.DecimalField(
        label=gettext_lazy("Share in per cent"), min_value=0, max_value=100, decimal_places=2, required=False
    )
    control = forms.CharField(label=gettext_lazy("Way of control"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id_type"].choices = choices(ID_TYPES, PAPERS[PartyKind.PERSON])  # type: ignore[attr-defined]

    def inputs(self) -> dict[str, Any]:
        return {"data": OwnerData(**super().inputs())}


class EndOwnerForm(ReasonForm):
    """Which owner, and why."""

    owner_id = forms.TypedChoiceField(label=gettext_lazy("Beneficial owner"), coerce=int)
    field_order = ("owner_id", "reason")

    def __init__(self, *args: Any, owners: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].choices = list(owners)  # type: ignore[attr-defined]


class IdentifyForm(OptionalReasonForm):
    """How the people of the contract are related."""

    relation = forms.CharField(
        label=gettext_lazy("Relation of the people concerned"), max_length=200, required=False,
        help_text=gettext_lazy("Policyholder, insured, beneficiary, payee: the same person, spouse, employer …"),
    )  # fmt: skip
    field_order = ("relation", "reason")
