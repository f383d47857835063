"""Every endorsement is checked as the entry page is: names, VIN, plate, dates, prices (B-23, A4)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from core.crypto.masks import mask_address
from parties.models import Party
from tests.factories import endorsements as made
from tests.factories.lines import PROPERTY, make_line_policy
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement
from underwriting.services import endorsing
from underwriting.services.endorsement_entry import EndorsementEntry
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


@pytest.mark.req("END-01")
def test_an_address_is_there_and_as_long_as_that_of_a_customer_may_be(settings: Any) -> None:
    """The present one is the customer's: the page tells it masked."""
    settings.DEMO = True
    policy = made.running()
    waiting = made.requested(policy, "names")
    for wrong in ("泉" * 201, " "):
        entry = EndorsementEntry(changes={"address": wrong})
        with nothing_changed(), pytest.raises(InvalidEntry) as refusal:
            endorsing.enter_endorsement(waiting.pk, made.by("UW_ISSUE"), entry=entry)
        assert refusal.value.field == "address"
    address = "福建省泉州市丰泽区东海大街 88 号"
    party = Party.objects.get(pk=policy.holder_id)
    party.address = address
    party.save(update_fields=["address"])
    page = reverse("underwriting:enter_endorsement", args=[waiting.pk])
    shown = signed_in("UW_ISSUE", made.FENGZE).get(page).context["form"].fields["address"]
    assert (shown.max_length, shown.help_text) == (200, f"Now: {mask_address(address)}")
    done = endorsing.enter_endorsement(
        waiting.pk, made.by("UW_ISSUE"), entry=EndorsementEntry(changes={"address": "泉" * 200})
    )
    assert done.changes == {"address": "泉" * 200}
