"""Forms of the decisions on a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, OptionalReasonForm, ReasonForm
from underwriting.rules.decision_news import REASONS
from underwriting.selectors.term_entries import TermEntry

DECLINE_REASONS = [(code, _(label)) for code, label in REASONS.items()]


class ReturnForm(CommandForm):
    """A reason at each field that is wrong; empty fields are right."""

    def __init__(self, *args: Any, entries: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries
        for name, label in entries.items():
            self.fields[f"why_{name}"] = forms.CharField(label=label, required=False, max_length=120)

    size_of = "3"

    def inputs(self) -> dict[str, Any]:
        given = {name: self.cleaned_data.get(f"why_{name}", "") for name in self.entries}
        return {"reasons": {name: why for name, why in given.items() if why}}

    def refuse(self, refusal: Any) -> None:
        self.add_error(None, refusal.message)


class ApproveForm(OptionalReasonForm):
    """Approval; a renewal asks that last year's losses were looked at."""

    history_seen = forms.BooleanField(label=_("I have looked at the losses of the last year"), required=False)
    precedent = forms.CharField(label=_("To be fulfilled before cover"), required=False, max_length=500)


class EntriesForm(CommandForm):
    """Beside its own fields one for each entry that terms may make stricter; empty means as proposed."""

    def __init__(self, *args: Any, entries: Sequence[TermEntry] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = {f"to_{entry.name}": entry for entry in entries}
        for name, entry in self.entries.items():
            said = _("Proposed: %(value)s. Empty: unchanged") % {"value": entry.shown(entry.value)}
            label = f"{entry.label} (%)" if entry.share else entry.label
            self.fields[name] = forms.DecimalField(
                label=label, help_text=said, required=False, min_value=0, max_digits=16, decimal_places=4
            )

    def inputs(self) -> dict[str, Any]:
        given = super().inputs()
        typed = {entry: given.pop(name) for name, entry in self.entries.items()}
        changes = {e.name: v / 100 if e.share else v for e, v in typed.items() if v is not None}
        return given | {"changes": changes}


class TermsForm(EntriesForm, OptionalReasonForm):
    """Approval on terms: wording, stricter entries, or both."""

    terms = forms.CharField(label=_("Terms"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, required=False)
    history_seen = forms.BooleanField(label=_("I have looked at the losses of the last year"), required=False)
    precedent = forms.CharField(label=_("To be fulfilled before cover"), required=False, max_length=500)

    def __init__(self, *args: Any, asked: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["terms"].initial = asked


class DeclineForm(ReasonForm):
    """Refusal of the business."""

    reason_code = forms.ChoiceField(label=_("Reason code"), choices=DECLINE_REASONS)
    told = forms.CharField(
        label=_("What the letter says beside it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The letter gives the reason in plain words; the reason above stays in the house."),
    )


class IssueForm(CommandForm):
    """Issue: exclusions were explained, and which printed sign is used."""

    explained_to = forms.CharField(
        label=_("Exclusions and claims procedure were explained to"), max_length=120, help_text=_("Name of the person")
    )
    serial = forms.ChoiceField(label=_("Compulsory sign"), required=False)
    fulfilled = forms.CharField(
        label=_("How the conditions before cover were fulfilled"), max_length=500, widget=forms.Textarea({"rows": 3})
    )
    evidence = forms.FileField(
        label=_("Evidence that the conditions are fulfilled"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*", "capture": "environment"}),
        help_text=_("A photo or a PDF; the underwriter sees it with the proposal and the policy."),
    )

    def __init__(
        self, *args: Any, serials: list[str] | None = None, holder: str = "", conditions: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["fulfilled"]
        asked.help_text = _("To be fulfilled before cover: %(conditions)s") % {"conditions": conditions}
        if not conditions:
            del self.fields["fulfilled"], self.fields["evidence"]
        choice = self.fields["serial"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = [(serial, serial) for serial in serials or []]
        if not serials:
            del self.fields["serial"]
        self.fields["explained_to"].initial = holder

    def inputs(self) -> dict[str, Any]:
        given = super().inputs()
        sent = given.pop("evidence", None)
        return given | ({"evidence": sent.read()} if sent else {})
