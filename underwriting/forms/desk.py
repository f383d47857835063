"""Forms of daily reports, differences and questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, ReasonForm
from underwriting.rules.daily_report import AMOUNTS, COUNTS
from underwriting.rules.discrepancy import CAUSES
from underwriting.rules.question import TOPICS

FIGURES = [(value, _(label)) for value, label in (COUNTS | AMOUNTS).items()]
WHY = [(value, _(label)) for value, label in CAUSES.items()]


class DifferForm(ReasonForm):
    """Which figure differs, and what it should be."""

    line = forms.ChoiceField(label=_("Line"))
    figure = forms.ChoiceField(label=_("Figure of the report"), choices=FIGURES)
    expected = forms.DecimalField(label=_("In our own books"), min_value=0, max_digits=16, decimal_places=2)

    def __init__(self, *args: Any, lines: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["line"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = lines or []


class ResolveForm(ReasonForm):
    """Where the difference came from."""

    cause = forms.ChoiceField(label=_("Cause of the difference"), choices=WHY)


class AskForm(CommandForm):
    """A question to the centre."""

    topic = forms.ChoiceField(label=_("Topic"), choices=[(value, _(label)) for value, label in TOPICS.items()])
    title = forms.CharField(label=_("Title"), max_length=120)
    proposal = forms.CharField(label=_("Proposal, if there is one"), max_length=24, required=False)
    text = forms.CharField(label=_("Question"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
