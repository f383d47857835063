"""Which kinds can be found, by whom, and in which order they are listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, cast

from django.db import models
from django.db.models import Q

from core.models.search import SearchEntry
from core.search.indexing import Entry
from core.workflow.command import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSource:
    """One kind of object: its plural label, who may find it, its place in the list, whether scope narrows it.

    ``entries`` yields the rows of all objects anew, for ``manage.py rebuild_search``.
    """

    kind: str
    label: str
    permission: str
    order: int = 100
    scoped: bool = True
    icon: str = ""
    entries: Callable[[], Iterable[Entry]] | None = None


class _Scoped(Protocol):
    def scope_filter(self, model: type[models.Model]) -> Q: ...


_SOURCES: dict[str, SearchSource] = {}


def register(source: SearchSource) -> None:
    """Make a kind findable; called from the owning app's ``ready()``."""
    _SOURCES[source.kind] = source


def source_of(kind: str) -> SearchSource:
    return _SOURCES[kind]


def place_of(kind: str) -> tuple[int, str]:
    """Where a kind stands in a result."""
    return _SOURCES[kind].order, kind


def sources() -> list[SearchSource]:
    return sorted(_SOURCES.values(), key=lambda source: (source.order, source.kind))


def scope_of(actor: Actor) -> Q:
    """The actor's part of the table, over the ancestor columns; an actor without a scope sees his own unit."""
    if not hasattr(actor, "scope_filter"):
        return Q(unit_id=actor.unit_id)
    return cast("_Scoped", actor).scope_filter(SearchEntry)


def visible_kinds(actor: Actor) -> tuple[list[str], list[str]]:
    """The kinds the actor may find: those narrowed by scope, and those that are common to all."""
    allowed = [source for source in sources() if actor.refusal_for(source.permission) is None]
    return [s.kind for s in allowed if s.scoped], [s.kind for s in allowed if not s.scoped]
