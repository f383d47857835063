"""Entering an ending with its certificate, and noting the delivery of the insurer's letter, in the browser's way."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.factories import endorsements as made
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Endorsement
from underwriting.rules import ending_notice
from underwriting.rules.endorsement_life import ENDORSEMENT_KIND

pytestmark = pytest.mark.req("END-03")


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("zm.jpg", made.scan(), "image/jpeg")


def test_the_entry_of_a_lost_vehicle_asks_for_the_certificate_at_its_field() -> None:
    """CT-16."""
    policy, now = made.running("MCI"), timezone.now()
    account = made.claims.account_of(policy.holder_id)
    asked = made.requested(policy, "end_holder", at=now, on=timezone.localdate(made.later()))
    clerk, url = signed_in("UW_ISSUE", made.FENGZE), reverse("underwriting:enter_endorsement", args=[asked.pk])
    form = clerk.get(url).context["form"]
    assert "公安机关" in form["certificate"].help_text
    sent = {"command_key": form["command_key"].value(), "version": 1, "ground": "lost", "account_token": account}
    with nothing_changed():
        refused = clerk.post(url, sent)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["certificate"])
    done = clerk.post(url, sent | {"command_key": uuid4(), "certificate": photo(), "declaration": photo()})
    assert done.status_code == 302, done.context["form"].errors
    asked.refresh_from_db()
    assert (asked.state, asked.papers) == ("entered", ["certificate", "loss_declaration"])


def test_the_delivery_of_a_letter_is_noted_with_its_proof() -> None:
    policy, now = made.running(), timezone.now()
    given = {"ground": "safety", "ground_note": "消防设施停用", "at": now, "on": timezone.localdate(made.later(30))}
    waiting = made.approved(made.entered(policy, "end_insurer", **given), at=now)
    clerk = signed_in("UW_ISSUE", made.FENGZE)
    page = reverse("underwriting:endorsement", args=[waiting.pk])
    act = reverse("core:act", args=[ENDORSEMENT_KIND, waiting.pk, ending_notice.DELIVER.name])
    assert act in clerk.get(page).content.decode()
    sent = {"delivered_on": str(timezone.localdate()), "way": "hand", "note": "本人签收", "version": waiting.version}
    without = clerk.post(act, sent | {"command_key": uuid4()})
    assert (without.status_code, list(without.context["form"].errors)) == (422, ["proof"])
    assert clerk.post(act, sent | {"command_key": uuid4(), "proof": photo()}).status_code == 302
    found = Endorsement.objects.get(pk=waiting.pk)
    assert (found.state, found.delivery, found.notice) == ("approved", "hand", "本人签收")
    assert "handed over against signature" in clerk.get(page).content.decode()


def test_the_page_of_a_held_refund_says_until_when() -> None:
    policy, now = made.running(), timezone.now()
    held = made.approved(made.entered(policy, "end_holder", ground="wish", at=now, on=timezone.localdate(made.later())))
    Endorsement.objects.filter(pk=held.pk).update(held_until=made.later(3))
    page = signed_in("FN_AR", made.FINANCE).get(reverse("underwriting:endorsement", args=[held.pk])).content.decode()
    assert "Refund held until" in page
    assert f"{timezone.localtime(made.later(3)):%H:%M}"[:2] in page
