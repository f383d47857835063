"""A closed claim is opened again by two people; money that came back is owed again (6.9, PAY-08)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from claims.models import Claim
from claims.rules import claim_lifecycle as states
from claims.services.deadlines import decide_again
from claims.services.indexing import index_claim
from claims.services.loss_experience import tell_underwriting
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import SegregationConflict


@transition(Claim, states.ASK_REOPENING)
def ask_reopening(claim: Claim, command: Command, /) -> None:
    """Why the closed case is to be looked at again."""
    claim.reopening_asked_by = command.actor.staff_id
    index_claim(claim, state=states.REOPENING)


@transition(Claim, states.REOPEN)
def reopen(claim: Claim, command: Command, /) -> None:
    """Calculated and approved again; what was paid before is taken off when the new result is agreed."""
    _refuse_own(claim, command)
    claim.closed_at = claim.approved_at = claim.agreed_at = None
    claim.first_approver_id, claim.first_approver = None, ""
    decide_again(claim, command.at)
    tell_underwriting(claim, command, closed=False)
    index_claim(claim, state=states.DOCS_COMPLETE)


@transition(Claim, states.REFUSE_REOPENING)
def refuse_reopening(claim: Claim, command: Command, /) -> None:
    """The case stays closed."""
    _refuse_own(claim, command)
    index_claim(claim, state=states.CLOSED)


def _refuse_own(claim: Claim, command: Command) -> None:
    if claim.reopening_asked_by == command.actor.staff_id:
        raise SegregationConflict(_("You asked for this yourself; somebody else decides."))


@transition(Claim, states.NOTE_BOUNCED)
def note_bounced(claim: Claim, command: Command, /, *, amount: Decimal) -> None:
    """The payee's bank sent the money back after it was paid: the claim is owed again."""
    claim.paid -= amount
    claim.paid_at = claim.closed_at = None
    tell_underwriting(claim, command, closed=False)
    index_claim(claim, state=states.PAYABLE)
