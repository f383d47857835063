"""A round through the product: each post of the demo branch walks its navigation, and from every page there the first
row and the first button. Each kind of page is met once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlparse

from playwright.sync_api import BrowserContext, Page

NAVIGATION = "nav.ui-side a[href]"
ONWARD = ("table.ui-table tbody tr td a[href^='/'], .ui-work a[href^='/']", ".ui-pagehead .ui-actions a[href^='/']")
NewContext = Callable[..., BrowserContext]


def kind_of(address: str) -> str:
    """The kind of a page; the numbers in an address do not make another kind."""
    return re.sub(r"\d+", "n", urlparse(address).path).strip("/").replace("/", "-") or "home"


def one_person_per_post(new_context: NewContext) -> dict[str, str]:
    """Post → the first person of the sign-in page who holds it."""
    entrance = new_context().new_page()
    entrance.goto("/sign-in/")
    found: dict[str, str] = {}
    for button in entrance.locator(".ui-posts button").all():
        found.setdefault(button.locator("b").inner_text(), button.locator("small").inner_text())
    entrance.context.close()
    return found


def signed_in(new_context: NewContext, name: str, *, phone: bool = False) -> Page:
    page = new_context(phone=phone).new_page()
    page.goto("/sign-in/")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))
    return page


def every_page(
    new_context: NewContext, people: dict[str, str], seen: set[str] | None = None
) -> Iterator[tuple[str, str, Page]]:
    """Post, kind and the open page, for each kind of page that one of ``people`` (post → name) can reach."""
    met = set() if seen is None else seen
    for post, name in people.items():
        page = signed_in(new_context, name)
        homes = [link.get_attribute("href") or "/" for link in page.locator(NAVIGATION).all()]
        for address in dict.fromkeys(homes):
            yield from _met(page, address, post, met, onward=True)
        page.context.close()


def _met(page: Page, address: str, post: str, met: set[str], *, onward: bool) -> Iterator[tuple[str, str, Page]]:
    kind = kind_of(address)
    if kind in met and kind != "home":
        return
    met.add(kind)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    further = [_first(page, selector) for selector in ONWARD] if onward else []
    yield post, kind, page
    for inside in filter(None, further):
        yield from _met(page, inside, post, met, onward=False)


def _first(page: Page, selector: str) -> str | None:
    found = page.locator(selector).first
    return found.get_attribute("href") if found.count() else None
