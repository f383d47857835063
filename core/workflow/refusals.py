"""Every way in which a command can be refused. A refusal is an answer, not an accident: code, message, remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """A command was refused and nothing was changed.

    ``code`` is stable and used by the API; ``message`` is a translated sentence that says what is wrong and what to
    do; ``details`` hold plain values: ``rule``, ``value``, ``limit``, ``who`` (list of unit, post, limit), ``basis``.
    ``field`` is the form field that the refusal belongs to, if any.
    """

    code = "refused"
    status = 409

    def __init__(self, message: str, *, details: Mapping[str, Any] | None = None, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.details: dict[str, Any] = dict(details or {})
        self.field = field
        self.denial: object = None  # set by the engine: what it wrote, for whoever rolls the transaction back


class Hidden(Refusal):
    """The object does not exist or is out of the actor's scope; both read the same."""

    code = "not_found"
    status = 404


class Forbidden(Refusal):
    """The actor's post does not hold the permission."""

    code = "forbidden"
    status = 403


class SegregationConflict(Forbidden):
    """The actor did an incompatible act on the same case before."""

    code = "segregation_of_duties"


class AboveAuthority(Forbidden):
    """The measure is above the actor's effective limit; ``details['who']`` names who can decide."""

    code = "above_authority"


class Busy(Refusal):
    """Somebody else holds the object right now; the same command may be sent again."""

    code = "busy"


class Stale(Refusal):
    """The page was made from an older version of the object."""

    code = "stale"


class NotPossible(Refusal):
    """The transition does not start from the present state."""

    code = "not_possible_in_state"


class CommandReused(Refusal):
    """The same idempotency key came with different content, target or actor."""

    code = "idempotency_key_reused"


class RuleRefusal(Refusal):
    """Base of the domain's own refusals; each is declared beside the function that raises it."""

    code = "rule"
    status = 422
