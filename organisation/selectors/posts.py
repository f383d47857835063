"""Which posts hold what. Read often and changed rarely, so kept for a few minutes in this process."""

from __future__ import annotations

from collections import defaultdict

from django.core.cache import cache
from django.utils.translation import get_language

from organisation.models import Post, PostPermission, PostQueue

_KEEP_SECONDS = 300
_PERMISSIONS = "organisation.post_permissions"
_QUEUES = "organisation.post_queues"
_NAMES = "organisation.post_names"


def _grouped(pairs: list[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}


def permissions_of(post: str) -> frozenset[str]:
    """What the post may do."""
    return _permissions().get(post, frozenset())


def _permissions() -> dict[str, frozenset[str]]:
    known: dict[str, frozenset[str]] | None = cache.get(_PERMISSIONS)
    if known is None:
        known = _grouped(list(PostPermission.objects.values_list("post_id", "permission")))
        cache.set(_PERMISSIONS, known, _KEEP_SECONDS)
    return known


def queues_of(post: str) -> frozenset[str]:
    """The work queues that the post serves."""
    known: dict[str, frozenset[str]] | None = cache.get(_QUEUES)
    if known is None:
        known = _grouped(list(PostQueue.objects.values_list("post_id", "queue")))
        cache.set(_QUEUES, known, _KEEP_SECONDS)
    return known.get(post, frozenset())


def names() -> dict[str, tuple[str, str]]:
    """Chinese and English names of all posts by code."""
    known: dict[str, tuple[str, str]] | None = cache.get(_NAMES)
    if known is None:
        known = {code: (name, name_en) for code, name, name_en in Post.objects.values_list("code", "name", "name_en")}
        cache.set(_NAMES, known, _KEEP_SECONDS)
    return known


def name_of(post: str) -> str:
    """The post's name in the language of the request."""
    chinese, english = names().get(post, (post, post))
    return english if (get_language() or "").startswith("en") else chinese


def holders_of(permission: str) -> list[dict[str, str]]:
    """The posts that hold ``permission``: the "who can" of a refusal."""
    of_posts, english = _permissions(), (get_language() or "").startswith("en")
    found = [both for post, both in names().items() if permission in of_posts.get(post, ())]
    return [{"post": name_en if english else name} for name, name_en in found]


def forget() -> None:
    """Read anew; called when posts change."""
    cache.delete_many([_PERMISSIONS, _QUEUES, _NAMES])
