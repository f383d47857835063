"""A hit on the black list is the director's to decide, on proposals as on endorsements (B-43, 5.19)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.timezone import localdate

from core.workflow.command import Command
from parties.public import consequence_of
from underwriting.models import Endorsement, Proposal
from underwriting.selectors.listed import lists_of, lists_of_endorsement

MEASURE = "listed"
DECIDE, ENDORSE = "underwriting.decide", "underwriting.endorse"


def refuse_without_director(proposal: Proposal, command: Command) -> None:
    """Compulsory cover is never refused because of a list (CT-10), but the director is the one who accepts it."""
    kinds = lists_of(proposal, localdate(command.at))
    if consequence_of(kinds, proposal.line).director:
        command.actor.authority_for(DECIDE, proposal, {MEASURE: Decimal(1)})


def refuse_endorsing_without_director(endorsement: Endorsement, command: Command) -> bool:
    """The same for a change of a policy; whether a suspicion asks for a second look. Endings let nobody in and go on as
    they are."""
    if endorsement.ends_policy:
        return False
    kinds = lists_of_endorsement(endorsement, localdate(command.at))
    found = consequence_of(kinds, endorsement.line)
    if found.director:
        command.actor.authority_for(ENDORSE, endorsement, {MEASURE: Decimal(1)})
    return not found.automatic and not found.director
