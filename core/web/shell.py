"""What every page of the shell shows around its own content, fetched in three statements at most."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _

from core.web import navigation

MOST_COUNTED = 100  # the bell says "99+" beyond
GROUP_LABELS = {
    "": "",
    "underwriting": _("Underwriting centre"),
    "claims": _("Claims and customer service centre"),
    "finance": _("Finance centre"),
    "shared": _("Shared"),
    "administration": _("Administration"),
}


def context(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page; a fragment needs none of it."""
    actor = getattr(request, "actor", None)
    frame: dict[str, Any] = {
        "actor": actor,
        "demo": settings.DEMO,
        "language": get_language(),
        "theme": request.COOKIES.get("theme", "light"),
        "fragment": bool(getattr(request, "htmx", False))
        and not getattr(getattr(request, "htmx", None), "boosted", False),
    }
    if actor is None or frame["fragment"]:
        return frame
    counts, unread = navigation.waiting_for(actor)
    side = navigation.side_bar(actor, request.path, counts)
    return frame | {
        "side": [(GROUP_LABELS[group], entries) for group, entries in side],
        "unread": min(unread, MOST_COUNTED),
        "acting_posts": getattr(request, "acting_posts", ()),
    }
