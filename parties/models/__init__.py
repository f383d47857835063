"""Customers, list entries, intermediaries."""

from parties.models.account import BankAccount
from parties.models.consent import Consent
from parties.models.contact import Contact
from parties.models.credit import CreditFile, CreditRating
from parties.models.intermediary import Intermediary, IntermediaryTerm, Mandate
from parties.models.listing import ListEntry
from parties.models.party import Party
from parties.models.reveal import Reveal

__all__ = [
    "BankAccount",
    "Consent",
    "Contact",
    "CreditFile",
    "CreditRating",
    "Intermediary",
    "IntermediaryTerm",
    "ListEntry",
    "Mandate",
    "Party",
    "Reveal",
]
