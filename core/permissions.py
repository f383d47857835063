"""What may be done, and which posts hold it by default. Each app registers its own; organisation stores the posts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Catalogue(NamedTuple):
    """Permissions of one app: labels by name and the posts that hold each by default."""

    labels: Mapping[str, str]
    posts: Mapping[str, tuple[str, ...]]
    queues: Mapping[str, tuple[str, ...]]


_catalogues: dict[str, Catalogue] = {}


def register(
    app: str,
    *,
    labels: Mapping[str, str],
    posts: Mapping[str, tuple[str, ...]],
    queues: Mapping[str, tuple[str, ...]] | None = None,
) -> None:
    """Register an app's permissions (reading and writing), default posts, and which posts serve which work queue."""
    _catalogues[app] = Catalogue(labels, posts, queues or {})


def catalogues() -> dict[str, Catalogue]:
    return dict(_catalogues)


def holds(actor: Any, permission: str) -> bool:
    """Whether the actor's post holds a permission, asked often: without finding out who else does."""
    held: frozenset[str] | None = getattr(actor, "permissions", None)
    return actor.refusal_for(permission) is None if held is None else permission in held


def label_of(permission: str) -> str:
    """The English label of a permission, to be translated where it is shown."""
    return next((c.labels[permission] for c in _catalogues.values() if permission in c.labels), permission)
