"""Identity papers: how their numbers are written, and what a number says about its holder. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum import luhn
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from parties.rules.lifecycle import gettext_noop as _


class PartyKind(StrEnum):
    """A natural person or an organisation."""

    PERSON = "person"
    ORGANISATION = "organisation"


class IdType(StrEnum):
    """The papers that are accepted (domain 11.2)."""

    RESIDENT_ID = "resident_id"
    PASSPORT = "passport"
    HK_MACAO_PERMIT = "hk_macao_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    RESIDENCE_PERMIT = "residence_permit"
    FOREIGN_RESIDENT_ID = "foreign_resident_id"
    MILITARY_ID = "military_id"
    HOUSEHOLD_REGISTER = "household_register"
    CREDIT_CODE = "credit_code"
    OTHER = "other"


class Gender(StrEnum):
    """As the resident identity number encodes it."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = ""


PAPERS = {
    PartyKind.PERSON: tuple(t for t in IdType if t is not IdType.CREDIT_CODE),
    PartyKind.ORGANISATION: (IdType.CREDIT_CODE, IdType.OTHER),
}


class IdentityFault(ValueError):
    """The number cannot be that of the paper; the message is an English sentence to be translated."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A checked number as it is stored, with what it says about its holder."""

    number: str
    born_on: date | None = None
    gender: Gender = Gender.UNKNOWN


_SHAPES: dict[IdType, tuple[str, str]] = {
    IdType.PASSPORT: (r"[A-Z0-9]{5,12}", _("A passport number has 5 to 12 letters and digits.")),
    IdType.HK_MACAO_PERMIT: (r"[HM]\d{8}(\d{2})?", _("A Hong Kong or Macao permit has H or M and 8 or 10 digits.")),
    IdType.TAIWAN_PERMIT: (r"\d{8}(\d{2})?", _("A Taiwan permit has 8 or 10 digits.")),
    IdType.FOREIGN_RESIDENT_ID: (
        r"[A-Z]{3}\d{12}|9\d{16}[0-9X]",
        _("A permanent residence card has 3 letters and 12 digits, or 18 characters starting with 9."),
    ),
    IdType.MILITARY_ID: (r"[\u4e00-\u9fff]{0,4}[A-Z0-9]{6,12}", _("A military number has 6 to 12 digits.")),
    IdType.HOUSEHOLD_REGISTER: (r"[A-Z0-9]{6,18}", _("A household register number has 6 to 18 digits.")),
    IdType.OTHER: (r"[\u4e00-\u9fffA-Z0-9]{4,30}", _("The number has 4 to 30 letters and digits.")),
}


def plain_number(number: str) -> str:
    """Full-width forms, blanks, hyphens and small letters do not make another number."""
    return re.sub(r"[\s\-·()]", "", unicodedata.normalize("NFKC", number)).upper()


def check_identity(id_type: IdType, number: str, *, kind: PartyKind, today: date) -> Identity:
    """Check a number against the rules of its paper (GB 11643 and GB 32100 check digits) and read what it encodes."""
    if id_type not in PAPERS[kind]:
        raise IdentityFault(_("This paper does not belong to this kind of customer."))
    plain = plain_number(number)
    if id_type is IdType.RESIDENT_ID:
        return _resident(plain, today)
    if id_type is IdType.RESIDENCE_PERMIT:
        return _permit(plain, today)
    if id_type is IdType.CREDIT_CODE:
        return Identity(_credit_code(plain))
    pattern, message = _SHAPES[id_type]
    if not re.fullmatch(pattern, plain):
        raise IdentityFault(message)
    if id_type is IdType.FOREIGN_RESIDENT_ID and len(plain) == 18:
        return _dated(plain, today)
    return Identity(plain)


def _resident(plain: str, today: date) -> Identity:
    if not re.fullmatch(r"[1-9]\d{16}[0-9X]", plain):
        raise IdentityFault(_("A resident identity number has 18 digits; the last may be X."))
    return _dated(plain, today)


def _permit(plain: str, today: date) -> Identity:
    """Residence permits of Hong Kong (810000), Macao (820000) and Taiwan (830000) residents are built like the
    resident identity number."""
    if not re.fullmatch(r"8[123]0000\d{11}[0-9X]", plain):
        raise IdentityFault(_("A residence permit has 18 digits and begins with 810000, 820000 or 830000."))
    return _dated(plain, today)


def _dated(plain: str, today: date) -> Identity:
    """Eighteen characters with date of birth, serial and check digit (GB 11643)."""
    if ric.calc_check_digit(plain) != plain[-1]:
        raise IdentityFault(_("The check digit of the identity number is wrong. Compare it with the card."))
    try:
        born_on = date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        raise IdentityFault(_("The date of birth inside the identity number does not exist.")) from None
    if not date(1880, 1, 1) <= born_on <= today:
        raise IdentityFault(_("The date of birth inside the identity number cannot be right."))
    return Identity(plain, born_on, Gender.MALE if int(plain[16]) % 2 else Gender.FEMALE)


def _credit_code(plain: str) -> str:
    try:
        return str(uscc.validate(plain))
    except ValidationError:
        raise IdentityFault(_("The unified social credit code is wrong. Compare it with the licence.")) from None


def check_phone(number: str) -> str:
    """A mobile number, or a landline with area code (``0595-22345678``, extension after ``-``)."""
    plain = re.sub(r"[\s()]", "", unicodedata.normalize("NFKC", number)).removeprefix("+86")
    digits = plain.replace("-", "")
    if re.fullmatch(r"1[3-9]\d{9}", digits):
        return digits
    landline = re.fullmatch(r"(010|02\d|0[3-9]\d{2})-?(\d{7,8})(?:-(\d{1,6}))?", plain)
    if landline:
        return "-".join(part for part in landline.groups() if part)
    if re.fullmatch(r"(400|800)\d{7}|95\d{3}", digits):
        return digits
    raise IdentityFault(_("Enter a mobile number of 11 digits, or a landline with its area code."))


def is_mobile(number: str) -> bool:
    return bool(re.fullmatch(r"1[3-9]\d{9}", number))


def check_account(number: str, *, kind: PartyKind) -> str:
    """A bank account; cards of persons carry a check digit (Luhn)."""
    digits = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", number))
    if not re.fullmatch(r"\d{8,32}", digits):
        raise IdentityFault(_("A bank account has 8 to 32 digits."))
    if kind is PartyKind.PERSON and digits.startswith("62") and len(digits) >= 16 and not luhn.is_valid(digits):
        raise IdentityFault(_("The check digit of the card number is wrong. Compare it with the card."))
    return digits


def plain_name(name: str) -> str:
    """A name as it is stored: one blank at most, the middle dot of minority names always the same sign."""
    joined = " ".join(unicodedata.normalize("NFKC", name).split())
    return re.sub(r"\s*[·•・‧．.]\s*(?=[\u4e00-\u9fff])", "·", joined)


def check_name(name: str, *, kind: PartyKind) -> str:
    """A person's name has 2 to 50 characters without digits; an organisation's 4 to 120."""
    plain = plain_name(name)
    if kind is PartyKind.PERSON and not (2 <= len(plain) <= 50 and not re.search(r"[\d<>{}\[\]@#$%^&*=|\\/]", plain)):
        raise IdentityFault(_("A person's name has 2 to 50 letters and no digits."))
    if kind is PartyKind.ORGANISATION and not 4 <= len(plain) <= 120:
        raise IdentityFault(_("An organisation's name has 4 to 120 characters, as in its licence."))
    return plain


def name_key(name: str) -> str:
    """What two spellings of the same name have in common."""
    return re.sub(r"[\s·()]", "", plain_name(name)).upper()
