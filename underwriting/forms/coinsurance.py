"""The share table of a co-insured proposal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.forms.reinsurance import amount, percent
from underwriting.models import Arrangement, Coinsurance, Position
from underwriting.rules.coinsurance import Share
from underwriting.selectors.coinsurance import shares_of
from underwriting.services.coinsurance import CoinsuranceData

INSURERS = 6
A_LINE = frozenset({"name", "percent", "commission"})
KEPT = ("arrangement", "position", "leader_policy", "total_sum")


def plain(percent: Decimal | None) -> str:
    """A rate as people type it: 60, not 60.0000."""
    return "" if percent is None else f"{percent.normalize():f}"


class CoinsuranceForm(CommandForm):
    """Up to six insurers; the first line is the company itself."""

    arrangement = forms.ChoiceField(label=_("Kind"), choices=Arrangement.choices)
    position = forms.ChoiceField(label=_("Own position"), choices=Position.choices)
    leader_policy = forms.CharField(label=_("Policy of the leader"), max_length=40, required=False)
    total_sum = amount(_("Total sum insured"))

    def __init__(
        self,
        *args: Any,
        company: str = "",
        total: Decimal | None = None,
        kept: Coinsurance | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["total_sum"].initial = total
        numbers = [(str(number), str(number)) for number in range(1, INSURERS + 1)]
        for number, _label in numbers:
            first = number == "1"
            name = forms.CharField(label=_("Insurer"), max_length=120, required=False, initial=company if first else "")
            self.fields[f"name_{number}"] = name
            self.fields[f"percent_{number}"] = percent(_("Share (%)"), required=False)
            self.fields[f"commission_{number}"] = percent(_("Filed commission (%)"), required=False)
        self.fields["leader"] = forms.ChoiceField(
            label=_("Who leads"), choices=numbers, initial="1", help_text=_("Line of the leading insurer")
        )
        if kept is not None:
            self._take_over(kept)

    def _take_over(self, kept: Coinsurance) -> None:
        """What was entered before; the company's own line comes first."""
        known: dict[str, Any] = {name: getattr(kept, name) for name in KEPT}
        for number, share in enumerate(sorted(shares_of(kept), key=lambda one: not one.own), start=1):
            known |= {f"name_{number}": share.name, f"percent_{number}": plain(share.percent)}
            known[f"commission_{number}"] = plain(share.filed_percent)
            if share.leads:
                known["leader"] = str(number)
        self.initial.update(known)

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
                    filed_percent=given[f"commission_{number}"],
                )
                for number in range(1, INSURERS + 1)
                if given[f"percent_{number}"]
            ),
        )

    def refuse(self, refusal: Any) -> None:
        if refusal.field == "commissions":
            for number in self._without_commission():
                self.add_error(f"commission_{number}", refusal.message)
            return
        if refusal.field == "shares":
            self.add_error("percent_1", refusal.message)
            return
        super().refuse(refusal)

    def _without_commission(self) -> list[int]:
        """The lines with a share and no filed rate."""
        given = self.cleaned_data
        numbers = range(1, INSURERS + 1)
        return [n for n in numbers if given.get(f"percent_{n}") and given.get(f"commission_{n}") is None]

    @property
    def sized(self) -> list[tuple[Any, str]]:
        """The fields with their widths: what holds for the contract, then one line for each insurer."""
        return [(bound, "2" if bound.name.split("_")[0] in A_LINE else "3") for bound in self.visible_fields()]
