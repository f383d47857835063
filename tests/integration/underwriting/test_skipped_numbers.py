"""A jump in the use of printed numbers is said to who made it, with the way to its explanation (domain 8.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archives.demo.form_stock import hand_out
from archives.public import free_serials
from core.models import Stateful
from tests.factories import forms
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at
from tests.support.signed_in import signed_in
from underwriting.models import LedgerEntry, Policy
from underwriting.services.issue import SIGN

FENGZE = made.FENGZE
TODAY = timezone.localdate
CARD, WARNED = "accident_card", "was used out of turn"


@pytest.fixture
def clerk(branch: None, settings: Any) -> Client:
    settings.DEMO = True
    hand_out(forms.kind(CARD))
    return signed_in("UW_ISSUE", FENGZE)


def done(client: Client, obj: Stateful, name: str, **given: Any) -> str:
    """The page after a dialog was sent."""
    url = reverse("core:act", args=[obj.lifecycle.kind, obj.pk, name])
    form = client.get(url).context["form"]
    sent = given | {"command_key": form["command_key"].value(), "version": form["version"].value()}
    answer = client.post(url, sent, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def said(serial: str, skipped: int) -> str:
    return f"{serial} was used out of turn: {skipped} lower numbers were skipped and are to be explained."


def signs() -> list[str]:
    return free_serials(actor_at("UW_ISSUE", FENGZE).staff_id, kind=SIGN)


@pytest.mark.req("FRM-08", "ISS-05")
def test_who_issues_and_reprints_on_a_sign_out_of_turn_is_warned(clerk: Client) -> None:
    paid = made.pay(made.make_decided())
    third = signs()[2]
    shown = done(clerk, paid, "underwriting.proposal.issue", explained_to="陈晓东", serial=third)
    assert said(third, 2) in shown
    assert f'<a class="ui-inline" href="{reverse("archives:gaps")}">' in shown
    policy, fourth = Policy.objects.get(serial=third), signs()[3]
    given = {"paper": "compulsory_sign", "fate": "damaged", "reason": "打印偏移"}
    assert said(fourth, 3) in done(clerk, policy, "underwriting.policy.reprint", serial=fourth, **given)
    policy.refresh_from_db()
    shown = done(clerk, policy, "underwriting.policy.reprint", paper="policy", serial="", fate="", reason="客户遗失")
    assert WARNED not in shown


@pytest.mark.req("FRM-08", "ISS-05")
def test_the_next_number_is_used_without_a_word(clerk: Client) -> None:
    paid = made.pay(made.make_decided())
    shown = done(clerk, paid, "underwriting.proposal.issue", explained_to="陈晓东", serial=signs()[0])
    assert Policy.objects.exclude(serial="").count() == 1
    assert WARNED not in shown


@pytest.mark.req("FRM-08", "PRO-19")
@pytest.mark.parametrize(("number", "skipped"), [(1, 0), (5, 4)])
def test_an_entry_of_the_ledger_says_which_jump_it_made(clerk: Client, number: int, skipped: int) -> None:
    holder, page = made.make_customer(), reverse("underwriting:ledger_new")
    serial = forms.kind(CARD).serial(number)
    sent = {
        "command_key": clerk.get(page).context["form"]["command_key"].value(),
        "form": CARD,
        "serial": serial,
        "holder_name": holder.name,
        "issued_on": f"{TODAY()}",
        "start_on": f"{TODAY()}",
        "end_on": f"{TODAY() + timedelta(days=364)}",
        "payer": holder.name,
    }
    shown = clerk.post(page, sent, follow=True).content.decode()
    assert LedgerEntry.objects.get().serial == serial
    assert (said(serial, skipped) in shown, WARNED in shown) == (bool(skipped), bool(skipped))
