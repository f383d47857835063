"""What every page of the shell does in the browser: drafts, keys, views of lists, the phone without a connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from core.models import Draft, ListView
from tests.browser.people import Branch
from tests.factories.organisation import make_working_branch

pytestmark = pytest.mark.django_db(transaction=True)
BAR = ".ui-restore"


@pytest.fixture
def branch(new_context: Callable[..., BrowserContext], settings: Any, transactional_db: None) -> Branch:
    settings.DEMO = True
    make_working_branch()
    return Branch(new_context)


def _type(page: Page) -> None:
    """Text, a choice other than the first; the server's copy is written a moment later."""
    page.goto("/proposals/new/")
    with page.expect_response(lambda answer: "/drafts/" in answer.url and answer.request.method == "POST"):
        page.locator("[name=plate]").fill("闽C·77777")
        page.locator("[name=vehicle_class]").select_option(index=2)


def _form(page: Page) -> list[str]:
    return [page.locator(f"[name={name}]").input_value() for name in ("plate", "vehicle_class")]


@pytest.mark.req("PLT-07")
def test_what_was_typed_is_offered_again_and_given_up_on_wish(branch: Branch) -> None:
    page = branch.as_("王建平")
    page.goto("/proposals/new/")
    empty = _form(page)
    _type(page)
    typed = _form(page)
    page.goto("/proposals/new/")
    expect(page.locator(BAR)).to_contain_text("是否恢复您在")
    assert _form(page) == empty  # nothing is put in unasked
    page.locator(f"{BAR} button", has_text="恢复").click()
    assert _form(page) == typed
    page.evaluate("localStorage.clear()")  # another workstation: the server's copy
    page.goto("/proposals/new/")
    page.locator(f"{BAR} button", has_text="放弃").click()
    expect(page.locator(BAR)).not_to_be_visible()
    page.wait_for_load_state("networkidle")
    assert not Draft.objects.exists()
    page.goto("/proposals/new/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(BAR)).not_to_be_visible()


@pytest.mark.req("PLT-07")
def test_nobody_finds_what_another_typed_at_this_workstation(branch: Branch) -> None:
    page = branch.as_("王建平")
    _type(page)
    page.locator(".ui-post").click()
    page.locator("[data-sign-out] button").click()
    assert page.evaluate("Object.keys(localStorage).filter((one) => one.startsWith('draft:'))") == []
    page.evaluate("localStorage.setItem('draft:999999:proposal-new-vehicle', '{\"at\": 9999999999999, \"kept\": []}')")
    page.goto("/sign-in/")
    page.get_by_role("button", name="林晓岚").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((one) => one.startsWith('draft:'))") == []


@pytest.mark.req("PLT-05")
def test_a_view_of_a_list_is_kept_with_its_conditions(branch: Branch) -> None:
    page = branch.as_("林晓岚")
    page.goto("/policies/?state=in_force")
    page.get_by_text("保存视图").click()
    page.locator("#view-name").fill("续保跟进")
    page.get_by_role("button", name="保存当前视图").click()
    expect(page.locator(".ui-views a", has_text="续保跟进")).to_have_attribute("href", "?state=in_force")
    assert ListView.objects.get().name == "续保跟进"
    page.locator("[aria-label=选择列]").click()
    page.locator(".ui-filters input[value=premium]").uncheck()
    page.get_by_role("button", name="应用").click()
    expect(page).to_have_url("/policies/?state=in_force")
    expect(page.locator("[aria-label=选择列]")).to_be_visible()
