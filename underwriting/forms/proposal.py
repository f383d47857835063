"""The steps of a proposal: vehicle, people, cover, papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.forms.questions import QuestionsForm
from underwriting.models import CLASS_LABELS, SHORT_TERM_LABELS, SIGNERS, Proposal
from underwriting.models.vehicle import SPECIAL_KIND_LABELS
from underwriting.rules.periods import year_end
from underwriting.rules.products import DOCUMENT_LABELS
from underwriting.rules.questionnaire import read_answers
from underwriting.rules.signature import CUSTOMER
from underwriting.services.data import CoverData, PapersData, ProposalData, VehicleData
from underwriting.services.vehicle_checks import faults_of_vehicle

ISO = {"type": "date"}
CENT = Decimal("0.01")
LIMITS = ("third_party_limit", "driver_limit", "passenger_limit")
OWN_ENTRIES = {"proposal_form", "questionnaire"}
"""Papers with an entry of their own: the signature and the answers."""


def _date(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=ISO, format="%Y-%m-%d"), **more)


class VehicleForm(CommandForm):
    """The vehicle as its licence says."""

    plate = forms.CharField(label=_("Plate"), max_length=12, required=False, help_text=_("Empty for a new vehicle"))
    vin = forms.CharField(label=_("VIN"), max_length=20)
    engine_number = forms.CharField(label=_("Engine number"), max_length=30, required=False)
    model = forms.CharField(label=_("Make and model"), max_length=80)
    vehicle_class = forms.ChoiceField(label=_("Class"), choices=[(c.value, label) for c, label in CLASS_LABELS.items()])
    owner_name = forms.CharField(label=_("Owner"), max_length=120)
    first_registered_on = _date(_("First registered"))
    new_price = forms.DecimalField(label=_("New price"), max_digits=12, decimal_places=2, min_value=CENT)
    seats = forms.IntegerField(label=_("Seats"), min_value=0, max_value=80, initial=5)
    displacement = forms.DecimalField(
        label=_("Displacement (l)"), max_digits=5, decimal_places=3, min_value=0, initial=0
    )
    tonnes = forms.DecimalField(
        label=_("Load (t)"),
        max_digits=7,
        decimal_places=3,
        min_value=0,
        initial=0,
        help_text=_("Of a semitrailer tractor the load that it may draw"),
    )
    special_kind = forms.TypedChoiceField(
        label=_("Kind of the special vehicle"),
        required=False,
        choices=[("", "–"), *SPECIAL_KIND_LABELS],
        coerce=int,
        empty_value=None,
    )
    tractor_plate = forms.CharField(
        label=_("Drawn by (plate)"), max_length=12, required=False, help_text=_("For a trailer: the vehicle before it")
    )

    def clean(self) -> dict[str, Any]:
        """What cannot be right is said beside what is missing."""
        given = super().clean() or self.cleaned_data
        for name, message in faults_of_vehicle(given, localdate()).items():
            self.add_error(name, message)
        return given

    def data_of(self) -> VehicleData:
        return VehicleData(**self.inputs())


class CoverForm(CommandForm):
    """What is asked for, and the record it is priced by."""

    start_on = _date(_("Cover begins"))
    end_on = _date(_("Cover ends"), required=False, help_text=_("Empty: a whole year"))
    short_term = forms.ChoiceField(
        label=_("Reason of a shorter period"),
        required=False,
        choices=[("", _("a whole year")), *((reason.value, label) for reason, label in SHORT_TERM_LABELS.items())],
    )
    short_term_evidence = forms.CharField(
        label=_("Evidence of the reason"),
        max_length=200,
        required=False,
        help_text=_("Such as the number of the entry permit or the date of scrapping"),
    )
    compulsory = forms.BooleanField(label=_("Compulsory cover"), required=False, initial=True)
    own_damage = forms.BooleanField(label=_("Own damage"), required=False, initial=True)
    sum_insured = forms.DecimalField(
        label=_("Sum insured"),
        max_digits=14,
        decimal_places=2,
        min_value=CENT,
        required=False,
        help_text=_("Empty: the actual value"),
    )
    third_party_limit = forms.TypedChoiceField(
        label=_("Third-party limit"), required=False, coerce=Decimal, empty_value=None
    )
    driver_limit = forms.TypedChoiceField(
        label=_("Limit for the driver"), required=False, coerce=Decimal, empty_value=None
    )
    passenger_limit = forms.TypedChoiceField(
        label=_("Limit for each passenger"),
        required=False,
        coerce=Decimal,
        empty_value=None,
        help_text=_("Every licensed seat but the driver's is insured"),
    )
    autonomous_factor = forms.DecimalField(
        label=_("Autonomous factor"), max_digits=5, decimal_places=4, min_value=0, initial=1
    )
    accident_free_years = forms.IntegerField(
        label=_("Years without accident"),
        required=False,
        min_value=0,
        max_value=30,
        help_text=_("Empty for a new vehicle"),
    )
    at_fault_accidents = forms.IntegerField(label=_("Accidents at fault"), min_value=0, max_value=50, initial=0)
    at_fault_death = forms.BooleanField(label=_("Accident with death at fault"), required=False)
    insured_years = forms.IntegerField(label=_("Years insured without gap"), min_value=0, max_value=30, initial=0)
    claim_free_years = forms.IntegerField(
        label=_("Years in a row without a claim"),
        required=False,
        min_value=0,
        max_value=30,
        help_text=_("Empty: not known beyond three years"),
    )
    claims_in_3_years = forms.IntegerField(label=_("Claims in three years"), min_value=0, max_value=50, initial=0)
    claims_last_year = forms.IntegerField(label=_("Claims in the last year"), required=False, min_value=0, max_value=50)
    loss_ratio = forms.DecimalField(
        label=_("Loss ratio of the last year (%)"), required=False, max_digits=7, decimal_places=2, min_value=0
    )
    lapse_days = forms.IntegerField(label=_("Days without cover"), min_value=0, max_value=3650, initial=0)
    transferred = forms.BooleanField(label=_("Transferred vehicle"), required=False)
    renewal_of = forms.CharField(label=_("Renewal of policy"), max_length=24, required=False)

    def __init__(
        self, *args: Any, limits: Sequence[Decimal] = (), seat_limits: Sequence[Decimal] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in zip(LIMITS, (limits, seat_limits, seat_limits), strict=True):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
            field.choices = [("", _("none")), *((str(int(n)), f"{n:,.0f}") for n in offered)]
        self.fields["start_on"].initial = localdate() + timedelta(days=1)

    def data_of(self) -> CoverData:
        return CoverData(**self.inputs())


class PapersForm(QuestionsForm):
    """What is at hand before the entry is handed in."""

    signed_by = forms.ChoiceField(label=_("Signed or sealed by"), choices=SIGNERS, required=False)
    papers = forms.MultipleChoiceField(
        label=_("Papers of the product at hand"), required=False, widget=forms.CheckboxSelectMultiple
    )
    signed = forms.BooleanField(label=_("Proposal form signed by the customer is at hand"), required=False)
    special_terms = forms.CharField(
        label=_("Special terms"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )

    def __init__(self, *args: Any, wanted: Sequence[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wanted is None:
            del self.fields["papers"]
            return
        listed = self.fields["papers"]
        assert isinstance(listed, forms.MultipleChoiceField)  # noqa: S101 - declared above
        asked = [code for code in wanted if code not in OWN_ENTRIES]
        listed.choices = [(code, _(DOCUMENT_LABELS.get(code, code))) for code in asked]

    def data_of(self) -> PapersData:
        """Unanswered questions stay open; the entry can be kept, but not handed in."""
        given = self.inputs()
        return PapersData(
            signed=given["signed"],
            signed_by=given["signed_by"] or CUSTOMER,
            papers=tuple(given["papers"]) if "papers" in given else None,
            answered=self.answered(),
            special_terms=given["special_terms"],
        )


def initial_of(form: type[CommandForm], proposal: Proposal) -> dict[str, Any]:
    """What the form shows of a proposal that is there already."""
    names = [name for name in form.base_fields if hasattr(proposal, name)]
    values = {name: getattr(proposal, name) for name in names if name != "version"}
    for name in LIMITS:
        if values.get(name) is not None:
            values[name] = str(int(values[name]))
    if values.get("end_on") == year_end(proposal.start_on):
        values["end_on"] = None
    answered = read_answers(proposal.disclosures)
    answers = {f"q_{key}": value for key, value in answered.answers.items()}
    return values | answers | {"name": proposal.holder_name, "explanation": answered.explanation}


__all__ = [
    "CoverForm",
    "PapersForm",
    "ProposalData",
    "VehicleForm",
    "initial_of",
]
