"""A salesperson registers a customer in a real browser: the lookalike is seen, explained, and the phone revealed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from parties.models import Party, Reveal
from tests.factories.organisation import actor_at, make_branch
from tests.factories.parties import make_party, resident_number
from tests.support.actors import order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.req("CUS-01", "CUS-05")
def test_a_lookalike_is_explained_and_a_value_is_shown_with_a_reason(
    page: Page, shot: Callable[[Page, str], Path], settings
):
    settings.DEMO = True
    make_branch()
    known = make_party(order(actor_at("SALES", "350503")))
    page.goto("/sign-in/")
    page.get_by_role("button", name="王建平").click()
    page.goto("/customers/new/person/")

    page.fill("[name=name]", "张三丰")
    page.fill("[name=phone]", "13805950001")
    page.fill("[name=id_number]", resident_number(3))
    page.fill("[name=address]", "泉州市丰泽区东海街道")
    duplicates = page.locator("#duplicates")
    expect(duplicates).to_contain_text(known.number)
    duplicates.locator("[name=different_from]").check()
    expect(duplicates.locator("[name=different_from]")).to_be_checked()
    duplicates.locator("[name=reason]").fill("父子同名")
    shot(page, "customer-new")
    page.locator("main form button[type=submit]").click()

    expect(page.locator("h1")).to_have_text("张三丰")
    made = Party.objects.latest("pk")
    assert (made.different_from, made.difference_reason) == ([known.pk], "父子同名")
    assert "13805950001" not in page.content()
    page.locator(f"a[href$='/customers/{made.pk}/reveal/phone/']").click()
    page.locator("dialog textarea").fill("客户来电核实")
    page.locator("dialog button[type=submit]").click()
    expect(page.locator("dialog")).to_contain_text("13805950001")
    shot(page, "customer")
    assert Reveal.objects.get().reason == "客户来电核实"
