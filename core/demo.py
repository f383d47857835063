"""The demo branch: each app registers what it brings; ``manage.py seed_demo`` builds it all in an empty database."""

from __future__ import annotations

from collections.abc import Callable

from core.reference import Loader

_builders: list[Loader] = []


def register(order: int, name: str, build: Callable[[], None]) -> None:
    """Register a builder. Orders as those of the reference data; what an app builds rests on the apps below it."""
    _builders.append(Loader(order, name, build))


def builders() -> list[Loader]:
    return sorted(_builders, key=lambda builder: (builder.order, builder.name))
