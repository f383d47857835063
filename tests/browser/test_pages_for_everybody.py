"""Pages can be used by everybody: no accessibility fault, nothing to scroll sideways on a phone, keys work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.people import Branch

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Path("node_modules/axe-core/axe.min.js")
PAGES = (
    "/",
    "/ui/",
    "/dashboard/?period=year",
    "/proposals/",
    "/policies/",
    "/customers/",
    "/suspensions/",
    "/rules/",
    "/samples/",
    "/search/?q=林",
    "/notifications/",
    "/administration/delegations/",
    "/administration/delegations/new/",
)
CLAIMS_PAGES = {
    "方思婷": ("/95518/", "/95518/calls/", "/claims/reports/"),
    "罗志刚": ("/claims/tasks/", "/claims/duty/", "/claims/duty/shifts/", "/claims/duty/plan/"),
    "何文静": ("/claims/", "/claims/shared/", "/claims/shared/ask/"),
    "刘朝晖": ("/survey/",),
}

ADMINISTRATION = (
    "/administration/changes/",
    "/administration/authority/",
    "/administration/authority/propose/",
    "/administration/authority/who-can/",
    "/administration/parameters/",
    "/administration/parameters/claims.required_shots/",
    "/administration/parameters/claims.required_shots/propose/",
    "/administration/deadlines/",
    "/administration/deadlines/claims.calculate/",
    "/administration/deadlines/claims.calculate/propose/",
    "/administration/calendar/",
    "/administration/calendar/propose/",
    "/administration/segregation/",
)


FINANCE = (
    "/finance/premium-income/",
    "/finance/payables/",
    "/finance/payments/",
    "/finance/vouchers/",
    "/finance/trial-balance/",
    "/finance/journal/",
    "/finance/unearned/",
    "/finance/reconciliation/",
    "/finance/bank/",
    "/finance/bank/new/",
    "/finance/periods/",
    "/finance/receipts/day/",
)


@pytest.fixture
def branch(new_context: Callable[..., BrowserContext], settings: Any, working_branch: None) -> Branch:
    settings.DEMO = True
    return Branch(new_context)


def faults(page: Page) -> list[str]:
    """What axe finds wrong, serious and worse."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found if v["impact"] in {"serious", "critical"}]


def test_no_page_has_a_serious_accessibility_fault(branch: Branch) -> None:
    page = branch.as_("林晓岚")
    found = {}
    for address in PAGES:
        page.goto(address)
        found[address] = faults(page)
    assert not {address: wrong for address, wrong in found.items() if wrong}


def test_pages_of_rules_have_none_and_fit_a_telephone(branch: Branch) -> None:
    page, phone = branch.as_("陈志远"), branch.as_("谢建国", phone=True)
    found = {}
    for address in ADMINISTRATION:
        page.goto(address)
        found[address] = faults(page)
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, address
    assert not {address: wrong for address, wrong in found.items() if wrong}


@pytest.mark.req("PLT-17")
@pytest.mark.parametrize("name", CLAIMS_PAGES)
def test_pages_of_claims_can_be_used_by_everybody(branch: Branch, name: str) -> None:
    """On the phone too: no serious fault, nothing scrolls sideways."""
    page = branch.as_(name, phone=True)
    found = {}
    for address in CLAIMS_PAGES[name]:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        found[address] = [*faults(page), *([f"{width} px wide"] if width > 390 else [])]
    assert not {address: wrong for address, wrong in found.items() if wrong}


def test_no_page_of_finance_has_one_either(branch: Branch) -> None:
    page = branch.as_("周婉清")
    found = {}
    for address in FINANCE:
        page.goto(address)
        found[address] = faults(page)
    assert not {address: wrong for address, wrong in found.items() if wrong}


@pytest.mark.req("PLT-17")
def test_no_page_of_finance_scrolls_sideways_on_a_phone(branch: Branch) -> None:
    page = branch.as_("周婉清", phone=True)
    for address in FINANCE:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_dark_pages_have_none_either(branch: Branch) -> None:
    page = branch.as_("林晓岚")
    page.locator("[data-theme-switch]").click()
    page.goto("/ui/")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    assert faults(page) == []


@pytest.mark.req("PLT-17")
def test_nothing_scrolls_sideways_on_a_phone(branch: Branch) -> None:
    page = branch.as_("林晓岚", phone=True)
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_frequent_work_needs_no_mouse(branch: Branch) -> None:
    page = branch.as_("林晓岚")
    page.keyboard.press("Control+k")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#dialog")).to_contain_text("全局搜索")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page).to_have_url("/dashboard/")


def test_an_unknown_address_says_what_to_do(branch: Branch, page: Page) -> None:
    page.goto("/nowhere/at/all/")
    branch.as_("林晓岚").goto("/nowhere/at/all/")
    expect(branch.as_("林晓岚").locator("body")).to_contain_text("未找到")
