"""A picture of every page: each post of the demo branch walks its navigation and opens the first row of every list."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from playwright.sync_api import BrowserContext, Page

from core import demo

pytestmark = pytest.mark.django_db(transaction=True)
NAVIGATION = "nav.ui-side a[href]"
FIRST_ROW = "table.ui-table tbody tr td a[href^='/'], .ui-work a[href^='/']"


@pytest.mark.timeout(1800)
def test_pictures_of_every_page(
    new_context: Callable[..., BrowserContext],
    shot: Callable[[Page, str], Path],
    settings: Any,
    transactional_db: None,
) -> None:
    settings.DEMO = True
    for builder in demo.builders():
        builder.load()
    entrance = new_context().new_page()
    entrance.goto("/sign-in/")
    shot(entrance, "sign-in")
    seen: set[str] = set()
    for post, button in _one_button_per_post(entrance).items():
        page = _signed_in(new_context, button)
        for address in _addresses(page):
            _visit(page, address, post, seen, shot)
    assert len(seen) > 20  # the branch has far more pages than that: fewer means that somebody could not get in
    _on_the_phone(new_context, seen, shot)


def _one_button_per_post(page: Page) -> dict[str, str]:
    """Post → whose button signs in for it; the first of each post."""
    found: dict[str, str] = {}
    for button in page.locator(".ui-posts button").all():
        found.setdefault(button.locator("b").inner_text(), button.locator("small").inner_text())
    return found


def _signed_in(new_context: Callable[..., BrowserContext], name: str, *, phone: bool = False) -> Page:
    page = new_context(phone=phone).new_page()
    page.goto("/sign-in/")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))
    return page


def _addresses(page: Page) -> list[str]:
    """Where the navigation of this person leads."""
    return list(dict.fromkeys(link.get_attribute("href") or "/" for link in page.locator(NAVIGATION).all()))


def _visit(page: Page, address: str, post: str, seen: set[str], shot: Callable[[Page, str], Path]) -> None:
    """The page, and what its first row leads to."""
    if not _picture(page, address, post, seen, shot):
        return
    row = page.locator(FIRST_ROW).first
    if row.count() and (inside := row.get_attribute("href")):
        _picture(page, inside, post, seen, shot)


def _picture(page: Page, address: str, post: str, seen: set[str], shot: Callable[[Page, str], Path]) -> bool:
    """Take one picture of each kind of page; the numbers in an address do not make another kind."""
    kind = re.sub(r"\d+", "n", urlparse(address).path).strip("/").replace("/", "-") or "home"
    if kind in seen and kind != "home":
        return False
    page.goto(address)
    page.wait_for_load_state("networkidle")
    shot(page, f"home-{post.replace('/', '-')}" if kind == "home" else kind)
    seen.add(kind)
    return True


def _on_the_phone(
    new_context: Callable[..., BrowserContext], seen: set[str], shot: Callable[[Page, str], Path]
) -> None:
    """The surveyor's pages as a telephone shows them."""
    entrance = new_context(phone=True).new_page()
    entrance.goto("/sign-in/")
    shot(entrance, "phone-sign-in")
    surveyor = entrance.locator(".ui-posts button", has_text=re.compile("查勘")).first
    if not surveyor.count():
        return
    surveyor.click()
    entrance.wait_for_url(re.compile(r"^(?!.*sign-in)"))
    entrance.wait_for_load_state("networkidle")
    shot(entrance, "phone-home")
    for link in entrance.locator("main a[href^='/']").all()[:3]:
        address = link.get_attribute("href") or "/"
        follow = entrance.context.new_page()
        follow.goto(address)
        shot(follow, "phone-" + (re.sub(r"\d+", "n", address).strip("/").replace("/", "-") or "home"))
        follow.close()
