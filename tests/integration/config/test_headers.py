"""What the browser is told with every page."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.req("S9")

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize("header", EXPECTED)
def test_every_page_carries_the_header(header):
    assert Client().get("/healthz").headers[header] == EXPECTED[header]


def test_scripts_and_styles_come_from_us_only():
    policy = dict(
        part.strip().split(" ", 1) for part in Client().get("/healthz").headers["Content-Security-Policy"].split(";")
    )
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")
    assert (policy["frame-ancestors"], policy["base-uri"], policy["object-src"]) == ("'none'", "'none'", "'none'")
    assert "unsafe" not in str(policy)


@pytest.mark.django_db
def test_a_page_is_not_kept_by_any_cache():
    assert "no-store" in Client().get("/i18n/nowhere").headers["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites():
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")
    assert (settings.CSRF_COOKIE_HTTPONLY, settings.CSRF_COOKIE_SAMESITE) == (True, "Lax")
