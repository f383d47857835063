"""Proposing other terms for a kind of form."""

from __future__ import annotations

from typing import Any

from django import forms

from archives.services.form_terms import FIELDS, label_of
from organisation.forms.rules import ProposalForm

MOST = 10_000  # what the columns hold is more; nobody means it


class TermsForm(ProposalForm):
    """Every term of the kind, as it is until it is changed; from which day, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[name] = forms.IntegerField(label=label_of(name), min_value=0, max_value=MOST)
        self.order_fields([*FIELDS, "effective_on", "reason"])
