"""Every route says who may use it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

FRAMEWORK = {"set_language"}


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, object]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.pattern}", entry.callback
        else:
            yield from _routes(entry, f"{prefix}{entry.pattern}")


def _says_who(view: object) -> bool:
    """A permission, or openly public; class-based views say it on the class."""
    candidates = [view, getattr(view, "view_class", None), getattr(view, "cls", None)]
    return any(_declares(one) for one in candidates if one is not None)


def _declares(view: object) -> bool:
    if getattr(view, "__name__", "") in FRAMEWORK or getattr(view, "login_required", True) is False:
        return True
    return bool(getattr(view, "permission", None)) or getattr(view, "is_public", False) is True


def test_every_route_declares_a_permission_or_is_public():
    assert [route for route, view in _routes(get_resolver()) if not _says_who(view)] == []
