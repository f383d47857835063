"""To whom business is handed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import ReasonForm


class HandOverForm(ReasonForm):
    """One of the colleagues."""

    salesperson = forms.TypedChoiceField(label=_("Salesperson"), coerce=int)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["salesperson"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = people
