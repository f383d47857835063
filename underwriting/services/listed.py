"""A hit on the black list is the director's to decide, on proposals as on endorsements (B-43, 5.19)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.timezone import localdate

from core.workflow.command import Command
from parties.public import consequence_of
from underwriting.models import Endorsement, Proposal
from underwriting.selectors.hanging import LISTED, on_endorsement, on_proposal
from underwriting.selectors.listed import lists_of, lists_of_endorsement

MEASURE = "listed"
DECIDE, ENDORSE = "underwriting.decide", "underwriting.endorse"


def ask_lists(proposal: Proposal, command: Command) -> None:
    """Before a person decides: on which lists somebody or something stands now."""
    proposal.listed = [*lists_of(proposal, localdate(command.at))]
    proposal.listed_at = command.at


def ask_lists_for_change(endorsement: Endorsement, command: Command) -> None:
    """The same for a change of a policy; an ending lets nobody in."""
    if not endorsement.ends_policy:
        endorsement.listed = [*lists_of_endorsement(endorsement, localdate(command.at))]
        endorsement.listed_at = command.at


def refuse_without_director(proposal: Proposal, command: Command) -> None:
    """Compulsory cover is never refused because of a list (CT-10), but the director is the one who accepts it. What was
    listed since the lists were asked counts too."""
    if proposal.listed_at is None or LISTED in on_proposal(proposal):
        ask_lists(proposal, command)
    if consequence_of(proposal.listed, proposal.line).director:
        command.actor.authority_for(DECIDE, proposal, {MEASURE: Decimal(1)})


def refuse_endorsing_without_director(endorsement: Endorsement, command: Command) -> bool:
    """The same for a change of a policy; whether a suspicion asks for a second look. Endings go on as they are."""
    if endorsement.ends_policy:
        return False
    if endorsement.listed_at is None or LISTED in on_endorsement(endorsement, command.at):
        ask_lists_for_change(endorsement, command)
    found = consequence_of(endorsement.listed, endorsement.line)
    if found.director:
        command.actor.authority_for(ENDORSE, endorsement, {MEASURE: Decimal(1)})
    return not found.automatic and not found.director
