"""Proposing other terms for a kind of form."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from archives.services.form_terms import FIELDS, label_of
from core.web.commands import ReasonForm

MOST = 10_000


class TermsForm(ReasonForm):
    """Every term of the kind, as it is until it is changed; from which day, and why."""

    effective_on = forms.DateField(
        label=_("Effective from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Tomorrow at the earliest; until then nothing changes."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"effective_on": today + timedelta(days=1)} | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[name] = forms.IntegerField(label=label_of(name), min_value=0, max_value=MOST)
        self.order_fields([*FIELDS, "effective_on", "reason"])
