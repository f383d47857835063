"""Who reads a confidential document without the general right: those whom its own case made a party to it (ARC-04)."""

from __future__ import annotations

from collections.abc import Callable

from archives.models import Document
from archives.permissions import READ_CONFIDENTIAL
from core.workflow.command import Actor

IsParty = Callable[[Actor, int], bool]
_PARTIES: dict[tuple[str, str], IsParty] = {}


def register_parties(subject_kind: str, document_kind: str, is_party: IsParty) -> None:
    """Say who is a party to the subjects of one kind, and so reads their confidential documents of one kind; called by
    the app that owns the kind of subject."""
    key = (subject_kind, document_kind)
    if _PARTIES.get(key, is_party) is not is_party:
        raise ValueError(f"{key} has its parties already")
    _PARTIES[key] = is_party


def may_read_confidential(actor: Actor, document: Document) -> bool:
    """Whoever holds the right reads all of them, a party those of its own case."""
    if actor.refusal_for(READ_CONFIDENTIAL) is None:
        return True
    is_party = _PARTIES.get((document.subject_kind, document.kind))
    return is_party is not None and is_party(actor, document.subject_id)
