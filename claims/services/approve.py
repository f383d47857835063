"""Approval in levels: within authority, by two from the threshold on, upward with the own opinion (6.8, PAY-02)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from claims.models import Claim, Opinion
from claims.rules import claim_lifecycle as states
from claims.selectors.approval import two_needed
from claims.services.calculate import refuse_other_desk
from claims.services.indexing import index_claim
from claims.services.refusals import NotYourDesk, SecondPersonNeeded
from claims.services.reports import DOCUMENTS_JOB
from core import jobs, work
from core.workflow.command import Command
from core.workflow.engine import transition

PROVINCE_POST = "PROV_CLAIMS"


def measures(claim: Claim) -> Mapping[str, Decimal]:
    """Authority is measured by what is paid, read from the locked row."""
    return {"payable": claim.payable}


def _write(claim: Claim, command: Command, outcome: str) -> None:
    Opinion.objects.create(
        claim=claim,
        outcome=outcome,
        payable=claim.payable,
        text=command.reason.strip()[:1000],
        by_id=command.actor.staff_id,
        by=command.signature,
        at=command.at,
    )


def _refuse_other_level(claim: Claim, command: Command) -> None:
    """Each level decides what waits for it: the routed desk, the centre, the province."""
    if claim.state == states.APPROVING:
        refuse_other_desk(claim, "approving_unit", command)
    elif claim.state == states.ESCALATED:
        refuse_other_desk(claim, "centre", command)
    elif command.actor.post != PROVINCE_POST:
        raise NotYourDesk(_("This step belongs to %(unit)s.") % {"unit": _("the provincial branch")})


@transition(Claim, states.APPROVE, measures=measures)
def approve(claim: Claim, command: Command, /) -> str | None:
    """The result stands. From the threshold on a second person must approve too (domain 6.8)."""
    _refuse_other_level(claim, command)
    _refuse_first_approver(claim, command)
    if claim.first_approver_id is None and two_needed(claim, localdate(command.at)):
        claim.first_approver_id, claim.first_approver = command.actor.staff_id, command.actor.name
        _write(claim, command, "first")
        work.put_back(claim)
        return claim.state
    claim.approved_at = command.at
    _write(claim, command, "approved")
    jobs.enqueue(DOCUMENTS_JOB, key=f"sheet:{claim.pk}:{claim.calculations}", payload={"what": "sheet", "id": claim.pk})
    index_claim(claim, state=states.APPROVED)
    return None


def _refuse_first_approver(claim: Claim, command: Command) -> None:
    """The first approver decides nothing more on this claim, except to take the approval back."""
    if claim.first_approver_id is not None and claim.first_approver_id == command.actor.staff_id:
        raise SecondPersonNeeded(_("You approved this claim already; a second person decides now."))


@transition(Claim, states.WITHDRAW)
def withdraw_approval(claim: Claim, command: Command, /) -> None:
    """The first of two approvers had second thoughts, before the second one decided."""
    claim.first_approver_id, claim.first_approver = None, ""
    _write(claim, command, "withdrawn")


@transition(Claim, states.RETURN)
def return_claim(claim: Claim, command: Command, /) -> None:
    """Back to the adjuster with all reasons at once."""
    _refuse_other_level(claim, command)
    claim.first_approver_id, claim.first_approver = None, ""
    _write(claim, command, "returned")
    index_claim(claim, state=states.CALCULATED)


@transition(Claim, states.ESCALATE)
def escalate(claim: Claim, command: Command, /) -> str | None:
    """Beyond the own authority: the opinion is signed, the next level decides (AUT-02, AUT-18)."""
    _refuse_other_level(claim, command)
    _refuse_first_approver(claim, command)
    _write(claim, command, "escalated")
    to_province = claim.state == states.ESCALATED or command.actor.post == "CS_DIR"
    target = states.PROVINCE if to_province else states.ESCALATED
    index_claim(claim, state=target)
    return target
