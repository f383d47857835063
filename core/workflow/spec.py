"""States and transitions as data. One declaration feeds the engine, the buttons, the tests and the diagrams."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Tone(StrEnum):
    """What a state or a button means to the eye; the only colours of the product."""

    NEUTRAL = "neutral"
    INFO = "info"
    WAIT = "wait"
    GOOD = "good"
    BAD = "bad"
    UP = "up"


class Reason(StrEnum):
    """Whether a transition records why it was done."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state of a lifecycle.

    ``queue`` names the work queue in which the object waits while it is in this state ("" = nobody must act);
    ``clock`` names the deadline (a row of the clock catalogue) that runs meanwhile; ``final`` states never change.
    """

    value: str
    label: str
    tone: Tone = Tone.NEUTRAL
    queue: str = ""
    clock: str = ""
    paused: bool = False
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A named change of one object.

    ``target`` None keeps the state (an edit). ``alternatives`` are other targets that the change itself may choose.
    ``permission`` is held by posts, ``duty`` is what the segregation matrix knows the act as, ``operation`` is what
    authority is granted for ("" = the act needs no amount-bound authority).
    """

    name: str
    label: str
    permission: str
    sources: frozenset[str]
    target: str | None = None
    alternatives: frozenset[str] = frozenset()
    duty: str = ""
    operation: str = ""
    reason: Reason = Reason.NONE
    confirm: str = ""
    style: str = "default"
    icon: str = ""
    needs_version: bool = True

    def targets(self) -> frozenset[str]:
        """Every state in which the object may be afterwards."""
        return self.sources if self.target is None else self.alternatives | {self.target}


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation:
    """The act by which an object comes into being, in state ``target``."""

    name: str
    label: str
    permission: str
    target: str
    duty: str = ""
    operation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """The whole life of one kind of object. ``kind`` is its name in links, audit and work rows ("claims.claim")."""

    kind: str
    label: str
    states: tuple[State, ...]
    creation: Creation
    transitions: tuple[Transition, ...] = field(default=())

    def state(self, value: str) -> State:
        return next(state for state in self.states if state.value == value)

    def leaving(self, state: str) -> tuple[Transition, ...]:
        """The transitions that may be tried in ``state``, in the order of declaration (the usual one first)."""
        return tuple(t for t in self.transitions if state in t.sources)

    def faults(self) -> list[str]:
        """What is wrong with the declaration; empty for a sound one. Checked by a test for every lifecycle."""
        known = {state.value for state in self.states}
        used = {self.creation.target}.union(*(t.sources | t.targets() for t in self.transitions))
        names = [t.name for t in self.transitions]
        faults = [f"unknown state {value}" for value in sorted(used - known)]
        faults += [f"unreached state {value}" for value in sorted(known - used)]
        faults += [
            f"{t.name} leaves final state"
            for t in self.transitions
            for s in t.sources
            if s in known and self.state(s).final
        ]
        faults += [f"{name} declared twice" for name in sorted({n for n in names if names.count(n) > 1})]
        return faults
