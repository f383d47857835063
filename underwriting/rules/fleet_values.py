"""What stands in the cells of a fleet table, read into values; a cell that cannot be right says why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from underwriting.rules.compulsory_motor import VehicleClass
from underwriting.rules.fleet import CLASS_NAMES, CLASSES_ON_PAGES, COLUMNS, NO, YES, Column, Kind
from underwriting.rules.vehicle import VehicleFault, plain_plate, plain_vin
from underwriting.rules.words import gettext_noop as _

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_TRUE, _FALSE = {YES, "Y", "YES", "TRUE", "1", "√"}, {NO, "N", "NO", "FALSE", "0", "×"}
_UNSEEN = {"Cc", "Cf", "Cs"}  # control and format signs, half characters
# A cover that nobody says anything about is not asked for, but compulsory cover goes with every vehicle.
_UNSAID = {
    "seats": 5,
    "displacement": Decimal(0),
    "tonnes": Decimal(0),
    "compulsory": True,
    "own_damage": False,
    "autonomous_factor": Decimal(1),
    "at_fault_accidents": 0,
    "at_fault_death": False,
    "insured_years": 0,
    "claims_in_3_years": 0,
    "lapse_days": 0,
    "transferred": False,
}


class CellFault(ValueError):
    """The cell cannot be right; the message is an English sentence to be translated."""


def cell_text(value: Any) -> str:
    """A cell as text, whatever type the table program gave it."""
    if isinstance(value, str) and value.isprintable() and unicodedata.is_normalized("NFC", value):
        return " ".join(value.split())  # nearly every cell
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    shown = (sign if unicodedata.category(sign) not in _UNSEEN else " " for sign in str(value))
    return " ".join(unicodedata.normalize("NFC", "".join(shown)).split())


def read_row(texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of a row, and the faults by column."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for column in COLUMNS:
        try:
            values[column.name] = _value(column, texts.get(column.name, ""))
        except (CellFault, VehicleFault) as fault:
            faults[column.name] = str(fault)
    return values, faults


def _value(column: Column, text: str) -> Any:
    if text or column.kind is Kind.PLATE:
        return _READERS[column.kind](column, text)
    if column.required:
        raise CellFault(_("This entry is missing."))
    return _UNSAID.get(column.name, "" if column.kind is Kind.TEXT else None)


def _text(column: Column, text: str) -> str:
    if len(text) > column.longest:
        raise CellFault(_("This entry is too long."))
    return text


def _class(_column: Column, text: str) -> str:
    found = (CLASS_NAMES | CLASSES_ON_PAGES).get(text, text)
    if found not in set(VehicleClass):
        raise CellFault(_("Choose a class of the list in the template."))
    return str(found)


def _day(_column: Column, text: str) -> date:
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        return date(*(int(part) for part in found.groups())) if found else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> date:
    raise CellFault(_("Write the date as 2026-01-31."))


def _number(column: Column, text: str) -> Decimal:
    plain = re.sub(r"[,，¥￥元\s]", "", unicodedata.normalize("NFKC", text))
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise CellFault(_("This is not a number.")) from None
    if not value.is_finite() or not 0 <= value < column.most:
        raise CellFault(_("This number is out of range."))
    if value != value.quantize(Decimal(1).scaleb(-column.decimals)):
        raise CellFault(_("This number has too many decimals."))
    return value


def _count(column: Column, text: str) -> int:
    value = _number(column, text)
    if value != value.to_integral_value() or value > column.most:
        raise CellFault(_("Write a whole number."))
    return int(value)


def _yes_no(_column: Column, text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).upper()
    if plain not in _TRUE | _FALSE:
        raise CellFault(_("Write 是 or 否."))
    return plain in _TRUE


_READERS: Mapping[Kind, Callable[[Column, str], Any]] = {
    Kind.TEXT: _text,
    Kind.PLATE: lambda _column, text: plain_plate(text),
    Kind.VIN: lambda _column, text: plain_vin(text),
    Kind.CLASS: _class,
    Kind.DAY: _day,
    Kind.NUMBER: _number,
    Kind.COUNT: _count,
    Kind.YES_NO: _yes_no,
}
