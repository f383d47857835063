"""Reference data: each app registers loaders; ``manage.py load_reference`` runs them all, in order, again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Loader(NamedTuple):
    """A named step that brings effective-dated reference rows into the database without touching existing history."""

    order: int
    name: str
    load: Callable[[], None]


_loaders: list[Loader] = []


def register(order: int, name: str, load: Callable[[], None]) -> None:
    """Register a loader. ``order``: 100 core, 200 organisation, 300 parties, 400 archives, 500 finance, …"""
    _loaders.append(Loader(order, name, load))


def loaders() -> list[Loader]:
    return sorted(_loaders, key=lambda loader: (loader.order, loader.name))
