"""People of the demo branch at their browsers, each with a session of their own."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from core.jobs.drain import drain


class Branch:
    """Whoever is asked for signs in once and stays signed in."""

    def __init__(self, new_context: Callable[..., BrowserContext]) -> None:
        self.new_context = new_context
        self.pages: dict[str, Page] = {}

    def as_(self, name: str, *, phone: bool = False) -> Page:
        """The page of a person, signed in by one click."""
        if name not in self.pages:
            page = self.new_context(phone=phone).new_page()
            page.goto("/sign-in/")
            page.get_by_role("button", name=name).first.click()
            expect(page.locator("h1, .ui-phone-top").first).to_be_visible()
            self.pages[name] = page
        return self.pages[name]


def act(page: Page, label: str, **fields: Any) -> None:
    """Click a button of the rail, fill its dialog, confirm."""
    dialog = ask(page, label)
    for name, value in fields.items():
        fill(dialog, name, value)
    confirm(dialog)


def ask(page: Page, label: str) -> Locator:
    """The dialog of a button of the rail, ready to be filled."""
    page.locator("#p-next a", has_text=label).first.click()
    dialog = page.locator("#dialog")
    expect(dialog.locator("form")).to_be_visible()
    return dialog


def confirm(dialog: Locator) -> None:
    """Send the dialog; it closes when the act was done."""
    dialog.locator("button[type=submit]").click()
    expect(dialog).not_to_be_visible()


def fill(place: Any, name: str, value: Any) -> None:
    """Enter a value whatever kind of control it is."""
    control = place.locator(f"[name={name}]").first
    kind = control.evaluate("e => e.tagName + ':' + (e.type || '')")
    if kind.startswith("SELECT"):
        control.select_option(str(value))
    elif kind.endswith(":checkbox"):
        control.set_checked(bool(value))
    elif kind.endswith(":radio"):
        option = place.locator(f"[name={name}][value='{value}']")
        option.evaluate("e => e.scrollIntoView({block: 'center'})")  # not under the foot of the form
        option.check(force=True)
    else:
        control.fill(str(value))


def fill_all(page: Page, values: dict[str, Any]) -> None:
    for name, value in values.items():
        fill(page.locator("main form").last, name, value)


def work_off() -> None:
    """Do the queued work that is due, as the workers do."""
    drain(reraise=True)


def day(offset: int = 0) -> date:
    return timezone.localdate() + timedelta(days=offset)


def bring_papers(page: Page) -> None:
    """On the page of a proposal: every paper that is asked for, scanned into one file."""
    page.locator("#p-completeness a[href*='attach_paper']").click()
    dialog = page.locator("#dialog")
    expect(dialog.locator("form")).to_be_visible()
    for box in dialog.locator("[name=also]").all():
        box.check(force=True)
    dialog.locator("[name=file]").set_input_files(scanned())
    confirm(dialog)
    expect(page.locator("#p-completeness a[href*='attach_paper']")).to_have_count(0)


def scanned() -> Any:
    """A page as a scanner gives it."""
    scan = io.BytesIO()
    Image.new("RGB", (420, 594), "white").save(scan, "JPEG")
    return {"name": "papers.jpg", "mimeType": "image/jpeg", "buffer": scan.getvalue()}


def inspect_subject(page: Page) -> None:
    """In the step of the papers: the record of the inspection with three photos, where the product asks for one."""
    if not page.locator("#f-inspected .ui-alert").count():
        return
    page.locator("#f-inspected a").click()
    photo = io.BytesIO()
    Image.new("RGB", (640, 480), "#7d8ea3").save(photo, "JPEG")
    fill_all(page, {"place": "泉州市丰泽区刺桐路", "result": "good"})
    files = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()} for n in range(3)]
    page.locator("[name=photos]").set_input_files(files)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("#f-inspected dl")).to_be_visible()
