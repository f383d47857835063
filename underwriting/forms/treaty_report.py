"""Filling in a treaty business report, and sending it upward."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.forms.reinsurance import text


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, **more, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class FillForm(CommandForm):
    """Line and period."""

    line = forms.ChoiceField(label=_("Line"))
    since = _day(_("First day"))
    until = _day(_("Last day"))
    remark = text(_("Remark"), required=False)

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = list(lines)


class SendForm(CommandForm):
    """To whom the report went, and when."""

    sent_to = forms.CharField(label=_("Sent to"), max_length=120)
    sent_on = _day(_("Sent on"), initial=localdate)
