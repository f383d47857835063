"""Cells that the lists of claims share."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString


def linked(url_name: str, obj: Any, text: str = "") -> SafeString:
    """The number of an object, leading to its page."""
    url = reverse(url_name, kwargs={"pk": obj.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, text or obj.number)


def two_lines(first: object, second: object) -> SafeString:
    """A line and a smaller one below."""
    return format_html("{}<small>{}</small>", first, second)
