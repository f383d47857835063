"""Enquiries: recorded, analysed, answered with a recommendation, turned into a proposal (CUS-08)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.crypto import mask_phone
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation
from core.workflow.engine import transition as step
from customer_service.models import Enquiry
from customer_service.rules import enquiry as rules
from customer_service.rules.desks import ADVICE, DESKS, Matter, desk_for
from customer_service.rules.enquiry import Need, Way
from customer_service.selectors.enquiries import advice_for, on_sale, place_of
from customer_service.services.answers import pass_on
from organisation.public import Unit
from parties.public import (
    IdentityFault,
    InvalidEntry,
    PartyData,
    check_phone,
    party,
    party_numbered,
    register_party,
)
from underwriting.public import KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryData:
    """Who asks what. A registered customer is named by his number."""

    way: str
    name: str
    question: str
    phone: str = ""
    party_number: str = ""
    matter: str = Matter.COVER
    unit_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsData:
    """Risk, need and finances of who asks (S1 3(1)2). ``facts`` are the values that the entry of a proposal takes over,
    by the names of ``underwriting.public.Known``."""

    needs: tuple[str, ...]
    risk_note: str = ""
    existing_cover: str = ""
    budget: Decimal | None = None
    finances: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@creation(Enquiry, rules.RECORD)
def record_enquiry(command: Command, /, *, data: EnquiryData) -> Enquiry:
    """The question as it was asked; it goes to those who are responsible for what it is about."""
    desk, unit = _first_place(command, data)
    enquiry = Enquiry(
        way=Way(data.way),
        asked_at=command.at,
        name=data.name.strip(),
        question=data.question.strip(),
        matter=Matter(data.matter),
        desk=desk,
        hands=[command.actor.staff_id] if command.actor.staff_id else [],
        taken_by_name=command.actor.name,
        party_id=_customer(data.party_number),
    )
    _keep_phone(enquiry, data.phone.strip())
    enquiry.set_unit(unit)
    enquiry.number = business_number("E", "ENQ", localdate(command.at).year, unit.code, gap_free=False)
    return enquiry


def _first_place(command: Command, data: EnquiryData) -> tuple[str, Unit]:
    """Where it is written down: with those responsible, or in the own sub-branch when they sit elsewhere."""
    desk = desk_for(data.matter)
    unit = place_of(command.actor.unit_id, DESKS[desk], data.unit_id)
    own = Unit.objects.get(pk=command.actor.unit_id)
    if own.sub_branch_id and own.sub_branch_id != unit.sub_branch_id:
        return ADVICE, place_of(own.pk, DESKS[ADVICE], None)
    return desk, unit


def take_enquiry(command: Command, *, data: EnquiryData) -> Enquiry:
    """Written down, and passed on at once where others are responsible."""
    made = record_enquiry(command, data=data)
    desk = desk_for(data.matter)
    if (made.desk, made.unit_id) == (desk, place_of(command.actor.unit_id, DESKS[desk], data.unit_id).pk):
        return made
    why = _("They are responsible for what was asked.")
    onward = replace(command.then("pass_on"), reason=why, version=made.version)
    return pass_on(made.pk, onward, desk=desk, unit_id=data.unit_id)


def _customer(number: str) -> int | None:
    if not number.strip():
        return None
    found = party_numbered(number)
    if found is None:
        raise InvalidEntry(_("There is no customer with this number."), field="party_number")
    return found


def _keep_phone(enquiry: Enquiry, phone: str) -> None:
    if not phone:
        return
    try:
        enquiry.phone = check_phone(phone)
    except IdentityFault as fault:
        raise InvalidEntry(_(str(fault)), field="phone") from None
    enquiry.phone_masked = mask_phone(enquiry.phone)


@step(Enquiry, rules.ANALYSE)
def analyse_needs(enquiry: Enquiry, _command: Command, /, *, data: NeedsData) -> None:
    """What is at risk, what is covered already, and what it may cost; an earlier recommendation falls."""
    if not data.needs:
        raise InvalidEntry(_("Choose at least one thing that is at risk."), field="needs")
    enquiry.needs = [Need(need).value for need in data.needs]
    enquiry.risk_note, enquiry.existing_cover = data.risk_note.strip(), data.existing_cover.strip()
    enquiry.budget, enquiry.finances = data.budget, data.finances.strip()
    enquiry.facts = {name: data.facts[name] for name in KNOWN if data.facts.get(name)}
    enquiry.recommended, enquiry.advice = [], ""


@step(Enquiry, rules.RECOMMEND)
def recommend_products(enquiry: Enquiry, command: Command, /, *, codes: tuple[str, ...], advice: str) -> None:
    """Products that answer the needs; what is recommended beyond them needs no rule, but must be on sale."""
    today = localdate(command.at)
    if not codes:
        raise InvalidEntry(_("Recommend at least one product, or close the enquiry."), field="codes")
    names = {offer.code: offer.name for offer in on_sale(today)}
    if not set(codes) <= names.keys():
        raise InvalidEntry(_("This product is not on sale."), field="codes")
    needs = {one.code: one.need for one in advice_for(enquiry.needs, today)}
    enquiry.recommended = [{"code": c, "name": names[c], "need": needs.get(c, "")} for c in codes]
    enquiry.advice = advice.strip()


@step(Enquiry, rules.START)
def start_proposal(
    enquiry: Enquiry, command: Command, /, *, code: str, party_number: str = "", customer: PartyData | None = None
) -> None:
    """The customer takes a recommended product: the entry of the proposal opens with what is known filled in. Who is
    not a customer yet is registered here, with the telephone number of the enquiry."""
    if code not in {row["code"] for row in enquiry.recommended}:
        raise InvalidEntry(_("Choose one of the recommended products."), field="code")
    if customer is not None:
        known = replace(customer, phone=customer.phone or enquiry.phone)
        enquiry.party_id = register_party(command.then("customer"), known).id
    else:
        enquiry.party_id = _in_use(party_number)
    enquiry.product = code


def _in_use(number: str) -> int:
    found = _customer(number)
    if found is None:
        raise InvalidEntry(_("Choose the customer, or register a new one."), field="customer")
    if not party(found).is_active:
        raise InvalidEntry(_("This customer is closed; no new business is written."), field="party_number")
    return found


@step(Enquiry, rules.NOTE_PROPOSAL)
def note_proposal(enquiry: Enquiry, _command: Command, /, *, proposal: int, number: str) -> None:
    """The proposal that was entered for who asked."""
    if proposal not in {row["id"] for row in enquiry.proposals}:
        enquiry.proposals = [*enquiry.proposals, {"id": proposal, "number": number}]


@step(Enquiry, rules.CLOSE)
def close_enquiry(enquiry: Enquiry, command: Command, /) -> None:
    """Answered without a proposal; the reason says why."""
