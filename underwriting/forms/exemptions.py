"""Forms of premium after the issue: the request with its payments, the ending for want of payment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm, OptionalReasonForm
from core.workflow.refusals import Refusal
from underwriting.forms.endorsements import day_field
from underwriting.rules.exemption_life import EXEMPTION_NAMES
from underwriting.rules.instalments import Instalment as Payment
from underwriting.selectors.exemptions import Owing
from underwriting.services.exempting import ExemptionData

PLACES = range(1, 7)
SCAN = {"accept": "application/pdf,image/*"}


class ExemptionForm(CommandForm):
    """Why the premium comes later, the evidence, and when it comes."""

    code = forms.ChoiceField(label=_("Ground"))
    grounds = forms.CharField(
        label=_("Reasons of the request"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )
    evidence = forms.FileField(
        label=_("Supporting papers"),
        widget=forms.FileInput(attrs=SCAN),
        help_text=_("Agreement on instalments, letter of the treasury, acceptance, proof of remittance"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "–"), *((one.value, _(name)) for one, name in EXEMPTION_NAMES.items())]
        for place in PLACES:
            self.fields[f"amount_{place}"] = forms.DecimalField(
                label=f"{place} · {gettext('Amount')}", max_digits=18, decimal_places=2, min_value=0, required=False
            )
            self.fields[f"due_{place}"] = day_field(f"{place} · {gettext('Due on')}", required=False)

    def clean(self) -> dict[str, Any]:
        """A payment has an amount and a day."""
        given = super().clean() or {}
        for place in PLACES:
            amount, due = given.get(f"amount_{place}"), given.get(f"due_{place}")
            if bool(amount) != bool(due):
                self.add_error(f"due_{place}" if amount else f"amount_{place}", _("Enter the amount and the day."))
        return given

    def payments(self) -> tuple[Payment, ...]:
        """The payments as typed so far, empty rows left out."""
        given = self.cleaned_data
        rows = ((given.get(f"amount_{place}"), given.get(f"due_{place}")) for place in PLACES)
        return tuple(Payment(amount, due) for amount, due in rows if amount and due)

    def data_of(self, owing: Owing) -> ExemptionData:
        given = self.cleaned_data
        evidence = given.get("evidence")
        return ExemptionData(
            proposal_id=None if owing.change else owing.proposal.pk,
            endorsement_id=owing.change.pk if owing.change else None,
            code=given["code"],
            grounds=given["grounds"],
            payments=self.payments(),
            evidence=evidence.read() if evidence else b"",
        )

    def rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """The table of payments."""
        return [(place, self[f"amount_{place}"], self[f"due_{place}"]) for place in PLACES]

    def refuse(self, refusal: Refusal) -> None:
        """What is wrong with the plan is shown at its first payment."""
        if refusal.field == "payments":
            self.add_error("amount_1", refusal.message)
            return
        super().refuse(refusal)


class ArrearsEndingForm(OptionalReasonForm):
    """The notice was delivered and the time to pay is over."""

    delivery = forms.CharField(label=_("Notice letter and proof of delivery"), max_length=120)
    scan = forms.FileField(label=_("Scan of the notice with its proof of delivery"), widget=forms.FileInput(attrs=SCAN))

    def inputs(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"delivery": given["delivery"], "scan": given["scan"].read()}
