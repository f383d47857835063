"""Every page that a post can reach on the demo's business: no fault of access, all Chinese, and fit for a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import BrowserContext, Page

from core import demo
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.rounds import every_page, one_person_per_post
from tests.browser.test_pages_for_everybody import faults

pytestmark = pytest.mark.django_db(transaction=True)

PARTS = 3
# The gallery of components is for those who build pages; the API's page is for those who write programs.
OTHER_READERS = {"ui", "api-docs", "api-v1-docs"}
TEXTS = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    if (text && !parent.closest('script, style, template, code, pre, .ui-code, [lang=en]')) found.push(text);
  }
  for (const element of document.querySelectorAll('[placeholder], [aria-label], [title]'))
    for (const name of ['placeholder', 'aria-label', 'title'])
      if (element.getAttribute(name)) found.push(element.getAttribute(name));
  return found;
}"""
HAN, WORD = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{3,}")
# Names, codes, figures and units; what is the same in both languages.
SAME = re.compile(
    r"(?:\S*[\d@]\S*|[A-Z0-9 _./×:+\-()·–,%]+|Ctrl K|Excel|English|min\(.*\)|.* km .*|[A-Za-z_]+(?:\.[a-z_]+)+"
    r"|A\.M\. Best|.*\b(?:Re|Reinsurance)\b.*|(?:[a-z_]+:[A-Z+]+[、, ]*)+)"
)


@pytest.fixture
def people(new_context: Callable[..., BrowserContext], settings: Any, transactional_db: None) -> dict[str, str]:
    settings.DEMO, settings.LANGUAGE_CODE = True, "zh-hans"  # what is kept is kept in the branch's language
    with translation.override("zh-hans"):
        for builder in demo.builders():
            builder.load()
    return one_person_per_post(new_context)


@pytest.mark.req("PLT-17")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page(part: int, people: dict[str, str], new_context: Callable[..., BrowserContext]) -> None:
    mine = dict(list(people.items())[part::PARTS])
    wrong: list[str] = []
    for post, kind, page in every_page(new_context, mine):
        if kind not in OTHER_READERS:
            wrong += [f"{kind} ({post}): {one}" for one in _found(page)]
    assert not wrong, "\n".join(wrong)


def _found(page: Page) -> list[str]:
    texts = [text for text in page.evaluate(TEXTS) if _is_foreign(text)]
    found = [f"not Chinese: {text[:80]}" for text in dict.fromkeys(texts)] + faults(page)
    page.set_viewport_size(PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > PHONE["width"]:  # charts follow the window a moment later
        page.wait_for_timeout(1_000)
        width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(DESKTOP)
    return [*found, f"{width} pixels wide on a phone"] if width > PHONE["width"] else found


def _is_foreign(text: str) -> bool:
    return bool(WORD.search(text)) and not HAN.search(text) and not SAME.fullmatch(text)
