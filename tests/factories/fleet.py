"""Tables of vehicles as customers send them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from tests.factories.underwriting import tomorrow
from underwriting.rules.fleet import COLUMNS
from underwriting.rules.vehicle import vin_check_digit


def make_vin(serial: int) -> str:
    """A VIN with a right check digit."""
    open_vin = f"LSVAA2180N{serial:07d}"
    return open_vin[:8] + vin_check_digit(open_vin) + open_vin[9:]


def fleet_row(serial: int = 1, **over: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "plate": f"闽C{serial:05d}",
        "vin": make_vin(serial),
        "engine_number": f"EA{serial:06d}",
        "model": "五菱 宏光",
        "vehicle_class": "企业非营业客车",
        "owner_name": "泉州丰泽物流公司",
        "first_registered_on": date(2023, 5, 4),
        "new_price": 80000,
        "seats": 5,
        "start_on": tomorrow(),
        "compulsory": "是",
        "third_party_limit": 1000000,
    }
    return given | over


def make_table(rows: Sequence[Mapping[str, Any]], *, headings: Sequence[str] | None = None) -> bytes:
    """An .xlsx with the headings of the template."""
    book = Workbook()
    sheet = book.active
    sheet.append(list(headings or [f"{column.heading}{'*' if column.required else ''}" for column in COLUMNS]))
    for row in rows:
        sheet.append([row.get(column.name) for column in COLUMNS])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
