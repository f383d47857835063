"""The dictionaries of the package: codes and their English labels, translated where they are shown. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from parties.rules.identity import Gender, IdType, PartyKind
from parties.rules.lifecycle import gettext_noop as _


class Role(StrEnum):
    """What a customer has been to us; one party, many roles (CUS-01)."""

    POLICYHOLDER = "policyholder"
    INSURED = "insured"
    OWNER = "owner"
    DRIVER = "driver"
    PAYEE = "payee"
    BENEFICIARY = "beneficiary"
    THIRD_PARTY = "third_party"
    GARAGE = "garage"
    HOSPITAL = "hospital"
    INTERMEDIARY = "intermediary"
    REINSURER = "reinsurer"


class ContactKind(StrEnum):
    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"


class Purpose(StrEnum):
    """What a consent covers; sensitive data and passing on need a consent of their own (PIPL 23, 28–31)."""

    CONTRACT = "contract"
    SENSITIVE = "sensitive"
    SHARING = "sharing"
    MARKETING = "marketing"
    AUTOMATED = "automated"


class ListKind(StrEnum):
    """Grey: suspicion, referred to a person. Black: proven, referred to the director (B-43)."""

    GREY = "grey"
    BLACK = "black"


class ListSubject(StrEnum):
    """What is on the list (domain 5.19)."""

    PARTY = "party"
    IDENTITY = "identity"
    PHONE = "phone"
    PLATE = "plate"
    VIN = "vin"
    ACCOUNT = "account"


class ListReason(StrEnum):
    FRAUD = "fraud"
    SUSPECTED_FRAUD = "suspected_fraud"
    CLAIM_FREQUENCY = "claim_frequency"
    ARREARS = "arrears"
    MORAL_HAZARD = "moral_hazard"
    FALSE_DOCUMENTS = "false_documents"


KINDS: Mapping[str, str] = {PartyKind.PERSON: _("Private person"), PartyKind.ORGANISATION: _("Company or institution")}
GENDERS: Mapping[str, str] = {Gender.MALE: _("male"), Gender.FEMALE: _("female"), Gender.UNKNOWN: _("not known")}
ID_TYPES: Mapping[str, str] = {
    IdType.RESIDENT_ID: _("Resident identity card"),
    IdType.PASSPORT: _("Passport"),
    IdType.HK_MACAO_PERMIT: _("Hong Kong or Macao travel permit"),
    IdType.TAIWAN_PERMIT: _("Taiwan travel permit"),
    IdType.RESIDENCE_PERMIT: _("Residence permit for Hong Kong, Macao and Taiwan residents"),
    IdType.FOREIGN_RESIDENT_ID: _("Foreigner's permanent residence card"),
    IdType.MILITARY_ID: _("Military identity card"),
    IdType.HOUSEHOLD_REGISTER: _("Household register"),
    IdType.CREDIT_CODE: _("Unified social credit code"),
    IdType.OTHER: _("Other paper"),
}
ROLES: Mapping[str, str] = {
    Role.POLICYHOLDER: _("Policyholder"),
    Role.INSURED: _("Insured"),
    Role.OWNER: _("Vehicle owner"),
    Role.DRIVER: _("Driver"),
    Role.PAYEE: _("Payee"),
    Role.BENEFICIARY: _("Beneficiary"),
    Role.THIRD_PARTY: _("Third party"),
    Role.GARAGE: _("Garage"),
    Role.HOSPITAL: _("Hospital"),
    Role.INTERMEDIARY: _("Intermediary"),
    Role.REINSURER: _("Reinsurer"),
}
CONTACT_KINDS: Mapping[str, str] = {
    ContactKind.PHONE: _("Telephone"),
    ContactKind.ADDRESS: _("Address"),
    ContactKind.EMAIL: _("E-mail"),
}
PURPOSES: Mapping[str, str] = {
    Purpose.CONTRACT: _("Insurance contract and claims"),
    Purpose.SENSITIVE: _("Sensitive data (medical, account, place)"),
    Purpose.SHARING: _("Passing on to garages, hospitals, reinsurers and adjusters"),
    Purpose.MARKETING: _("Offers and marketing"),
    Purpose.AUTOMATED: _("Automated underwriting decisions"),
}
LIST_KINDS: Mapping[str, str] = {ListKind.GREY: _("Grey list"), ListKind.BLACK: _("Black list")}
LIST_SUBJECTS: Mapping[str, str] = {
    ListSubject.PARTY: _("Customer"),
    ListSubject.IDENTITY: _("Identity number"),
    ListSubject.PHONE: _("Telephone number"),
    ListSubject.PLATE: _("Plate number"),
    ListSubject.VIN: _("VIN"),
    ListSubject.ACCOUNT: _("Bank account"),
}
LIST_REASONS: Mapping[str, str] = {
    ListReason.FRAUD: _("Insurance fraud"),
    ListReason.SUSPECTED_FRAUD: _("Suspected fraud"),
    ListReason.CLAIM_FREQUENCY: _("Claim frequency"),
    ListReason.ARREARS: _("Premium arrears"),
    ListReason.MORAL_HAZARD: _("Moral hazard"),
    ListReason.FALSE_DOCUMENTS: _("False documents"),
}
