"""The door of this package for the apps above."""

from __future__ import annotations

from django.utils import translation

from core.workflow.command import Command
from parties.rules.identification import GAPS
from parties.rules.identification import Act as AmlAct
from parties.rules.identity import Gender, IdentityFault, IdType, PartyKind, check_identity, check_name, check_phone
from parties.rules.intermediary import AgreedLine, IntermediaryKind
from parties.rules.listing import LISTING, Consequence, consequence_of
from parties.rules.words import ID_TYPES, ListKind, Role
from parties.selectors.business import Business, BusinessRow, QuickAction, show_business, show_quick_action
from parties.selectors.channels import ChannelFact, channel_of_client
from parties.selectors.credit import CreditFact, credit_fact, credit_facts, register_credit_source
from parties.selectors.duplicates import id_index, phone_index
from parties.selectors.identification import AmlVerdict, aml_needed
from parties.selectors.identification import threshold_of as aml_threshold
from parties.selectors.intermediaries import (
    IntermediaryFact,
    intermediaries,
    intermediary,
    intermediary_fact,
    parties_of_intermediaries,
)
from parties.selectors.listed_papers import ListedPeople, listed_names, listed_people
from parties.selectors.listing_paper import ListEntryPaper, listing_for, paper_of
from parties.selectors.lists import (
    ListHit,
    account_hits,
    blacklisted_since,
    hits_of_people,
    hits_of_vehicles,
    hits_on_case,
    list_hits,
    vehicle_hits,
)
from parties.selectors.notices import HitNotice, hit_notices
from parties.selectors.parties import (
    AccountFact,
    PartyFact,
    account,
    account_and_number,
    accounts_of,
    address_of,
    all_records_of,
    fact_of,
    find_parties,
    parties,
    parties_named,
    party,
    party_with_number,
    traits_of,
)
from parties.services import contacts, register
from parties.services.data import AccountData, PartyData
from parties.services.identification import AmlNeed, require_identification
from parties.services.listing import look_at_entry
from parties.services.refusals import DuplicateParty, InvalidEntry, ProbableDuplicate
from parties.services.register import note_role, note_roles
from parties.services.reveal import Protected, reveal, show_protected

__all__ = [
    "GAPS",
    "ID_TYPES",
    "LISTING_KIND",
    "AccountData",
    "AccountFact",
    "AgreedLine",
    "AmlAct",
    "AmlNeed",
    "AmlVerdict",
    "Business",
    "BusinessRow",
    "ChannelFact",
    "Consequence",
    "CreditFact",
    "DuplicateParty",
    "Gender",
    "HitNotice",
    "IdType",
    "IdentityFault",
    "IntermediaryFact",
    "IntermediaryKind",
    "InvalidEntry",
    "ListEntryPaper",
    "ListHit",
    "ListKind",
    "ListedPeople",
    "PartyData",
    "PartyFact",
    "PartyKind",
    "ProbableDuplicate",
    "Protected",
    "QuickAction",
    "Role",
    "account",
    "account_and_number",
    "account_hits",
    "accounts_of",
    "add_account",
    "address_of",
    "all_records_of",
    "aml_needed",
    "aml_threshold",
    "blacklisted_since",
    "channel_of_client",
    "check_identity",
    "check_name",
    "check_phone",
    "consequence_of",
    "credit_fact",
    "credit_facts",
    "find_parties",
    "hit_notices",
    "hits_of_people",
    "hits_of_vehicles",
    "hits_on_case",
    "id_index",
    "intermediaries",
    "intermediary",
    "intermediary_fact",
    "list_hits",
    "listed_names",
    "listed_people",
    "look_at_listing",
    "note_role",
    "note_roles",
    "parties",
    "parties_named",
    "parties_of_intermediaries",
    "party",
    "party_numbered",
    "phone_index",
    "register_credit_source",
    "register_party",
    "require_identification",
    "reveal",
    "show_business",
    "show_protected",
    "show_quick_action",
    "traits_of",
    "vehicle_hits",
]


party_numbered = party_with_number


LISTING_KIND = LISTING.kind


def register_party(command: Command, data: PartyData) -> PartyFact:
    """Register a customer; ``DuplicateParty`` names the existing one, ``ProbableDuplicate`` those to be looked at."""
    return fact_of(register.register_party(command, data=data))


def add_account(command: Command, party_id: int, data: AccountData) -> AccountFact:
    """Add a bank account of the customer and return it."""
    contacts.add_account(party_id, command, data=data)
    return accounts_of(party_id)[0]


def look_at_listing(command: Command, pk: int) -> ListEntryPaper:
    """An entry as its approval sheet says it, in Chinese as all papers are; the look is written down."""
    found = listing_for(command.actor, pk)  # type: ignore[arg-type]
    look_at_entry(command, found)
    with translation.override("zh-hans"):
        return paper_of(found)
