"""Unlocking a login name after wrong passwords."""

from __future__ import annotations

from axes.utils import reset
from django.utils.translation import gettext as _

from core import audit
from core.workflow.command import Command
from core.workflow.engine import ReasonMissing, sent
from organisation.rules.lifecycles import staff as lifecycle
from organisation.selectors.locks import locked_names

UNLOCK = "organisation.staff.unlock"


def unlock(command: Command, *, login_name: str) -> bool:
    """Let the name be tried again. False when it is not locked, or not in scope. The reason is kept."""
    subject = (lifecycle.KIND, None, login_name)
    with sent(command, UNLOCK, subject):
        refusal = command.actor.refusal_for("organisation.reset_access")
        if refusal is not None:
            raise refusal
        if not command.reason.strip():
            raise ReasonMissing(_("Say why: the reason is kept with the case."), field="reason")
        found = next((one for one in locked_names(command.actor, command.at) if one.login_name == login_name), None)
        if found is None:
            return False
        reset(username=login_name)
        pk = found.staff.pk if found.staff else None
        audit.record(command, UNLOCK, subject=(lifecycle.KIND, pk, login_name), after={"failures": found.failures})
    return True
