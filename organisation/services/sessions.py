"""Signing in and out. One session a person; every entry is audited."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.contrib.auth import login, logout
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core import audit
from core.clocks import local_day
from core.workflow.command import Command
from core.workflow.engine import sent
from core.workflow.refusals import Hidden
from organisation.actors import actor_of
from organisation.models import PostAssignment, Staff, StaffSession
from organisation.selectors.people import assignments_of

SEE, CLOSE = "organisation.view_sessions", "organisation.session.close"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def begin(request: HttpRequest, staff: Staff, *, at: datetime, assignment: PostAssignment | None = None) -> None:
    """Start the only session of ``staff``; sessions elsewhere end. The person acts under ``assignment`` if given."""
    StaffSession.objects.filter(staff=staff, ended_at=None).update(ended_at=at)
    login(request, staff, backend=BACKEND)
    request.session.save()
    StaffSession.objects.create(
        staff=staff,
        session_key=request.session.session_key or "",
        address=request.META.get("REMOTE_ADDR") or None,
        device=request.headers.get("User-Agent", "")[:200],
        started_at=at,
        seen_at=at,
    )
    if assignment is not None:
        request.session["assignment"] = assignment.pk
    note(staff, "organisation.session.begin", at)


def end(request: HttpRequest, *, at: datetime) -> None:
    """Sign out."""
    staff = request.user
    StaffSession.objects.filter(session_key=request.session.session_key or "").update(ended_at=at)
    logout(request)
    if isinstance(staff, Staff):
        note(staff, "organisation.session.end", at)


def note(staff: Staff, action: str, at: datetime) -> None:
    held = assignments_of(staff.pk, local_day(at))
    if held:
        command = Command(key=uuid4(), actor=actor_of(held[0]), at=at)
        audit.record(command, action, subject=("organisation.staff", staff.pk, staff.login_name))


def close(pk: int, command: Command) -> StaffSession:
    """An administrator ends a running session; the person is signed out with the next click."""
    row = StaffSession.objects.select_related("staff__belongs_to").filter(pk=pk).first()
    subject = ("organisation.staff", row.staff_id if row else None, row.staff.login_name if row else "")
    with sent(command, CLOSE, subject):
        refusal = Hidden(_("Not found.")) if row is None else command.actor.refusal_for(SEE, row.staff)
        if row is None or refusal is not None:
            raise refusal or Hidden(_("Not found."))
        if StaffSession.objects.filter(pk=pk, ended_at=None).update(ended_at=command.at):
            audit.record(command, CLOSE, subject=subject, after={"address": row.address, "device": row.device})
    return row


def follow_key(request: HttpRequest) -> None:
    """Keep the session's row when its key changes on a switch of post."""
    staff_sessions = StaffSession.objects.filter(staff_id=request.user.pk or 0, ended_at=None)
    staff_sessions.update(session_key=request.session.session_key or "")
