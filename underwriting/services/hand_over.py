"""Business of a salesperson goes to a colleague: he left, is away, or sells it no more (3.2)."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import notify
from core.workflow.command import Command
from core.workflow.engine import transition
from underwriting.models import Proposal
from underwriting.models.own_business import own_business_refusal
from underwriting.rules import hand_over as life
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.selectors.salespeople import salespeople_for
from underwriting.services.refusals import InvalidEntry


@transition(Proposal, life.HAND_OVER)
def hand_over(proposal: Proposal, command: Command, /, *, salesperson: int) -> None:
    """From now on he works on it and answers for its premium; he is told."""
    known = dict(salespeople_for(proposal, localdate(command.at)))
    if salesperson not in known:
        raise InvalidEntry(_("This person sells nothing in the sub-branch."), field="salesperson")
    proposal.salesperson_id, proposal.salesperson_name = salesperson, known[salesperson]
    notify.notify(
        [salesperson],
        key=f"hand-over/{command.key}",
        title=_("Proposal %(number)s was handed over to you") % {"number": proposal.number},
        body=command.reason,
        subject_kind=PROPOSAL_KIND,
        subject_id=proposal.pk,
    )


def refuse_of_another(command: Command, salesperson_id: int | None) -> None:
    """What a salesperson asks or reports is about business of his own."""
    refusal = own_business_refusal(command.actor, salesperson_id)
    if refusal is not None:
        raise refusal
