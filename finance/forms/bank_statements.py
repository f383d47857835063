"""Forms of the bank reconciliation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.files import SHEET
from core.web.commands import CommandForm, ReasonForm
from core.web.months import month_field
from finance.forms.receipts import amount_field


class StatementForm(CommandForm):
    """The head of a bank statement and its file."""

    account = forms.TypedChoiceField(label=_("Bank account"), coerce=int)
    month = month_field(_("Month"))
    opening = amount_field(_("Opening balance"))
    closing = amount_field(_("Closing balance"))
    file = forms.FileField(
        label=_("Statement file"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}), help_text=_("xlsx or csv")
    )

    def __init__(self, *args: Any, accounts: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", "—"), *accounts]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """The whole file; one above the limit is not read."""
        file = self.cleaned_data["file"]
        if file.size > SHEET.max_bytes:
            raise forms.ValidationError(_("The file is too large."))
        return file


class MatchLinesForm(ReasonForm):
    """Open lines of the bank and of the books that are the same money."""

    bank = forms.TypedMultipleChoiceField(coerce=int, required=False)
    book = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, bank: Sequence[int] = (), book: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].choices = [(pk, "") for pk in bank]  # type: ignore[attr-defined]
        self.fields["book"].choices = [(pk, "") for pk in book]  # type: ignore[attr-defined]

    def inputs(self) -> dict[str, Any]:
        return {"bank_ids": tuple(self.cleaned_data["bank"]), "book_ids": tuple(self.cleaned_data["book"])}


class ExplainForm(ReasonForm):
    """Why items are still open."""

    items = forms.MultipleChoiceField(label=_("Outstanding items"), widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label=_("Explanation"), widget=forms.Textarea(attrs={"rows": 3}), max_length=200)
    field_order = ["command_key", "version", "items", "reason"]

    def __init__(self, *args: Any, outstanding: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = list(outstanding)  # type: ignore[attr-defined]


class UndoMatchForm(ReasonForm):
    """Why a match was wrong."""

    match_id = forms.TypedChoiceField(label=_("Match to undo"), coerce=int)
    field_order = ["command_key", "version", "match_id", "reason"]

    def __init__(self, *args: Any, matches: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["match_id"].choices = list(matches)  # type: ignore[attr-defined]
