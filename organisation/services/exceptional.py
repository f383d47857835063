"""Exceptional grants: objects shared outside the scope. The app that shares says how a grant of its kind ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core import audit
from core.workflow.command import Command
from core.workflow.engine import ReasonMissing, sent
from core.workflow.refusals import Hidden, NotPossible
from organisation.models import SharedCase

END = "organisation.grant.end"
PERMISSION = "organisation.end_grants"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantSource:
    """What an app says of its grants: how one ends early, under which action its readings are logged, and for whom
    (person, object) an object permission stands."""

    end: Callable[[SharedCase, Command], None]
    reading: str
    permissions: Callable[[], set[tuple[int, int]]]


_sources: dict[str, GrantSource] = {}


def register_source(subject_kind: str, source: GrantSource) -> None:
    """Called while the app starts."""
    _sources[subject_kind] = source


def sources() -> dict[str, GrantSource]:
    return dict(_sources)


def end_grant(pk: int, command: Command) -> SharedCase:
    """End a grant before its time, with a reason. The app that shares ends its own part with it."""
    row = SharedCase.objects.select_for_update(of=("self",)).select_related("staff__belongs_to")
    with sent(command, END, ("", None, "")):
        grant = row.filter(pk=pk).first()
        refusal = command.actor.refusal_for(PERMISSION, grant.staff) if grant else Hidden(_("Not found."))
        if grant is None or refusal is not None:
            raise refusal or Hidden(_("Not found."))
        if grant.ended_at is not None or (grant.period.upper is not None and grant.period.upper <= command.at):
            raise NotPossible(_("The grant is over already."))
        if not command.reason.strip():
            raise ReasonMissing(_("Say why: the reason is kept with the case."), field="reason")
        _end(grant, command)
    return grant


def _end(grant: SharedCase, command: Command) -> None:
    source = _sources.get(grant.subject_kind)
    if source is not None:
        source.end(grant, command)
    SharedCase.objects.filter(pk=grant.pk, ended_at=None).update(ended_at=command.at)
    grant.refresh_from_db(fields=["ended_at"])
    subject = (grant.subject_kind, grant.subject_id, grant.subject_number)
    audit.record(command, END, subject=subject, after={"reader": grant.staff.name})
