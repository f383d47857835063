"""Which documents a claim needs, by what happened (domain 6.4, CAS-01)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.rules.motor_calculation import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """A document of the checklist: code, name as customers know it, and when it is asked for."""

    code: str
    name: str
    when: str = "always"
    lines: tuple[str, ...] = ()


def needed_documents(
    catalogue: Iterable[Needed], *, line: str, kinds: frozenset[Kind], police: bool
) -> tuple[Needed, ...]:
    """The checklist of one claim. ``when``: always, a kind of loss, or ``police`` where the police came."""
    situations = {"always"} | {kind.value for kind in kinds} | ({"police"} if police else set())
    return tuple(n for n in catalogue if n.when in situations and (not n.lines or line in n.lines))


def missing(received: Mapping[str, bool]) -> tuple[str, ...]:
    """Codes of the documents that are not there yet, in the order of the list."""
    return tuple(code for code, here in received.items() if not here)
