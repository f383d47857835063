"""Receiving and entering a motor proposal (PRO-01 … PRO-08, B-22, B-23)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import search
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import Unit
from organisation.public import ClientActor
from parties.public import Role, note_role, party
from underwriting.models import COMPULSORY, Channel, Proposal, label_of
from underwriting.rules import lifecycle, periods, vehicle
from underwriting.rules.commercial_motor import FactorOutOfRange
from underwriting.rules.compulsory_motor import NoTariff
from underwriting.selectors.pricing import price
from underwriting.selectors.proposals import overlapping_cover
from underwriting.selectors.tables import NoTable
from underwriting.services.data import CoverData, PapersData, PeopleData, ProposalData, VehicleData
from underwriting.services.money import cancel_due
from underwriting.services.refusals import AlreadyCovered, Incomplete, InvalidEntry

LARGEST_AMOUNT = Decimal(10) ** 12
FURTHEST_START = 12  # months; a later day is a slip of the keyboard


@creation(Proposal, lifecycle.RECEIVE)
def receive_proposal(command: Command, /, *, data: ProposalData) -> Proposal:
    """Start a proposal with its vehicle and cover; people and papers may follow."""
    if data.vehicle is None or data.cover is None:
        raise Incomplete(_("A proposal begins with the vehicle and the cover."))
    proposal = Proposal(fleet=data.fleet, entered_by_id=command.actor.staff_id)
    unit = Unit.objects.get(pk=command.actor.unit_id)
    proposal.set_unit(unit)
    if command.actor.post == "SALES" and command.actor.staff_id:
        proposal.salesperson_id = command.actor.staff_id
        proposal.salesperson_name = command.actor.name
    if command.actor.post == "ECOM":
        proposal.channel = Channel.ECOM
    if isinstance(command.actor, ClientActor):
        proposal.client_id = command.actor.client_id
    _fill(proposal, data, localdate(command.at))
    _reprice(proposal)
    proposal.number = business_number("T", "MOT", localdate(command.at).year, unit.code, gap_free=False)
    return proposal


@transition(Proposal, lifecycle.EDIT)
def edit_proposal(proposal: Proposal, command: Command, /, *, data: ProposalData) -> None:
    """Complete or correct an entry; the premium is computed anew."""
    _fill(proposal, data, localdate(command.at))
    _reprice(proposal)
    changed = set(_names(data))
    proposal.return_reasons = {name: why for name, why in proposal.return_reasons.items() if name not in changed}
    index_proposal(proposal)


def _names(data: ProposalData) -> list[str]:
    parts = (data.vehicle, data.cover, data.people, data.papers)
    return [name for part in parts if part is not None for name in part.__slots__]


def _fill(proposal: Proposal, data: ProposalData, today: date) -> None:
    if data.vehicle:
        _fill_vehicle(proposal, data.vehicle, today)
    if data.cover:
        _fill_cover(proposal, data.cover, today)
    if data.people:
        _fill_people(proposal, data.people)
    if data.papers:
        _fill_papers(proposal, data.papers)


def _fill_vehicle(proposal: Proposal, data: VehicleData, today: date) -> None:
    try:
        proposal.plate = vehicle.plain_plate(data.plate)
    except vehicle.VehicleFault as fault:
        raise InvalidEntry(_(str(fault)), field="plate") from None
    try:
        proposal.vin = vehicle.plain_vin(data.vin)
    except vehicle.VehicleFault as fault:
        raise InvalidEntry(_(str(fault)), field="vin") from None
    if data.first_registered_on > today:
        raise InvalidEntry(_("The first registration cannot lie in the future."), field="first_registered_on")
    if not 0 < data.new_price < LARGEST_AMOUNT:
        raise InvalidEntry(_("The new price must be above zero."), field="new_price")
    for name in (
        "engine_number",
        "model",
        "vehicle_class",
        "seats",
        "tonnes",
        "displacement",
        "new_price",
        "owner_name",
    ):
        setattr(proposal, name, getattr(data, name))
    proposal.first_registered_on = data.first_registered_on


def _fill_cover(proposal: Proposal, data: CoverData, today: date) -> None:
    if data.start_on <= today:
        raise InvalidEntry(_("Cover begins at 00:00 of a day after today."), field="start_on")
    if data.start_on >= periods.add_months(today, FURTHEST_START):
        raise InvalidEntry(_("Cover begins within a year from today."), field="start_on")
    if not (data.compulsory or data.own_damage or data.third_party_limit):
        raise InvalidEntry(_("Choose at least one cover."), field="compulsory")
    for name in data.__slots__:
        setattr(proposal, name, getattr(data, name))
    proposal.end_on = periods.year_end(data.start_on)


def _fill_people(proposal: Proposal, data: PeopleData) -> None:
    holder = party(data.holder_id)
    insured = party(data.insured_id) if data.insured_id else holder
    proposal.holder_id, proposal.holder_name = holder.id, holder.name
    proposal.insured_id, proposal.insured_name = insured.id, insured.name
    if proposal.channel != Channel.ECOM:
        proposal.channel = data.channel
    proposal.intermediary_id = data.intermediary_id


def _fill_papers(proposal: Proposal, data: PapersData) -> None:
    proposal.signed, proposal.inspected = data.signed, data.inspected
    proposal.disclosures, proposal.special_terms = data.disclosures, data.special_terms


def faults_of(data: ProposalData, unit: Unit, today: date) -> dict[str, str]:
    """What stands against vehicle and cover, by field, with nothing received: for tables of many vehicles."""
    proposal = Proposal()
    proposal.set_unit(unit)
    try:
        _fill(proposal, data, today)
        _reprice(proposal, unit)
        _refuse_missing_displacement(proposal)
    except InvalidEntry as refusal:
        return {refusal.field: refusal.message}
    return {}


def _refuse_missing_displacement(proposal: Proposal) -> None:
    if _lacks_displacement(proposal):
        raise InvalidEntry(_("The vehicle tax goes by the displacement."), field="displacement")


def _lacks_displacement(proposal: Proposal) -> bool:
    return proposal.compulsory and proposal.vehicle_class == "private_car" and not proposal.displacement


def _reprice(proposal: Proposal, unit: Unit | None = None) -> None:
    """Compute the premium; what cannot be priced is refused at its field."""
    try:
        found = price(proposal, unit or Unit.objects.get(pk=proposal.unit_id))
    except NoTariff as fault:
        field = "third_party_limit" if "limit" in str(fault) else "vehicle_class"
        raise InvalidEntry(_("The tariff has no rate for this."), field=field) from None
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
    for name in ("compulsory", "damage", "third_party"):
        part = getattr(found, name)
        setattr(proposal, f"{name}_premium", part.result if part else Decimal(0))
        setattr(proposal, f"{name}_steps", part.as_json() if part else [])
    proposal.vehicle_tax, proposal.table_versions = found.vehicle_tax, found.versions


@transition(Proposal, lifecycle.SUBMIT)
def submit_proposal(proposal: Proposal, command: Command, /) -> None:
    """Hand the entry to the reviewer; complete, signed, inspected where needed, not covered twice (B-23, B-24)."""
    _refuse_incomplete(proposal)
    _refuse_past_start(proposal, localdate(command.at))
    refuse_double_cover(proposal)
    if proposal.salesperson_id is None and command.actor.staff_id:
        proposal.salesperson_id, proposal.salesperson_name = command.actor.staff_id, command.actor.name
    proposal.return_reasons = {}
    note_role(proposal.holder_id or 0, Role.POLICYHOLDER)
    note_role(proposal.insured_id or 0, Role.INSURED)
    index_proposal(proposal)


def _refuse_incomplete(proposal: Proposal) -> None:
    missing = {
        "holder_id": not proposal.holder_id,
        "signed": not proposal.signed and proposal.channel != Channel.ECOM,
        "inspected": proposal.own_damage and not proposal.inspected and not proposal.renewal_of,
        "engine_number": not proposal.engine_number,
        "displacement": _lacks_displacement(proposal),
    }
    fields = [name for name, lacking in missing.items() if lacking]
    if fields:
        raise Incomplete(
            _("Complete these entries first: %(fields)s") % {"fields": _(", ").join(_label(name) for name in fields)},
            details={"fields": fields},
            field=fields[0],
        )


def _label(name: str) -> str:
    names = {"holder_id": _("policyholder"), "signed": _("signed proposal form"), "inspected": _("inspection")}
    return names.get(name) or label_of(name)


def _refuse_past_start(proposal: Proposal, today: date) -> None:
    if proposal.start_on <= today:
        raise InvalidEntry(_("Cover begins at 00:00 of a day after today."), field="start_on")


def refuse_double_cover(proposal: Proposal) -> None:
    """Compulsory cover of one vehicle never overlaps (the database refuses it too)."""
    other = overlapping_cover(proposal, COMPULSORY) if proposal.compulsory else None
    if other is not None:
        message = _("The vehicle has compulsory cover until %(day)s under another policy.") % {"day": other.end_on}
        raise AlreadyCovered(message, details={"policy": other.number}, field="start_on")


@transition(Proposal, lifecycle.WITHDRAW)
def withdraw_proposal(proposal: Proposal, command: Command, /) -> None:
    """The customer does not want it any more; premium due is cancelled (received premium must be refunded first)."""
    cancel_due(proposal, command)


def index_proposal(*proposals: Proposal) -> None:
    """Keep the global search up to date."""
    search.index(*(_search_entry(proposal) for proposal in proposals))


def _search_entry(proposal: Proposal) -> search.Entry:
    state = proposal.lifecycle.state(proposal.state)
    return search.Entry(
        kind=lifecycle.PROPOSAL_KIND,
        object_id=proposal.pk,
        title=proposal.holder_name or proposal.owner_name,
        at=proposal.updated_at,
        scope=search.Scope.of(proposal),
        number=proposal.number,
        plate=proposal.plate,
        vin=proposal.vin,
        names=tuple(n for n in (proposal.holder_name, proposal.owner_name) if n),
        detail=f"{proposal.shown_plate} · {proposal.model}",
        state=state.label,
        tone=state.tone.value,
    )
