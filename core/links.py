"""From a row that stores kind + id to the page of the object, whatever app the page lives in."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import NoReverseMatch, reverse


class Link(NamedTuple):
    """Where objects of a kind are shown, and what the kind is called."""

    url_name: str
    label: str
    icon: str


_links: dict[str, Link] = {}


def register(kind: str, url_name: str, label: str, icon: str = "file-text") -> None:
    """Register the page of a kind; ``url_name`` takes the object's id as ``pk``."""
    _links[kind] = Link(url_name, label, icon)


def url_for(kind: str, pk: int | None) -> str:
    """The address of the object's page; "" for kinds without one."""
    link = _links.get(kind)
    if link is None or not pk:
        return ""
    try:
        return reverse(link.url_name, kwargs={"pk": pk})
    except NoReverseMatch:  # the app is there, its pages are not part of this installation
        return ""


def link_of(kind: str) -> Link | None:
    return _links.get(kind)
