"""Identity of a vehicle: plate and vehicle identification number."""

from __future__ import annotations

import re
import unicodedata

from underwriting.rules.words import gettext_noop as _

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIGN = "[A-HJ-NP-Z0-9]"
_TAILS = (rf"{_SIGN}{{5}}", rf"[DF]{_SIGN}\d{{4}}", r"\d{5}[DF]", rf"{_SIGN}{{4}}[学挂警港澳]")
_PLATE = re.compile(rf"[{PROVINCES}][A-HJ-NP-Z](?:{'|'.join(_TAILS)})")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES = (
    {str(n): n for n in range(10)}
    | dict(zip("ABCDEFGH", range(1, 9), strict=True))
    | dict(zip("JKLMN", range(1, 6), strict=True))
    | {"P": 7, "R": 9}
    | dict(zip("STUVWXYZ", range(2, 10), strict=True))
)

UNREGISTERED = "新车"


class VehicleFault(ValueError):
    """The plate or VIN cannot be right; the message is an English sentence to be translated."""


def plain_plate(text: str) -> str:
    """A plate without dots, blanks and small letters; "" or 新车 for a vehicle without one."""
    plain = re.sub(r"[\s·.\-]", "", unicodedata.normalize("NFKC", text)).upper()
    if plain in {"", UNREGISTERED}:
        return ""
    if not _PLATE.fullmatch(plain):
        raise VehicleFault(_("This is not a plate. Leave it empty for a vehicle without one."))
    return plain


def plain_vin(text: str) -> str:
    """A checked VIN (GB 16735): 17 characters without I, O and Q, check digit in the ninth place."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    if not _VIN.fullmatch(plain):
        raise VehicleFault(_("A VIN has 17 letters and digits; I, O and Q do not occur."))
    if vin_check_digit(plain) != plain[8]:
        raise VehicleFault(_("The check digit of the VIN is wrong. Compare it with the vehicle licence."))
    return plain


def vin_check_digit(vin: str) -> str:
    """The ninth character that the other sixteen ask for."""
    rest = sum(weight * _VALUES[sign] for weight, sign in zip(_WEIGHTS, vin, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def shown_plate(plate: str) -> str:
    """闽C·12345 as people write it."""
    return f"{plate[:2]}·{plate[2:]}" if plate else UNREGISTERED
