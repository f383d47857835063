"""One's own password: the old one is asked for, the rules are the settings' own, other sessions end."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from organisation.models import Staff
from organisation.services.people import end_sessions
from organisation.services.refusals import InvalidEntry
from organisation.services.sessions import follow_key, note

CHANGED = "organisation.staff.change_password"


def change_own(request: HttpRequest, *, old: str, new: str, at: datetime) -> None:
    """Change the password of whoever is signed in. The person stays signed in here and nowhere else."""
    with transaction.atomic():
        staff = Staff.objects.select_for_update().get(pk=request.user.pk or 0)
        _check(staff, old, new)
        staff.set_password(new)
        staff.must_change_password, staff.password_changed_at = False, at
        staff.save(update_fields=["password", "must_change_password", "password_changed_at"])
        end_sessions(staff.pk, at, but=request.session.session_key or "")
        update_session_auth_hash(request, staff)
        request.session.save()
        follow_key(request)
        note(staff, CHANGED, at)


def _check(staff: Staff, old: str, new: str) -> None:
    if not staff.check_password(old):
        raise InvalidEntry(_("This is not your present password."), field="old")
    if old == new:
        raise InvalidEntry(_("The new password is the old one."), field="new")
    try:
        validate_password(new, staff)
    except ValidationError as faults:
        raise InvalidEntry(" ".join(faults.messages), field="new") from None
