"""Why something cannot be done with a unit, a person or a post."""

from __future__ import annotations

from core.workflow.refusals import RuleRefusal


class InvalidEntry(RuleRefusal):
    """A typed value cannot be right."""

    code = "invalid_entry"


class AlreadyTaken(RuleRefusal):
    """A login name or an employee number belongs to somebody else."""

    code = "already_taken"


class WorkHeld(RuleRefusal):
    """The person still holds open work that nobody was named for."""

    code = "work_held"
