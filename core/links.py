"""From a row that stores kind + id to the page of the object, whatever app the page lives in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

OPEN_TO_ALL = {"any post", "public"}


class Link(NamedTuple):
    """Where objects of a kind are shown, and what the kind is called."""

    url_name: str
    label: str
    icon: str


_links: dict[str, Link] = {}
_held: ContextVar[frozenset[str] | None] = ContextVar("permissions of whoever looks", default=None)


@contextmanager
def seen_with(permissions: frozenset[str]) -> Iterator[None]:
    """While a page is made: addresses that its reader may not open are left out."""
    token = _held.set(permissions)
    try:
        yield
    finally:
        _held.reset(token)


def may_open(url: str) -> bool:
    """Whether the reader of the page holds the permission that the page behind ``url`` declares."""
    held = _held.get()
    if held is None:
        return True
    try:
        needed = getattr(resolve(urlsplit(url).path).func, "permission", "")
    except Resolver404:
        return True
    return not needed or needed in OPEN_TO_ALL or needed in held


def register(kind: str, url_name: str, label: str, icon: str = "file-text") -> None:
    """Register the page of a kind; ``url_name`` takes the object's id as ``pk``."""
    _links[kind] = Link(url_name, label, icon)


def url_for(kind: str, pk: int | None) -> str:
    """The address of the object's page; "" for kinds without one, and for a reader who may not open it."""
    link = _links.get(kind)
    if link is None or not pk:
        return ""
    try:
        url = reverse(link.url_name, kwargs={"pk": pk})
    except NoReverseMatch:  # the app is there, its pages are not part of this installation
        return ""
    return url if may_open(url) else ""


def link_of(kind: str) -> Link | None:
    return _links.get(kind)
