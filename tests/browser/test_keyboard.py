"""The day's work of a reviewer without a mouse: queue, object, decision, search; and nothing typed is left unasked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from tests.browser.people import Branch
from tests.factories.underwriting import make_submitted
from underwriting.models import Proposal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def branch(new_context: Callable[..., BrowserContext], settings: Any, working_branch: None) -> Branch:
    settings.DEMO = True
    return Branch(new_context)


def focused(page: Page, attribute: str) -> str | None:
    found: str | None = page.evaluate(f"document.activeElement.getAttribute('{attribute}')")
    return found


@pytest.mark.req("PLT-17")
def test_a_proposal_is_found_in_the_queue_and_passed_by_keys(branch: Branch) -> None:
    proposal = make_submitted()
    page = branch.as_("张雨晴")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-bulk]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-bulk]")).not_to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(proposal.number)
    page.keyboard.press("e")
    expect(page.locator("#dialog form")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#dialog")).not_to_be_visible()
    expect(page.locator("[data-dialog]:focus")).to_be_visible()  # back on the button
    page.keyboard.press("Enter")
    expect(page.locator("#dialog form")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#dialog")).not_to_be_visible()
    assert Proposal.objects.get(pk=proposal.pk).state != proposal.state


@pytest.mark.req("PLT-17")
def test_the_arrows_lead_through_what_the_search_found(branch: Branch) -> None:
    proposal = make_submitted()
    page = branch.as_("张雨晴")
    page.keyboard.press("Control+k")
    page.keyboard.type(proposal.number)
    expect(page.locator(f".ui-suggest a[href='/proposals/{proposal.pk}/']").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert (focused(page, "href") or "").startswith("/")
    page.keyboard.press("ArrowUp")
    assert focused(page, "data-search") is not None
    page.keyboard.press("Escape")
    expect(page.locator(".ui-suggest")).to_have_count(0)


def test_who_leaves_with_something_typed_is_asked_first(branch: Branch) -> None:
    """Forms with a draft keep what was typed; the others ask. What was sent is not asked about."""
    page = branch.as_("李珍珍")
    asked: list[str] = []

    def note(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", note)
    page.goto("/questions/new/")
    page.locator("textarea").first.click()
    page.keyboard.type("能否承保")
    page.goto("/questions/")
    assert asked == ["beforeunload"]
    page.goto("/questions/new/")
    page.locator("textarea").first.click()
    page.keyboard.type("能否承保")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".ui-f-bad").first).to_be_visible()
    page.goto("/questions/")
    assert asked == ["beforeunload"]
