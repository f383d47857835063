"""The questions of the risk questionnaire as fields; none is answered beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from core.workflow.refusals import Refusal
from underwriting.rules.questionnaire import Answered, Asked


class QuestionsForm(CommandForm):
    """Asks the version in force. Unanswered questions stay open: an entry can be kept without them, not handed in."""

    questionnaire = forms.CharField(widget=forms.HiddenInput, required=False)
    explanation = forms.CharField(
        label=_("What the customer says about answers that matter"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, asked: Asked | None = None, covers: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked.for_covers(covers) if asked else []
        self.fields["questionnaire"].initial = self.initial["questionnaire"] = asked.version if asked else ""
        language = get_language() or ""
        for question in self.asked:
            self.fields[f"q_{question.key}"] = forms.ChoiceField(
                label=question.asked(language),
                choices=[(value, question.answer(value, language)) for value in question.options],
                widget=forms.RadioSelect,
                required=False,
            )

    def refuse(self, refusal: Refusal) -> None:
        """A refused form asks the version in force, so that what is sent next was answered to its wording."""
        super().refuse(refusal)
        kept: Any = self.data.copy()  # type: ignore[attr-defined]
        kept["questionnaire"] = self.initial["questionnaire"]
        self.data = kept

    def questions(self) -> list[str]:
        return [f"q_{question.key}" for question in self.asked]

    def answered(self) -> Answered:
        given = self.cleaned_data
        said = {question.key: given[f"q_{question.key}"] for question in self.asked if given[f"q_{question.key}"]}
        return Answered(version=given["questionnaire"], answers=said, explanation=given["explanation"].strip())
