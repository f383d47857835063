"""What is handed over when a proposal is entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from underwriting.rules.questionnaire import Answered


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleData:
    """The vehicle as typed from its licence."""

    vin: str
    model: str
    vehicle_class: str
    first_registered_on: date
    new_price: Decimal
    owner_name: str
    plate: str = ""
    engine_number: str = ""
    seats: int = 5
    tonnes: Decimal = Decimal(0)
    displacement: Decimal = Decimal(0)
    tractor_plate: str = ""
    special_kind: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverData:
    """What is asked for, and the record it is priced by. ``sum_insured`` None means the actual value,
    ``end_on`` None a whole year; an earlier end needs a legal reason and its evidence (CT-20)."""

    start_on: date
    end_on: date | None = None
    short_term: str = ""
    short_term_evidence: str = ""
    compulsory: bool = True
    own_damage: bool = False
    third_party_limit: Decimal | None = None
    driver_limit: Decimal | None = None
    passenger_limit: Decimal | None = None
    sum_insured: Decimal | None = None
    autonomous_factor: Decimal = Decimal(1)
    accident_free_years: int | None = None
    at_fault_accidents: int = 0
    at_fault_death: bool = False
    insured_years: int = 0
    claim_free_years: int | None = None
    claims_in_3_years: int = 0
    claims_last_year: int | None = None
    loss_ratio: Decimal | None = None
    lapse_days: int = 0
    transferred: bool = False
    renewal_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineData:
    """What is entered for any line but motor: the product, the period and the content of the line's own entry, plain
    as it is stored. ``end_on`` None means a whole year."""

    product: str
    start_on: date
    end_on: date | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    renewal_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleData:
    """Policyholder and insured, both registered customers, and who sold. ``salesperson_id`` None leaves who stands
    there."""

    holder_id: int
    insured_id: int | None = None
    channel: str = "DIRECT"
    intermediary_id: int | None = None
    salesperson_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersData:
    """What is at hand: signed form, papers of the product, answers to the questionnaire, special terms. ``papers`` None
    leaves what was noted before, ``inspected`` None too: the record of the inspection sets it, only fleets and channels
    bring the mark. ``marks`` are papers accounted for at once: in the file of a fleet, confirmed on the channel."""

    signed: bool = False
    inspected: bool | None = None
    signed_by: str = "customer"
    papers: tuple[str, ...] | None = None
    answered: Answered | None = None
    special_terms: str = ""
    marks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalData:
    """A whole proposal, or the parts of one that are entered or changed now. ``sent`` is a digest of what another
    system sent: the same idempotency key with other content is refused. ``signed_on`` stands in what is entered later
    out of its registration, and never comes from outside (B-33)."""

    vehicle: VehicleData | None = None
    cover: CoverData | None = None
    line: LineData | None = None
    people: PeopleData | None = None
    papers: PapersData | None = None
    fleet: str = ""
    sent: str = ""
    signed_on: date | None = None
