"""Lists of business are narrowed by unit, line, channel and salesperson, one like the other."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.factories import endorsements as made
from tests.support.signed_in import signed_in
from underwriting.models import Channel

LISTS = ("endorsements", "policies")


@pytest.fixture(autouse=True)
def sign_in(settings: Any) -> None:
    """The people of the demo branch may sign in."""
    settings.DEMO = True


def shown(name: str, **asked: Any) -> str:
    return signed_in("UW_DIR", "350591").get(reverse(f"underwriting:{name}"), asked).content.decode()


@pytest.mark.req("ISS-01", "END-01")
@pytest.mark.parametrize("name", LISTS)
def test_a_list_keeps_what_is_asked_for_and_drops_the_rest(name: str) -> None:
    policy = made.requested(made.running("MCI"), "plate").policy
    channel = policy.proposal.channel
    other = next(one for one in Channel.values if one != channel)
    kept = [{"line": "MCI"}, {"unit": policy.unit_id}, {"channel": channel}]
    dropped = [{"line": "PRA"}, {"channel": other}, {"sales": 999_999_999}]
    for asked in kept:
        assert policy.number in shown(name, **asked), asked
    for asked in dropped:
        assert policy.number not in shown(name, **asked), asked


@pytest.mark.parametrize(
    "name",
    ["endorsements", "deliveries", "renewals", "exemptions", "instalments", "cessions", "back_entries", "defects"],
)
def test_every_list_of_business_can_be_narrowed_by_unit(name: str) -> None:
    page = signed_in("UW_DIR", "350591").get(reverse(f"underwriting:{name}"), {"unit": "", "channel": ""})
    assert page.status_code == 200
    assert 'name="unit"' in page.content.decode()
