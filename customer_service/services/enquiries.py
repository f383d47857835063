"""Enquiries: recorded, analysed, answered with a recommendation, turned into a proposal (CUS-08)."""

from __future__ import annotations

from dataclasses import dataclass
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
from customer_service.rules.enquiry import Need, Way
from customer_service.selectors.enquiries import advice_for, on_sale
from organisation.public import Unit
from parties.public import IdentityFault, InvalidEntry, check_phone, party, party_numbered


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryData:
    """Who asks what. A registered customer is named by his number."""

    way: str
    name: str
    question: str
    phone: str = ""
    party_number: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsData:
    """Risk, need and finances of who asks (S1 3(1)2)."""

    needs: tuple[str, ...]
    risk_note: str = ""
    existing_cover: str = ""
    budget: Decimal | None = None
    finances: str = ""


@creation(Enquiry, rules.RECORD)
def record_enquiry(command: Command, /, *, data: EnquiryData) -> Enquiry:
    """The question as it was asked; the unit that shall answer may be another one."""
    unit = Unit.objects.get(pk=data.unit_id or command.actor.unit_id)
    enquiry = Enquiry(
        way=Way(data.way),
        asked_at=command.at,
        name=data.name.strip(),
        question=data.question.strip(),
        taken_by_name=command.actor.name,
        party_id=_customer(data.party_number),
    )
    _keep_phone(enquiry, data.phone.strip())
    enquiry.set_unit(unit)
    enquiry.number = business_number("E", "ENQ", localdate(command.at).year, unit.code, gap_free=False)
    return enquiry


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
def start_proposal(enquiry: Enquiry, _command: Command, /, *, code: str, party_number: str) -> None:
    """The customer takes a recommended product: the entry of the proposal opens with the customer filled in."""
    if code not in {row["code"] for row in enquiry.recommended}:
        raise InvalidEntry(_("Choose one of the recommended products."), field="code")
    customer = _customer(party_number)
    if customer is None:
        raise InvalidEntry(_("Register the customer first, then enter the customer number."), field="party_number")
    if not party(customer).is_active:
        raise InvalidEntry(_("This customer is closed; no new business is written."), field="party_number")
    enquiry.party_id, enquiry.product = customer, code


@step(Enquiry, rules.CLOSE)
def close_enquiry(enquiry: Enquiry, command: Command, /) -> None:
    """Answered without a proposal; the reason says why."""
