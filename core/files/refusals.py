"""Why a file is not taken."""

from __future__ import annotations

from core.workflow.refusals import RuleRefusal


class FileRefused(RuleRefusal):
    """The file is not what it says, not what is needed here, too large, or dangerous. ``details['why']`` says which."""

    code = "file_refused"

    def __init__(self, why: str, message: str, *, field: str = "file") -> None:
        super().__init__(message, details={"why": why}, field=field)
