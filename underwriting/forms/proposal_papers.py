"""Bringing a paper of a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.rules.proposal_papers import PAPER_LABELS


class AttachForm(CommandForm):
    """Which paper it is, and its scan or photo."""

    paper = forms.ChoiceField(label=_("Paper"))
    file = forms.FileField(
        label=_("Scan or photo"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*", "capture": "environment"}),
        help_text=_("PDF or photo; a further one of the same paper is kept as its next version."),
    )

    def __init__(self, *args: Any, asked: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["paper"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        order = [*asked, *(code for code in PAPER_LABELS if code not in asked)]
        field.choices = [("", "–"), *((code, _(PAPER_LABELS[code])) for code in order if code in PAPER_LABELS)]

    def inputs(self) -> dict[str, Any]:
        given = super().inputs()
        sent = given.pop("file")
        return given | {"content": sent.read() if sent else b""}
