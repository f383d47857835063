"""Cells that the lists of claims share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.web.detail import Panel


def linked(url_name: str, obj: Any, text: str = "") -> SafeString:
    """The number of an object, leading to its page."""
    url = reverse(url_name, kwargs={"pk": obj.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, text or obj.number)


def two_lines(first: object, second: object) -> SafeString:
    """A line and a smaller one below."""
    return format_html("{}<small>{}</small>", first, second)


def panel(key: str, title: str, icon: str, context: Callable[..., Any], **more: Any) -> Panel:
    """A panel of claims: its template is named like its key, its content reaches the edges unless ``flush`` says no."""
    given: dict[str, Any] = {"template": f"claims/panels/{key}.html", "flush": True} | more
    return Panel(key=key, title=title, icon=icon, context=context, **given)
