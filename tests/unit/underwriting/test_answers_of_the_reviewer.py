"""Where the line may be a major risk, not to look is no answer (B-26, B-29); figures beyond reckoning are faults."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from underwriting.forms.lines import _plain
from underwriting.forms.risk import ReviewForm
from underwriting.rules.entry.spec import Field, Kind
from underwriting.rules.tariff_tables import CellFault
from underwriting.rules.tariff_units import stored

LISTED = [("tunnel", "隧道"), ("power", "电厂")]


def answered(given: dict[str, str], **asked: Any) -> ReviewForm:
    return ReviewForm({"command_key": str(uuid4()), **given}, **asked)


@pytest.mark.req("RSK-01", "RSK-13")
def test_the_occupancy_is_answered_also_where_it_is_none_of_the_list() -> None:
    assert set(answered({}, occupancies=LISTED).errors) == {"occupancy"}
    none = answered({"occupancy": "none"}, occupancies=LISTED)
    assert none.is_valid()
    assert none.inputs() == {}
    listed = answered({"occupancy": "tunnel"}, occupancies=LISTED)
    assert listed.is_valid()
    assert listed.inputs() == {"told": {"occupancy": "tunnel"}}


@pytest.mark.req("RSK-16")
def test_exports_of_products_are_answered_with_yes_or_no() -> None:
    assert set(answered({}, sold=True).errors) == {"exports"}
    for given, told in (("yes", {"told": {"exports": True}}), ("no", {})):
        form = answered({"exports": given}, sold=True)
        assert form.is_valid()
        assert form.inputs() == told


@pytest.mark.req("RSK-02", "PRO-13")
def test_ordinary_lines_are_asked_nothing() -> None:
    form = answered({})
    assert form.is_valid()
    assert (form.inputs(), set(form.fields) & {"occupancy", "exports", "renewal"}) == ({}, set())


@pytest.mark.req("PRO-08")
@pytest.mark.parametrize("typed", ["1e9999999", "NaN", "sNaN", "abc"])
def test_a_figure_beyond_reckoning_is_left_to_the_rules(typed: str) -> None:
    assert _plain(Field(name="rate", label="Rate", kind=Kind.RATE), typed) in {typed, "NaN"}


@pytest.mark.req("PRD-06")
def test_a_tariff_takes_no_figure_beyond_reckoning() -> None:
    with pytest.raises(CellFault):
        stored("property.tariff", "rates|office|rate", "1e9999999")
