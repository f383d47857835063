"""A real Chromium against a real server on the worker's database. A script error or a CSP violation fails the test."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

WANTED = os.environ.get("BROWSER_TESTS", "1") != "0"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SHOTS = Path("var/shots")
# A refused request is the application's answer, an aborted one was overtaken by the next key: no fault of the page.
EXPECTED = re.compile(r"status of (4\d\d)|htmx:(sendAbort|afterRequest)")

# Playwright runs an event loop in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(300))
            if not WANTED:
                item.add_marker(pytest.mark.skip(reason="BROWSER_TESTS=0"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, chromium_sandbox=False)
        yield launched
        launched.close()


class Complaints(list[str]):
    """What the browser found wrong with our pages during a test."""

    def listen_to(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda problem: self.append(f"{page.url}: {problem}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED.search(message.text):
            self.append(f"{message.location.get('url', '')}: {message.text}")


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Checked at the end of the test; a test that provokes one clears it."""
    found = Complaints()
    yield found
    assert not found, "\n".join(found)


@pytest.fixture
def new_context(
    browser: Browser, live_server: object, complaints: Complaints
) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser sessions with their own cookies, one for each person of a story."""
    opened: list[BrowserContext] = []

    def make(*, phone: bool = False, locale: str = "zh-CN") -> BrowserContext:
        context = browser.new_context(
            base_url=str(live_server), locale=locale, timezone_id="Asia/Shanghai", viewport=PHONE if phone else DESKTOP,
            has_touch=phone, is_mobile=phone, accept_downloads=True,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        context.on("page", complaints.listen_to)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """One page of one person on a desktop."""
    return new_context().new_page()


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    """One page of a surveyor's phone, 390 pixels wide."""
    return new_context(phone=True).new_page()


@pytest.fixture
def shot() -> Callable[[Page, str], Path]:
    """Keeps a picture of the whole page in ``var/shots``."""

    def take(page: Page, name: str) -> Path:
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=True, animations="disabled")
        return path

    return take
