"""Where an entry may come from: apps above say what they found out, and hear which proposal came of it (CUS-08)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.workflow.command import Actor, Command
from underwriting.models import Proposal
from underwriting.rules.entry.brought import Known

NOTHING = Known()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What the entry begins with: the question as it was asked, what was said about the risk, the values. What was
    signed before is judged as of then (B-33)."""

    number: str
    url: str
    question: str
    said: tuple[tuple[str, str], ...] = ()
    known: Known = NOTHING
    title: str = ""
    signed_on: date | None = None
    start_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """``read`` finds the matter in the actor's scope, ``made`` notes on it the proposal by key and number. ``receive``
    makes the draft in a way of its own from the command, the key and what was entered."""

    read: Callable[[Actor, int], Brought | None]
    made: Callable[[Command, int, int, str], object] | None = None
    receive: Callable[[Command, int, Any], Proposal] | None = None


_sources: dict[str, Source] = {}


def register_source(name: str, source: Source) -> None:
    """Called once from ``ready()`` of the app that brings customers."""
    _sources[name] = source


def source_of(address: str) -> tuple[Source, int] | None:
    """``enquiry:12`` as the entry's address names it."""
    name, _colon, pk = address.partition(":")
    source = _sources.get(name)
    return (source, int(pk)) if source and pk.isdecimal() and len(pk) < 19 else None
