"""Printing papers of a policy again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, ReasonForm
from underwriting.rules.reprint_life import FATE_NAMES

FATES = [("", "–"), *((one.value, _(name)) for one, name in FATE_NAMES.items())]


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
    field.choices = list(choices)


class SignForm(CommandForm):
    """A new sign out of the own stock in the place of the old one."""

    serial = forms.ChoiceField(
        label=_("Number of the new sign"),
        required=False,
        help_text=_("For the compulsory sign only, out of your stock"),
    )
    fate = forms.ChoiceField(label=_("The old sign"), required=False, choices=FATES)

    def __init__(self, *args: Any, serials: Sequence[str] = (), sign: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "serial", [("", "–"), *((one, one) for one in serials)])
        if not sign:
            del self.fields["serial"], self.fields["fate"]


class ReprintForm(SignForm, ReasonForm):
    """Which paper is printed again, and why."""

    paper = forms.ChoiceField(label=_("Paper to print again"))

    def __init__(self, *args: Any, papers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "paper", papers)
        self.order_fields(["paper", "serial", "fate", "reason"])
