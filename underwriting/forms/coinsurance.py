"""The share table of a co-insured proposal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.forms.reinsurance import amount, percent
from underwriting.models import Arrangement, Position
from underwriting.rules.coinsurance import Share
from underwriting.services.coinsurance import CoinsuranceData

INSURERS = 6


class CoinsuranceForm(CommandForm):
    """Up to six insurers; the first line is the company itself."""

    arrangement = forms.ChoiceField(label=_("Kind"), choices=Arrangement.choices)
    position = forms.ChoiceField(label=_("Own position"), choices=Position.choices)
    leader_policy = forms.CharField(label=_("Policy of the leader"), max_length=40, required=False)
    total_sum = amount(_("Total sum insured"))

    def __init__(self, *args: Any, company: str = "", total: Decimal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["total_sum"].initial = total
        numbers = [(str(number), str(number)) for number in range(1, INSURERS + 1)]
        for number, _label in numbers:
            first = number == "1"
            name = forms.CharField(label=_("Insurer"), max_length=120, required=False, initial=company if first else "")
            self.fields[f"name_{number}"] = name
            self.fields[f"percent_{number}"] = percent(_("Share (%)"), required=False)
        self.fields["leader"] = forms.ChoiceField(
            label=_("Who leads"), choices=numbers, initial="1", help_text=_("Line of the leading insurer")
        )

    def data_of(self) -> CoinsuranceData:
        given = self.cleaned_data
        return CoinsuranceData(
            arrangement=given["arrangement"],
            position=given["position"],
            leader_policy=given["leader_policy"],
            total_sum=given["total_sum"],
            shares=tuple(
                Share(
                    name=given[f"name_{number}"],
                    percent=given[f"percent_{number}"],
                    leads=given["leader"] == str(number),
                    own=number == 1,
                )
                for number in range(1, INSURERS + 1)
                if given[f"percent_{number}"]
            ),
        )

    def refuse(self, refusal: Any) -> None:
        if refusal.field == "shares":
            self.add_error("percent_1", refusal.message)
            return
        super().refuse(refusal)
