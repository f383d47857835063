"""Every endorsement is checked as the entry page is: names, VIN, plate, dates, prices (B-23, A4)."""

from __future__ import annotations

import pytest

from tests.factories import endorsements as made
from tests.factories.lines import PROPERTY, make_line_policy
from underwriting.models import Endorsement
from underwriting.services import endorsing
from underwriting.services.refusals import InvalidEntry


@pytest.mark.req("END-01", "END-06")
def test_particulars_that_cannot_be_right_are_refused_at_their_field() -> None:
    policy = made.running()
    for kind, field, wrong in (
        ("names", "holder_name", ""),
        ("names", "holder_name", "王"),
        ("names", "insured_name", "李4"),
        ("plate", "plate", "ABC"),
        ("plate", "engine_number", ""),
        ("plate", "owner_name", " "),
        ("vehicle", "vin", "123"),
        ("vehicle", "first_registered_on", "2099-01-01"),
        ("vehicle", "new_price", "0"),
        ("vehicle", "model", ""),
    ):
        with pytest.raises(InvalidEntry) as refusal:
            made.entered(policy, kind, {field: wrong})
        assert refusal.value.field == field, (kind, field)
        waiting = Endorsement.objects.get(state="requested")
        assert waiting.changes == {}
        endorsing.withdraw_endorsement(waiting.pk, made.by("SALES", reason="录入有误"))


@pytest.mark.req("END-01")
def test_other_lines_check_names_too() -> None:
    policy = make_line_policy("PRB", PROPERTY)
    with pytest.raises(InvalidEntry) as refusal:
        made.entered(policy, "names", {"insured_name": ""})
    assert refusal.value.field == "insured_name"
