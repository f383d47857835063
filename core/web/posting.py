"""A button that sends one command without a form of its own; the same click sent twice has one effect."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.templatetags.ui import icon

KEY = "command_key"


def post_button(request: HttpRequest, url: str, label: str, *, icon_name: str = "printer") -> SafeString:
    """The button with all that its request needs."""
    return format_html(
        '<form method="post" action="{}" class="ui-contents"><input type="hidden" name="csrfmiddlewaretoken" '
        'value="{}"><input type="hidden" name="{}" value="{}"><button class="ui-btn ui-btn-sm" type="submit">{} {}'
        "</button></form>",
        url,
        get_token(request),
        KEY,
        uuid4(),
        icon(icon_name, "sm"),
        label,
    )


def posted_key(request: HttpRequest) -> UUID | None:
    """The key of the click."""
    try:
        return UUID(request.POST.get(KEY, ""))
    except ValueError:
        return None
