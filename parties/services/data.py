"""What is handed over when a customer is registered or changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parties.rules.identity import IdType, PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyData:
    """A customer as typed. ``different_from`` names existing customers that the person at the desk looked at and found
    to be somebody else; the command's reason says why."""

    kind: PartyKind
    name: str
    id_type: IdType
    id_number: str
    phone: str = ""
    address: str = ""
    email: str = ""
    id_valid_until: date | None = None
    born_on: date | None = None
    gender: str = ""
    nationality: str = "CHN"
    occupation: str = ""
    industry: str = ""
    legal_representative: str = ""
    contact_name: str = ""
    roles: tuple[str, ...] = ()
    different_from: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountData:
    """A bank account as typed."""

    holder: str
    bank: str
    number: str
    branch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingData:
    """A proposed list entry. ``value`` is the number or plate; a customer is named by ``party_id``."""

    kind: str
    subject: str
    reason_code: str
    evidence: str
    valid_from: date
    review_on: date
    valid_until: date | None = None
    party_id: int | None = None
    value: str = ""
    source_kind: str = ""
    source_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTerms:
    """What an agreement says of one line."""

    line: str
    commission_rate: Decimal
    issuing_limit: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntermediaryData:
    """Licence and agreement of an intermediary."""

    party_id: int
    kind: str
    licence_number: str
    licence_until: date
    agreement_number: str
    agreement_from: date
    agreement_until: date
    licence_from: date | None = None
    lines: str = ""
    terms: tuple[LineTerms, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateData:
    """A customer's signed authorisation of a broker; the customer is named by number."""

    customer_number: str
    valid_from: date
    valid_until: date
    content: bytes
    name: str
