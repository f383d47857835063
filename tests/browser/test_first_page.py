"""The browser reaches the product, and the product's headers reach the browser."""

from __future__ import annotations

from playwright.sync_api import Page


def test_the_product_answers(page: Page):
    answer = page.goto("/healthz")
    assert answer is not None
    assert (answer.status, answer.text()) == (200, "ok")


def test_pages_allow_no_foreign_and_no_inline_scripts(page: Page):
    answer = page.goto("/healthz")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
