"""Bringing a paper of a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, OptionalReasonForm, ReasonForm
from underwriting.rules.proposal_papers import PAPER_LABELS


class AttachForm(CommandForm):
    """Which paper it is, what else the same file holds, and the scan or photo."""

    paper = forms.ChoiceField(label=_("Which paper"))
    also = forms.MultipleChoiceField(
        label=_("Also in this file"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("When several papers were scanned into one file."),
    )
    file = forms.FileField(
        label=_("Scan or photo"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*", "capture": "environment"}),
        help_text=_("PDF or photo; a further one of the same paper is kept as its next version."),
    )

    def __init__(self, *args: Any, asked: Sequence[str] = (), lacking: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["paper"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        order = [*asked, *(code for code in PAPER_LABELS if code not in asked)]
        field.choices = [("", "–"), *((code, _(PAPER_LABELS[code])) for code in order if code in PAPER_LABELS)]
        also = self.fields["also"]
        assert isinstance(also, forms.MultipleChoiceField)  # noqa: S101 - declared above
        also.choices = [(code, _(PAPER_LABELS[code])) for code in asked if code in PAPER_LABELS]
        field.initial = next(iter(lacking), None)

    def inputs(self) -> dict[str, Any]:
        given = super().inputs()
        sent = given.pop("file")
        also = tuple(given.pop("also", ()))
        return given | {"content": sent.read() if sent else b"", "also": also}


class WaiveForm(ReasonForm):
    """Which of the missing papers is let go; the reason is kept beside it."""

    paper = forms.ChoiceField(label=_("Which paper"))

    def __init__(self, *args: Any, papers: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["paper"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(code, _(PAPER_LABELS[code])) for code in papers]
        if not papers:
            field.help_text = _("Nothing that may be waived is missing.")


class AgreementForm(OptionalReasonForm):
    """The customer agreed to the terms: the signed paper, or the recorded call."""

    evidence = forms.FileField(
        label=_("Signed agreement"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*", "capture": "environment"}),
        help_text=_("A photo or a PDF of what the customer signed or wrote."),
    )
    call = forms.CharField(
        label=_("Recorded call"),
        required=False,
        max_length=60,
        help_text=_("Number of the recording in which the customer agreed, if nothing was signed."),
    )

    def __init__(self, *args: Any, brought: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if brought:
            self.fields["evidence"].help_text = brought

    def inputs(self) -> dict[str, Any]:
        given = super().inputs()
        sent = given.pop("evidence")
        return given | {"evidence": sent.read() if sent else b""}
