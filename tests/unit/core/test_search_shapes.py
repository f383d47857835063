"""The search box is routed by the shape of the text."""

from __future__ import annotations

import pytest

from core.search.shapes import Kind, shape_of


@pytest.mark.req("PLT-05")
@pytest.mark.parametrize(
    ("typed", "text", "kinds"),
    [
        ("13812345678", "13812345678", (Kind.PHONE, Kind.NUMBER)),
        ("138 1234 5678", "13812345678", (Kind.PHONE, Kind.NUMBER)),
        ("35050019900307201x", "35050019900307201X", (Kind.IDENTITY,)),
        ("91110000600037341L", "91110000600037341L", (Kind.IDENTITY, Kind.NUMBER)),
        ("5678", "5678", (Kind.TAIL, Kind.NUMBER)),
        ("闽C·12345", "闽C12345", (Kind.PLATE,)),
        ("闽c8", "闽C8", (Kind.PLATE,)),
        ("LSVAA49J132047371", "LSVAA49J132047371", (Kind.VIN, Kind.NUMBER)),
        ("c12345", "C12345", (Kind.PLATE, Kind.NUMBER, Kind.VIN)),
        ("00000123", "00000123", (Kind.NUMBER, Kind.PLATE, Kind.VIN)),
        ("PMOD20263505000000123", "PMOD20263505000000123", (Kind.NUMBER,)),
        ("张三", "张三", (Kind.NAME,)),
        ("  泉州  物流 ", "泉州 物流", (Kind.NAME,)),
        ("ACME Ltd", "ACME LTD", (Kind.NAME,)),
        ("张", "张", (Kind.NOTHING,)),
        ("12", "12", (Kind.NOTHING,)),
        ("", "", (Kind.NOTHING,)),
    ],
)
def test_shape(typed, text, kinds):
    shape = shape_of(typed)
    assert (shape.text, shape.kinds) == (text, kinds)
