"""Customers, list entries, intermediaries."""

from parties.models.account import BankAccount
from parties.models.channel import ApiChannel
from parties.models.consent import Consent
from parties.models.contact import Contact
from parties.models.credit import CreditFile, CreditRating
from parties.models.identification import BeneficialOwner, CustomerPaper, Identification
from parties.models.intermediary import Intermediary, IntermediaryTerm, Mandate
from parties.models.listing import ListEntry
from parties.models.party import Party
from parties.models.reveal import Reveal

__all__ = [
    "ApiChannel",
    "BankAccount",
    "BeneficialOwner",
    "Consent",
    "Contact",
    "CreditFile",
    "CreditRating",
    "CustomerPaper",
    "Identification",
    "Intermediary",
    "IntermediaryTerm",
    "ListEntry",
    "Mandate",
    "Party",
    "Reveal",
]
