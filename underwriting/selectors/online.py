"""What a client of the API sees: its own proposals and the policies made of them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.public import ClientActor
from underwriting.models import Policy, Proposal


def proposal_of_client(actor: ClientActor, number: str) -> Proposal:
    """One proposal that the client entered; everything else reads as not found."""
    rows = Proposal.objects.visible_to(actor).filter(client_id=actor.client_id)
    found = rows.prefetch_related("policies").filter(number=number).first() if number.isalnum() else None
    if found is None:
        raise Hidden(_("Not found."))
    return found


def policy_of_client(actor: ClientActor, number: str) -> Policy:
    """One policy made of a proposal of the client; everything else reads as not found."""
    rows = Policy.objects.visible_to(actor).select_related("proposal").filter(proposal__client_id=actor.client_id)
    found = rows.filter(number=number).first() if number.isalnum() else None
    if found is None:
        raise Hidden(_("Not found."))
    return found
