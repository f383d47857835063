"""A new plate, VIN or engine number stands in one policy; the page says which others keep the old one (END-01)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import endorsements as made
from tests.factories.underwriting import FENGZE
from tests.support.signed_in import signed_in
from underwriting.models import Endorsement, Policy
from underwriting.selectors.endorsements import policies_left_behind

HINT = "They keep the old particulars until each has an endorsement of its own."
PLATE, VIN = "闽C54321", "LFV3A23CXJ3086521"
pytestmark = [pytest.mark.django_db, pytest.mark.req("END-01")]


@pytest.fixture
def page(settings: Any) -> Client:
    settings.DEMO = True
    return signed_in("UW_ISSUE", FENGZE)


def _damage_and_the_rest() -> tuple[Policy, list[Policy]]:
    policy = made.running("MOD")
    return policy, list(Policy.objects.filter(vin=policy.vin).exclude(pk=policy.pk).order_by("pk"))


def _links(shown: str) -> list[str]:
    """The policies that stand before the hint."""
    before = shown.split(HINT, maxsplit=1)[0].rsplit("Other policies of the vehicle", maxsplit=1)[-1]
    return re.findall(r'<a class="ui-code" href="([^"]+)">', before)


def _addresses(policies: list[Policy]) -> list[str]:
    return [reverse("underwriting:policy", args=[one.pk]) for one in policies]


def test_the_entry_of_a_new_plate_names_the_other_policies_of_the_vehicle(page: Client) -> None:
    policy, others = _damage_and_the_rest()
    assert [one.line for one in others] == ["MCI"]
    asked = made.requested(policy, "plate")
    shown = page.get(reverse("underwriting:enter_endorsement", args=[asked.pk])).content.decode()
    assert HINT in shown
    assert _links(shown) == _addresses(others)


def test_the_page_of_the_endorsement_names_them_until_they_say_the_same(page: Client) -> None:
    policy, others = _damage_and_the_rest()
    found = made.entered(policy, "plate", {"plate": PLATE})
    address = reverse("underwriting:endorsement", args=[found.pk])
    shown = page.get(address).content.decode()
    assert HINT in shown
    assert _links(shown) == _addresses(others)
    made.issued(others[0], "plate", {"plate": PLATE})
    assert HINT not in page.get(address).content.decode()


def test_a_new_vin_is_looked_for_by_the_old_one_also_after_the_issue() -> None:
    policy, others = _damage_and_the_rest()
    found = made.entered(policy, "vehicle", {"vin": VIN})
    assert policies_left_behind(found) == others
    Policy.objects.filter(pk=policy.pk).update(vin=VIN)
    assert policies_left_behind(Endorsement.objects.get(pk=found.pk)) == others


def test_nothing_is_told_of_a_change_of_other_things(page: Client) -> None:
    policy, others = _damage_and_the_rest()
    found = made.entered(policy, "plate", {"owner_name": "林建国"})
    assert policies_left_behind(found) == []
    asked = made.requested(others[0], "names")
    shown = page.get(reverse("underwriting:enter_endorsement", args=[asked.pk])).content.decode()
    assert HINT not in shown
