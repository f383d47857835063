"""Making a paper of the underwriting set: allowed by what its subject allows, made once for a command (5.21)."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from archives.public import DocumentRef
from core.workflow.command import Command
from core.workflow.refusals import NotPossible
from underwriting.models import Decision, Proposal
from underwriting.rules.sheets import PERMISSION


def decisions_on(proposal: Proposal) -> list[Decision]:
    """What the opinion sheet gathers; nothing is signed before anybody has said anything."""
    found = list(proposal.decisions.order_by("pk"))
    if not found:
        raise NotPossible(_("Nobody has decided on the proposal yet."))
    return found


@transaction.atomic
def make_paper(command: Command, *, subject: object, make: Callable[[], DocumentRef]) -> DocumentRef:
    """The paper is kept with its subject as the next version."""
    refusal = command.actor.refusal_for(PERMISSION, subject)
    if refusal is not None:
        raise refusal
    return make()
