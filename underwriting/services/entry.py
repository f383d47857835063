"""What an entry says, put on the proposal and priced; what cannot be right is refused at its field (B-23)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from organisation.models import Unit
from parties.public import PartyFact, party
from underwriting.models import Channel, Proposal
from underwriting.rules.commercial_motor import FactorOutOfRange
from underwriting.rules.compulsory_motor import NoTariff, VehicleClass
from underwriting.rules.ncd import MOST_YEARS
from underwriting.rules.questionnaire import Answered, material, wrong_answers
from underwriting.rules.short_term import PeriodFault, agreed_end
from underwriting.selectors.pricing import price
from underwriting.selectors.questionnaire import asked_of
from underwriting.selectors.salespeople import salespeople_of
from underwriting.selectors.tables import NoTable
from underwriting.services.consistency import refuse_insured_trailer
from underwriting.services.data import CoverData, PapersData, PeopleData, ProposalData, VehicleData
from underwriting.services.line_entry import fill_line, refuse_wrong_start, reprice_line
from underwriting.services.refusals import InvalidEntry, refuse_together
from underwriting.services.vehicle_checks import (
    checked_plate,
    checked_vin,
    faults_of_vehicle,
    refuse_wrong_price,
)


def fill(proposal: Proposal, data: ProposalData, today: date) -> None:
    if data.vehicle:
        _fill_vehicle(proposal, data.vehicle, today)
    if data.cover:
        _fill_cover(proposal, data.cover, today)
    if data.line:
        fill_line(proposal, data.line, today)
    if data.people:
        _fill_people(proposal, data.people, today)
    if data.papers:
        _fill_papers(proposal, data.papers, today)


def _fill_vehicle(proposal: Proposal, data: VehicleData, today: date) -> None:
    refuse_together(faults_of_vehicle({name: getattr(data, name) for name in data.__slots__}, today))
    refuse_wrong_price(data.new_price)
    proposal.plate, proposal.vin = checked_plate(data.plate), checked_vin(data.vin)
    for name in (
        "engine_number",
        "model",
        "vehicle_class",
        "seats",
        "tonnes",
        "displacement",
        "new_price",
        "owner_name",
        "special_kind",
    ):
        setattr(proposal, name, getattr(data, name))
    proposal.tractor_plate = checked_plate(data.tractor_plate)
    proposal.first_registered_on = data.first_registered_on
    if data.vehicle_class == VehicleClass.TRAILER:
        proposal.seats = 0


def _fill_cover(proposal: Proposal, data: CoverData, today: date) -> None:
    """Everything that cannot be right is said at once."""
    wrong = _impossible_record(data)
    if not (data.compulsory or data.own_damage or _limits(data)):
        wrong["compulsory"] = _("Choose at least one cover.")
    try:
        refuse_wrong_start(data.start_on, today)
    except InvalidEntry as refusal:
        wrong[refusal.field] = refusal.message
    end_on = data.start_on
    try:
        if "start_on" not in wrong:
            end_on = agreed_end(data.start_on, data.end_on, data.short_term, data.short_term_evidence)
    except PeriodFault as fault:
        wrong[fault.field] = _(str(fault))
    refuse_together(wrong)
    for name in data.__slots__:
        setattr(proposal, name, getattr(data, name))
    proposal.end_on = end_on


def _limits(data: CoverData) -> list[Decimal]:
    """What liability cover is asked for."""
    asked = (data.third_party_limit, data.driver_limit, data.passenger_limit)
    return [limit for limit in asked if limit is not None]


def _impossible_record(data: CoverData) -> dict[str, str]:
    """Amounts below zero, and a record that contradicts itself: the premium and the rules rest on both."""
    found = {}
    if data.sum_insured is not None and data.sum_insured <= 0:
        found["sum_insured"] = _("The sum insured must be above zero.")
    if data.loss_ratio is not None and data.loss_ratio < 0:
        found["loss_ratio"] = _("The loss ratio cannot be below zero.")
    if (data.claims_last_year or 0) > data.claims_in_3_years:
        found["claims_in_3_years"] = _("The claims of the last year count among those of three years.")
    if (fault := _claim_free_fault(data)) is not None:
        found["claim_free_years"] = fault
    if (data.at_fault_accidents or data.at_fault_death) and data.accident_free_years:
        found["accident_free_years"] = _("A year with an accident at fault is no year without accident.")
    return found


def _claim_free_fault(data: CoverData) -> str | None:
    """The lowest level rests on this figure: it agrees with the years insured and the claims that are told."""
    years = data.claim_free_years or 0
    if years > data.insured_years:
        return _("There are no more years without a claim than years insured.")
    if years >= MOST_YEARS and data.claims_in_3_years:
        return _("A year with a claim ends the years without one.")
    return None


def _fill_people(proposal: Proposal, data: PeopleData, today: date) -> None:
    holder = party(data.holder_id)
    insured = party(data.insured_id) if data.insured_id else holder
    refuse_closed(holder, insured)
    proposal.holder_id, proposal.holder_name = holder.id, holder.name
    proposal.insured_id, proposal.insured_name = insured.id, insured.name
    if proposal.channel != Channel.ECOM:
        proposal.channel = data.channel
    proposal.intermediary_id = data.intermediary_id
    if data.salesperson_id is not None:
        _fill_salesperson(proposal, data.salesperson_id, today)


def _fill_salesperson(proposal: Proposal, chosen: int, today: date) -> None:
    """Only who sells in this sub-branch answers for the premium."""
    name = dict(salespeople_of(proposal, today)).get(chosen)
    if name is None:
        raise InvalidEntry(_("This person does not sell for the sub-branch."), field="salesperson_id")
    proposal.salesperson_id, proposal.salesperson_name = chosen, name


def refuse_closed(*people: PartyFact) -> None:
    """No new business for a customer that was closed."""
    for one in people:
        if not one.is_active:
            message = _("Customer %(number)s is closed; no new business is written.") % {"number": one.number}
            raise InvalidEntry(message, field="name")


def _fill_papers(proposal: Proposal, data: PapersData, today: date) -> None:
    proposal.signed = data.signed
    if data.inspected is not None:
        proposal.inspected = data.inspected
    proposal.special_terms, proposal.signed_by = data.special_terms, data.signed_by
    if data.papers is not None:
        proposal.papers = sorted(data.papers)
    proposal.paper_marks = proposal.paper_marks | {code: dict(mark) for code, mark in data.marks.items()}
    if data.answered is not None:
        _fill_answers(proposal, data.answered, today)


def _fill_answers(proposal: Proposal, answered: Answered, today: date) -> None:
    """Answers belong to the version that is asked today; another wording must be put to the customer (LAW-16)."""
    asked = asked_of(proposal, today)
    if answered.version != asked.version:
        message = _("The questionnaire has changed to version %(version)s. Ask the customer its questions.")
        raise InvalidEntry(message % {"version": asked.version}, field="disclosures")
    wrong = wrong_answers(asked.questions, answered)
    if wrong:
        raise InvalidEntry(_("This is not one of the answers."), field=f"q_{wrong[0]}")
    told = material(asked.for_covers(proposal.covers), answered)
    if told and not answered.explanation.strip():
        message = _("Write down what the customer says about the answers that matter for the decision.")
        raise InvalidEntry(message, field="explanation")
    proposal.disclosures = answered.as_json()


def faults_of(data: ProposalData, unit: Unit, today: date) -> dict[str, str]:
    """What stands against vehicle and cover, by field, with nothing received: for tables of many vehicles."""
    proposal = Proposal()
    proposal.set_unit(unit)
    try:
        fill(proposal, data, today)
        reprice(proposal, unit)
        _refuse_missing_displacement(proposal)
    except InvalidEntry as refusal:
        return {refusal.field: refusal.message}
    return {}


def _refuse_missing_displacement(proposal: Proposal) -> None:
    if lacks_displacement(proposal):
        raise InvalidEntry(_("The vehicle tax goes by the displacement."), field="displacement")


def lacks_displacement(proposal: Proposal) -> bool:
    return proposal.compulsory and proposal.vehicle_class == "private_car" and not proposal.displacement


UNRATED = {
    "third-party limit": "third_party_limit",
    "driver limit": "driver_limit",
    "passenger limit": "passenger_limit",
    "passenger seats": "passenger_limit",
}


def _unrated(fault: str) -> str:
    """The field at which a rate is missing."""
    return next((field for begin, field in UNRATED.items() if fault.startswith(begin)), "vehicle_class")


def reprice(proposal: Proposal, unit: Unit | None = None) -> None:
    """Compute the premium; what cannot be priced is refused at its field."""
    if not proposal.is_motor:
        reprice_line(proposal)
        return
    refuse_insured_trailer(proposal)
    try:
        found = price(proposal, unit or Unit.objects.get(pk=proposal.unit_id))
    except NoTariff as fault:
        raise InvalidEntry(_("The tariff has no rate for this."), field=_unrated(str(fault))) from None
    except FactorOutOfRange as fault:
        message = _("The autonomous factor must lie within the filed range %(range)s.") % {"range": fault}
        raise InvalidEntry(message, field="autonomous_factor") from None
    except NoTable:
        raise InvalidEntry(_("No tariff is in force on the first day of cover."), field="start_on") from None
    value = found.value.result if found.value else Decimal(0)
    if proposal.own_damage and (proposal.sum_insured or value) > value:
        message = _("The sum insured must not exceed the actual value of %(value)s.") % {"value": f"{value:,.2f}"}
        raise InvalidEntry(message, field="sum_insured")
    proposal.actual_value, proposal.value_steps = value, found.value.as_json() if found.value else []
    proposal.sum_insured = (proposal.sum_insured or value) if proposal.own_damage else None
    for name in ("compulsory", "damage", "third_party", "driver", "passenger"):
        part = getattr(found, name)
        setattr(proposal, f"{name}_premium", part.result if part else Decimal(0))
        setattr(proposal, f"{name}_steps", part.as_json() if part else [])
    proposal.vehicle_tax, proposal.table_versions = found.vehicle_tax, found.versions
