"""Which kinds of work exist, and who does them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.jobs.run import JobRun

Handler = Callable[["JobRun"], object]

MAX_ATTEMPTS = 5
LEASE_SECONDS = 60
TIME_LIMIT_SECONDS = 300


class UnknownKind(LookupError):
    """No handler is registered for this kind of work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSpec:
    """How one kind of work is done: its queue, how long a worker may be silent, and when it is given up."""

    kind: str
    queue: str
    handler: Handler
    label: str = ""
    lease: int = LEASE_SECONDS
    max_attempts: int = MAX_ATTEMPTS
    time_limit: int = TIME_LIMIT_SECONDS


_specs: dict[str, JobSpec] = {}


def job(
    kind: str,
    *,
    queue: str = "default",
    label: str = "",
    lease: int = LEASE_SECONDS,
    max_attempts: int = MAX_ATTEMPTS,
    time_limit: int = TIME_LIMIT_SECONDS,
) -> Callable[[Handler], Handler]:
    """Register ``handler(run)`` for a kind of work. A handler that works longer than ``lease`` reports progress.

    ``label`` (``gettext_noop``) is what the person who asked for the work reads above its progress.
    """

    def register(handler: Handler) -> Handler:
        spec = JobSpec(
            kind=kind,
            queue=queue,
            handler=handler,
            label=label,
            lease=lease,
            max_attempts=max_attempts,
            time_limit=time_limit,
        )
        known = _specs.setdefault(kind, spec)
        if _origin(known.handler) != _origin(handler):
            raise ValueError(f"two handlers for {kind}: {_origin(known.handler)} and {_origin(handler)}")
        _specs[kind] = spec
        return handler

    return register


def _origin(handler: Handler) -> str:
    return f"{handler.__module__}.{getattr(handler, '__qualname__', handler)}"


def spec_of(kind: str) -> JobSpec:
    try:
        return _specs[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def specs() -> tuple[JobSpec, ...]:
    return tuple(_specs[kind] for kind in sorted(_specs))


def label_of(kind: str) -> str:
    """The English label, to be translated where it is shown; the kind itself where nobody labelled it."""
    known = _specs.get(kind)
    return (known and known.label) or kind
