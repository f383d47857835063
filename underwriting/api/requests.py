"""What a channel sends. Unknown fields are refused, so that a misspelt one is not silently left out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from rest_framework import serializers

from parties.public import IdType, PartyData, PartyKind
from underwriting.models import CLASS_LABELS, SHORT_TERM_LABELS
from underwriting.rules.questionnaire import Answered
from underwriting.services.data import CoverData, PapersData, ProposalData, VehicleData

ID_TYPES = (IdType.RESIDENT_ID.value, IdType.CREDIT_CODE.value, IdType.PASSPORT.value)


class Strict(serializers.Serializer[Any]):
    """Refuses fields that it does not know."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, Mapping) else set()
        if unknown:
            raise serializers.ValidationError({name: [_("There is no such field.")] for name in sorted(unknown)})
        return super().to_internal_value(data)


class VehicleSerializer(Strict):
    """The vehicle as its licence says."""

    plate = serializers.CharField(
        max_length=12, allow_blank=True, default="", help_text=noop("Empty for a new vehicle")
    )
    vin = serializers.CharField(max_length=17, min_length=17, help_text=noop("17 characters, with the check digit"))
    engine_number = serializers.CharField(max_length=30)
    model = serializers.CharField(max_length=80, help_text=noop("Make and model"))
    vehicle_class = serializers.ChoiceField(choices=[name.value for name in CLASS_LABELS])
    owner_name = serializers.CharField(max_length=120)
    first_registered_on = serializers.DateField()
    new_price = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=Decimal("0.01"))
    seats = serializers.IntegerField(min_value=0, max_value=80, default=5)
    displacement = serializers.DecimalField(max_digits=5, decimal_places=3, min_value=Decimal(0), default=Decimal(0))
    tonnes = serializers.DecimalField(max_digits=7, decimal_places=3, min_value=Decimal(0), default=Decimal(0))
    special_kind = serializers.IntegerField(
        min_value=1, max_value=4, allow_null=True, default=None, help_text=noop("Of special vehicles only: I to IV")
    )
    tractor_plate = serializers.CharField(
        max_length=12, allow_blank=True, default="", help_text=noop("Of trailers only: the vehicle before it")
    )


class CoverSerializer(Strict):
    """What is asked for, and the record it is priced by."""

    start_on = serializers.DateField(help_text=noop("Cover begins at 00:00 of this day, tomorrow at the earliest"))
    end_on = serializers.DateField(allow_null=True, default=None, help_text=noop("Null for a whole year"))
    short_term = serializers.ChoiceField(
        choices=[reason.value for reason in SHORT_TERM_LABELS],
        allow_blank=True,
        default="",
        help_text=noop("Legal reason of cover shorter than a year"),
    )
    short_term_evidence = serializers.CharField(max_length=200, allow_blank=True, default="")
    compulsory = serializers.BooleanField(default=True)
    own_damage = serializers.BooleanField(default=False)
    sum_insured = serializers.DecimalField(
        max_digits=14,
        decimal_places=2,
        min_value=Decimal("0.01"),
        allow_null=True,
        default=None,
        help_text=noop("Own damage; null for the actual value"),
    )
    third_party_limit = serializers.DecimalField(
        max_digits=14, decimal_places=2, min_value=Decimal(1), allow_null=True, default=None
    )
    driver_limit = serializers.DecimalField(
        max_digits=14,
        decimal_places=2,
        min_value=Decimal(1),
        allow_null=True,
        default=None,
        help_text=noop("Occupants, driver; null for none"),
    )
    passenger_limit = serializers.DecimalField(
        max_digits=14,
        decimal_places=2,
        min_value=Decimal(1),
        allow_null=True,
        default=None,
        help_text=noop("Occupants, for each passenger's seat; null for none"),
    )
    accident_free_years = serializers.IntegerField(min_value=0, max_value=30, allow_null=True, default=None)
    at_fault_accidents = serializers.IntegerField(min_value=0, max_value=50, default=0)
    at_fault_death = serializers.BooleanField(default=False)
    insured_years = serializers.IntegerField(min_value=0, max_value=30, default=0)
    claim_free_years = serializers.IntegerField(min_value=0, max_value=30, allow_null=True, default=None)
    claims_in_3_years = serializers.IntegerField(min_value=0, max_value=50, default=0)
    claims_last_year = serializers.IntegerField(min_value=0, max_value=50, allow_null=True, default=None)
    loss_ratio = serializers.DecimalField(
        max_digits=7,
        decimal_places=2,
        min_value=Decimal(0),
        allow_null=True,
        default=None,
        help_text=noop("Last year, percent"),
    )
    lapse_days = serializers.IntegerField(min_value=0, max_value=3650, default=0)
    transferred = serializers.BooleanField(default=False)
    renewal_of = serializers.CharField(
        max_length=24, allow_blank=True, default="", help_text=noop("Number of the last policy")
    )


class PolicyholderSerializer(Strict):
    """Who takes out the cover. A customer known by this number is taken, an unknown one is registered."""

    kind = serializers.ChoiceField(choices=["person", "organisation"])
    name = serializers.CharField(max_length=120)
    id_type = serializers.ChoiceField(choices=ID_TYPES)
    id_number = serializers.CharField(max_length=30)
    phone = serializers.CharField(max_length=20)
    address = serializers.CharField(max_length=200, allow_blank=True, default="")


class InsuredSerializer(PolicyholderSerializer):
    """Who is insured, where it is not the policyholder. A customer known by this number is taken, an unknown one is
    registered."""


class PapersSerializer(Strict):
    """What the customer declared on-line, and whether photos of the vehicle were taken."""

    questionnaire = serializers.CharField(max_length=40, help_text=noop("Version of the questionnaire that was asked"))
    answers = serializers.DictField(
        child=serializers.CharField(max_length=40), help_text=noop("Answer by question; see the questionnaire in force")
    )
    explanation = serializers.CharField(
        max_length=1000, allow_blank=True, default="", help_text=noop("Needed with answers that matter")
    )
    inspected = serializers.BooleanField(default=False, help_text=noop("Needed for own damage unless it is a renewal"))
    exclusions_confirmed = serializers.BooleanField(
        default=False, help_text=noop("The customer read the marked exclusions and confirmed on your page")
    )


class ProposalSerializer(Strict):
    """A motor proposal."""

    vehicle = VehicleSerializer()
    cover = CoverSerializer()
    policyholder = PolicyholderSerializer()
    insured = InsuredSerializer(allow_null=True, default=None, help_text=noop("Null: the policyholder is insured"))
    papers = PapersSerializer()


INSURED_PATHS = {f"insured_{name}": f"insured.{name}" for name in InsuredSerializer().fields}
PATHS = (
    {
        name: f"{part}.{name}"
        for part, serializer in (
            ("papers", PapersSerializer),
            ("policyholder", PolicyholderSerializer),
            ("cover", CoverSerializer),
            ("vehicle", VehicleSerializer),
        )
        for name in serializer().fields
    }
    | {"holder_id": "policyholder", "insured_id": "insured", "disclosures": "papers.answers"}
    | INSURED_PATHS
)
"""Where a field of the services stands in a request."""


def holder_of(given: Mapping[str, Any]) -> PartyData:
    """The policyholder of a valid request."""
    return _party_of(given["policyholder"])


def insured_of(given: Mapping[str, Any]) -> PartyData | None:
    """The insured of a valid request, where it is another one."""
    return _party_of(given["insured"]) if given["insured"] else None


def _party_of(said: Mapping[str, Any]) -> PartyData:
    return PartyData(
        kind=PartyKind(said["kind"]),
        name=said["name"],
        id_type=IdType(said["id_type"]),
        id_number=said["id_number"],
        phone=said["phone"],
        address=said["address"],
    )


def data_of(given: Mapping[str, Any], sent: str) -> ProposalData:
    """Vehicle, cover and papers of a valid request."""
    papers = given["papers"]
    answered = Answered(
        version=papers["questionnaire"], answers=papers["answers"], explanation=papers["explanation"].strip()
    )
    return ProposalData(
        vehicle=VehicleData(**given["vehicle"]),
        cover=CoverData(**given["cover"]),
        papers=PapersData(inspected=papers["inspected"], answered=answered),
        sent=sent,
    )
