"""Who may read a file: whoever may see the thing it belongs to."""

from __future__ import annotations

from collections.abc import Callable

from core.models.files import StoredFile
from core.workflow.command import Actor

MaySee = Callable[[Actor, int], bool]
_GUARDS: dict[str, MaySee] = {}


def guard(subject_kind: str, may_see_subject: MaySee) -> None:
    """Say who may see a subject of one kind, and with it its files; called by the app that owns the kind."""
    if _GUARDS.get(subject_kind, may_see_subject) is not may_see_subject:
        raise ValueError(f"{subject_kind} has a guard already")
    _GUARDS[subject_kind] = may_see_subject


def may_see(actor: Actor, subject_kind: str, subject_id: int) -> bool:
    """Whether the actor may see the subject; a kind without a guard is seen by nobody."""
    check = _GUARDS.get(subject_kind)
    return check is not None and check(actor, subject_id)


def may_read(actor: Actor, file: StoredFile) -> bool:
    """A file without a subject can be read by the person who stored it, others by whoever may see the subject."""
    if not file.subject_kind or file.subject_id is None:
        return actor.staff_id is not None and actor.staff_id == file.stored_by_id
    return may_see(actor, file.subject_kind, file.subject_id)
