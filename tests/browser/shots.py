"""A picture of every page: each post of the demo branch walks its navigation and opens the first row of every list."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from core import demo
from tests.browser.rounds import every_page, kind_of, one_person_per_post

pytestmark = pytest.mark.django_db(transaction=True)


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
    for post, kind, page in every_page(new_context, one_person_per_post(new_context), seen):
        shot(page, f"home-{post.replace('/', '-')}" if kind == "home" else kind)
    assert len(seen) > 20  # the branch has far more pages than that: fewer means that somebody could not get in
    _on_the_phone(new_context, shot)


def _on_the_phone(new_context: Callable[..., BrowserContext], shot: Callable[[Page, str], Path]) -> None:
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
        shot(follow, f"phone-{kind_of(address)}")
        follow.close()
