"""Who may read a file: whoever may see the thing it belongs to."""

from __future__ import annotations

from collections.abc import Callable

from core.models.files import StoredFile
from core.workflow.command import Actor

MayRead = Callable[[Actor, StoredFile], bool]
_GUARDS: dict[str, MayRead] = {}


def guard(subject_kind: str, may_read_file: MayRead) -> None:
    """Say who may read the files of one kind of subject; called by the app that owns the kind."""
    if _GUARDS.get(subject_kind, may_read_file) is not may_read_file:
        raise ValueError(f"{subject_kind} has a guard already")
    _GUARDS[subject_kind] = may_read_file


def may_read(actor: Actor, file: StoredFile) -> bool:
    """A file without a subject can be read by the person who stored it; a kind without a guard by nobody."""
    if not file.subject_kind:
        return actor.staff_id is not None and actor.staff_id == file.stored_by_id
    check = _GUARDS.get(file.subject_kind)
    return check is not None and check(actor, file)
